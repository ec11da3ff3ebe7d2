using System.Collections.Immutable;

namespace Isobar.Core.Insights;

/// <summary>How users fare where they are answered, and where they would fare better.</summary>
public sealed record InsightReport
{
    /// <summary>All city-networks at the locations that answer them, the greatest traffic first.</summary>
    public required ImmutableArray<LocationInsight> Locations { get; init; }

    /// <summary>What moving whole locations would do, by current and proposed location.</summary>
    public required ImmutableArray<TrafficSuggestion> Overall { get; init; }

    /// <summary>What should be done, the greatest gain × traffic first.</summary>
    public required ImmutableArray<PlacementAdvice> Advice { get; init; }

    /// <summary>Number of service locations with measured times.</summary>
    public required int MeasuredLocations { get; init; }

    /// <summary>What predictions rest on, in a sentence for people.</summary>
    public required string Basis { get; init; }
}
