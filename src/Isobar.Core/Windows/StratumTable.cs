namespace Isobar.Core.Windows;

/// <summary>
/// Gives each stratum of a run a small number. Readable from any core; adding replaces the whole list by one compare-and-swap, which is rare.
/// Numbers depend on the order of adding, so nothing that is stored or shown may depend on them.
/// </summary>
public sealed class StratumTable
{
    /// <summary>Edge locations are the client's CDN's to choose: beyond this many strata they share one that is named so.</summary>
    public const int Limit = 4096;

    /// <summary>Service location of traffic whose own location came after the limit was reached.</summary>
    public const string Overflow = "(overflow)";

    private Stratum[] _strata = [];

    /// <summary>All strata, by number.</summary>
    public ReadOnlySpan<Stratum> All => Volatile.Read(ref _strata);

    /// <summary>The stratum of a number.</summary>
    public Stratum this[int index] => Volatile.Read(ref _strata)[index];

    /// <summary>The number of a stratum, new or known.</summary>
    public int IndexOf(Stratum stratum)
    {
        ArgumentNullException.ThrowIfNull(stratum);
        while (true)
        {
            Stratum[] known = Volatile.Read(ref _strata);
            int index = Array.IndexOf(known, stratum);
            if (index >= 0)
            {
                return index;
            }
            if (known.Length >= Limit && stratum.ServiceLocation != Overflow)
            {
                stratum = stratum with { ServiceLocation = Overflow, Zone = "" };
                continue;
            }
            Stratum[] more = [.. known, stratum];
            if (Interlocked.CompareExchange(ref _strata, more, known) == known)
            {
                return known.Length;
            }
        }
    }
}
