using System.Collections.Immutable;
using Isobar.Core.Locations;

namespace Isobar.Core.Insights;

/// <summary>What is compared, and when an improvement is worth advising.</summary>
public sealed record InsightOptions
{
    /// <summary>The service locations that are configured or seen in traffic; these are always candidates.</summary>
    public required ImmutableArray<ServiceLocation> Locations { get; init; }

    /// <summary>Whether all AWS Regions of the commercial partition are candidates too.</summary>
    public bool IncludeRegions { get; init; }

    /// <summary>Whether a content delivery network is a candidate, answered by the edge nearest to each city.</summary>
    public bool IncludeCdn { get; init; }

    /// <summary>The least gain that is advised, microseconds: its lower bound must reach this.</summary>
    public double LeastGainMicros { get; init; } = 10_000;

    /// <summary>The least gain that is advised as a share of the present time; the lower bound must reach this too.</summary>
    public double LeastGainShare { get; init; } = 0.1;

    /// <summary>The least gain by which another location counts as the better one in the columns of the API, microseconds (spec section 11).</summary>
    public double LeastBetterMicros { get; init; } = 1_000;

    /// <summary>Confidence of intervals, two-sided.</summary>
    public double Confidence { get; init; } = 0.95;
}
