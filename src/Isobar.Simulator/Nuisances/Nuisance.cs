using System.Collections.Immutable;

namespace Isobar.Simulator.Nuisances;

/// <summary>One nuisance of a world.</summary>
public sealed class Nuisance
{
    internal Nuisance(NuisanceKind kind, long startSeconds, long endSeconds, string subject, double size, ImmutableArray<NuisanceTarget> targets)
    {
        Kind = kind;
        StartSeconds = startSeconds;
        EndSeconds = endSeconds;
        Subject = subject;
        Size = size;
        Targets = targets;
    }

    /// <summary>What happens.</summary>
    public NuisanceKind Kind { get; }

    /// <summary>First second, Unix time.</summary>
    public long StartSeconds { get; }

    /// <summary>The second after the last; the end of the world for what stays.</summary>
    public long EndSeconds { get; }

    /// <summary>Source, network or pair that it happens to, as text.</summary>
    public string Subject { get; }

    /// <summary>
    /// FlashCrowd: factor of the traffic. RouteChange: milliseconds, either sign. PrefixMigration and GeolocationChange: share of the traffic that moves.
    /// ClientRetries: tries for each failure. ClockSkew: seconds. SamplingRate: share of the requests that is logged. ExporterGap: 1.
    /// </summary>
    public double Size { get; }

    /// <summary>PrefixMigration and GeolocationChange: index of the pair whose traffic moves; -1 otherwise.</summary>
    public int FromPair { get; internal init; } = -1;

    /// <summary>PrefixMigration and GeolocationChange: index of the pair that it moves to; -1 otherwise.</summary>
    public int ToPair { get; internal init; } = -1;

    /// <summary>The streams it changes.</summary>
    internal ImmutableArray<NuisanceTarget> Targets { get; }

    /// <summary>How much of a period it lasts, 0 to 1.</summary>
    internal double OverlapOf(long startSeconds, long seconds) =>
        Math.Max(0, Math.Min(EndSeconds, startSeconds + seconds) - Math.Max(StartSeconds, startSeconds)) / (double)seconds;
}
