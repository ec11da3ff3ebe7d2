using System.Collections.Immutable;
using Isobar.Core.Locations;

namespace Isobar.Server.Replay.Insights;

/// <summary>Which service locations the traffic insights of a replay compare.</summary>
/// <param name="Own">Locations of the configuration by name; they are candidates all.</param>
/// <param name="IncludeRegions">Whether the AWS Regions are candidates too.</param>
internal sealed record InsightPlan(ImmutableSortedDictionary<string, ServiceLocation> Own, bool IncludeRegions)
{
    /// <summary>Nothing is configured, and no Regions are asked for.</summary>
    public static InsightPlan Plain { get; } = new(ImmutableSortedDictionary<string, ServiceLocation>.Empty, false);
}
