using System.Collections.Immutable;
using Isobar.Core.Locations;
using Isobar.Simulator.Faults;

namespace Isobar.Simulator.Worlds;

/// <summary>What a world is made from. Equal options give equal worlds and equal bytes.</summary>
public sealed record WorldOptions
{
    /// <summary>How long a client stays on average, unless the options say so.</summary>
    public const int UsualVisitSeconds = 240;

    /// <summary>Seconds of a day.</summary>
    public const int DaySeconds = 86_400;

    /// <summary>The seed of everything random.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>City-network × service location pairs, 50 to 2 million.</summary>
    public int Pairs { get; init; } = 10_000;

    /// <summary>Effective votes of all pairs in a window, averaged over a week; null for ten a pair (100,000 for 10,000 pairs).</summary>
    public double? VotesPerWindow { get; init; }

    /// <summary>Start of the history, Unix seconds; a whole hour.</summary>
    public long StartSeconds { get; init; } = 1_761_955_200;

    /// <summary>End of the world: nuisances and faults lie before. Drawing later windows is possible and finds only what stays.</summary>
    public long EndSeconds { get; init; } = 1_761_955_200 + 37L * DaySeconds;

    /// <summary>Length of a window, seconds: a divisor of 300.</summary>
    public int WindowSeconds { get; init; } = 300;

    /// <summary>Where the application answers.</summary>
    public ImmutableArray<ServiceLocation> Locations { get; init; } = SimulatedLocations.All;

    /// <summary>The faults.</summary>
    public FaultPlan Faults { get; init; } = FaultPlan.None;

    /// <summary>Whether there are nuisances and slow drift.</summary>
    public bool Nuisances { get; init; }

    /// <summary>Whether AS paths are measured: if not, <see cref="SimulatedWorld.AsPathsOf"/> knows none.</summary>
    public bool AsPathsKnown { get; init; } = true;

    /// <summary>Shards that rows are numbered for.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>Cities with networks; null for 200 in a world of 10,000 pairs, and with the root of the size in others.</summary>
    public int? Cities { get; init; }

    /// <summary>Whether each city has a network, if there are city-networks enough; else some have none.</summary>
    public bool HasNetworkInEachCity { get; init; }

    /// <summary>A pair with fewer votes a window is answered in one zone, as its clients' names resolve: a stratum below would hold no test anyway.</summary>
    public double VotesForZones { get; init; } = 24;

    /// <summary>A pair with fewer votes a window has clients of one address family.</summary>
    public double VotesForFamilies { get; init; } = 12;

    /// <summary>How long a client stays on average, seconds: decides how many distinct clients there are for the votes.</summary>
    public int VisitSeconds { get; init; } = UsualVisitSeconds;

    /// <summary>Most samples of a row of hourly sums, as if the source had sampled them; null for all. Keeps the history of busy worlds quick to write.</summary>
    public int? HourlySamples { get; init; }

    /// <summary>
    /// The run of the gates (section 12 of the statistical design): days of history, which are drawn as hourly sums, then quiet days, then days with random faults.
    /// </summary>
    public static WorldOptions ForGates(ulong seed, int pairs = 10_000, int historyDays = 28, int quietDays = 2, int faultyDays = 7)
    {
        WorldOptions options = new() { Seed = seed, Pairs = pairs, Nuisances = true };
        long faultsStart = options.StartSeconds + (long)(historyDays + quietDays) * DaySeconds;
        long end = faultsStart + (long)faultyDays * DaySeconds;
        return options with
        {
            EndSeconds = end,
            Faults = faultyDays == 0 ? FaultPlan.None : FaultPlan.Random(new RandomFaultOptions(faultsStart, end)),
        };
    }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Pairs, 50);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Pairs, 2_000_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(Shards, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(VisitSeconds, 1);
        ArgumentOutOfRangeException.ThrowIfZero(Locations.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Locations.Length, byte.MaxValue);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(StartSeconds, EndSeconds);
        if (WindowSeconds is < 10 or > 300 || 300 % WindowSeconds != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(WindowSeconds), WindowSeconds, "A window is 10 to 300 seconds long and divides 300.");
        }
        if (StartSeconds % 3600 != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(StartSeconds), StartSeconds, "History starts with a whole hour.");
        }
    }
}
