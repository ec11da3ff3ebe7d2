using Isobar.Core.Baselines;

namespace Isobar.Core.Scoring;

/// <summary>The reason for a verdict: what was counted, what was expected, and how certain the difference is.</summary>
public sealed record Evidence
{
    /// <summary>What was counted.</summary>
    public required EvidenceStream Stream { get; init; }

    /// <summary>What was tested: the pair, or the element that speaks for it.</summary>
    public required NetworkElement Tested { get; init; }

    /// <summary>Length of the time that was counted over, seconds; it ends with the window.</summary>
    public required int SpanSeconds { get; init; }

    /// <summary>Votes or samples; for <see cref="EvidenceStream.Volume"/> the clients that were expected.</summary>
    public required long Samples { get; init; }

    /// <summary>Failed votes, or samples above the edge; for <see cref="EvidenceStream.Volume"/> the clients that came.</summary>
    public required long Hits { get; init; }

    /// <summary>The share of hits that is usual, 0 to 1.</summary>
    public required double ExpectedShare { get; init; }

    /// <summary>How much windows differ by more than chance: intra-class correlation ρ of the beta-binomial.</summary>
    public required double Dispersion { get; init; }

    /// <summary>Probability of so many hits or more where nothing is wrong.</summary>
    public required double PValue { get; init; }

    /// <summary>The level that the test had to reach.</summary>
    public required double SignificanceLevel { get; init; }

    /// <summary>Estimated share of traffic that sees a drop, 0 to 1.</summary>
    public required double Drop { get; init; }

    /// <summary>Lower end of the 95 % interval of the drop.</summary>
    public required double DropLow { get; init; }

    /// <summary>Upper end of the 95 % interval of the drop.</summary>
    public required double DropHigh { get; init; }

    /// <summary>The smallest drop that would have been found with a probability of 0.9.</summary>
    public required double SmallestDrop { get; init; }

    /// <summary>Where the baseline comes from.</summary>
    public required BaselineSource Baseline { get; init; }

    /// <summary>Days of history behind the baseline.</summary>
    public required int BaselineDays { get; init; }

    /// <summary>The quantile whose edge shows the drop, in percent; null for streams that are not times.</summary>
    public int? Percentile { get; init; }

    /// <summary>The usual value of that quantile, microseconds.</summary>
    public double? BaselineMicros { get; init; }

    /// <summary>The edge above it, microseconds: the samples above it are counted.</summary>
    public double? EdgeMicros { get; init; }
}
