using System.Collections.Immutable;
using Isobar.Core.Insights;

namespace Isobar.Server.Replay.Insights;

/// <summary>What a replay tells about other service locations.</summary>
/// <param name="Report">How users fare where they are answered, and what other locations would give.</param>
/// <param name="TotalTraffic">Traffic of all places, in the unit of the report: bytes, or connections where there are none.</param>
/// <param name="Unplaced">Service locations of the traffic whose coordinates are not known: from and to these nothing is predicted.</param>
public sealed record ReplayInsights(InsightReport Report, long TotalTraffic, ImmutableArray<string> Unplaced);
