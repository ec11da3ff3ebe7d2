using System.Collections.Immutable;

namespace Isobar.Core.Windows;

/// <summary>
/// Gives each stratum of a run a small number. Readable from any core; adding replaces the whole list by one compare-and-swap, which is rare.
/// Numbers depend on the order of adding, so nothing that is stored or shown may depend on them.
/// </summary>
public sealed class StratumTable
{
    /// <summary>Strata that are told apart where nobody says otherwise.</summary>
    public const int DefaultLimit = 4096;

    /// <summary>Service location of traffic whose own location came after the limit was reached.</summary>
    public const string Overflow = "(overflow)";

    private Snapshot _known = new([], ImmutableDictionary<Stratum, int>.Empty);

    /// <param name="limit">Strata that are told apart, 1 or more.</param>
    public StratumTable(int limit = DefaultLimit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        Limit = limit;
    }

    /// <summary>Edge locations are the client's CDN's to choose: beyond this many strata they share <see cref="Overflow"/>, one for each source, family and method.</summary>
    public int Limit { get; }

    /// <summary>All strata, by number.</summary>
    public ReadOnlySpan<Stratum> All => Volatile.Read(ref _known).Strata;

    /// <summary>The stratum of a number.</summary>
    public Stratum this[int index] => Volatile.Read(ref _known).Strata[index];

    /// <summary>The number of a stratum, new or known.</summary>
    public int IndexOf(Stratum stratum)
    {
        ArgumentNullException.ThrowIfNull(stratum);
        while (true)
        {
            Snapshot known = Volatile.Read(ref _known);
            if (known.Numbers.TryGetValue(stratum, out int index))
            {
                return index;
            }
            int number = known.Strata.Length;
            if (number >= Limit && stratum.ServiceLocation != Overflow)
            {
                stratum = stratum with { ServiceLocation = Overflow, Zone = "" };
                continue;
            }
            Snapshot more = new([.. known.Strata, stratum], known.Numbers.Add(stratum, number));
            if (Interlocked.CompareExchange(ref _known, more, known) == known)
            {
                return number;
            }
        }
    }

    private sealed record Snapshot(Stratum[] Strata, ImmutableDictionary<Stratum, int> Numbers);
}
