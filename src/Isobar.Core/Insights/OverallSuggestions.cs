using System.Collections.Immutable;

namespace Isobar.Core.Insights;

/// <summary>Sums of what city-networks would see, by the location that answers them and the one proposed.</summary>
internal static class OverallSuggestions
{
    private struct Sums
    {
        public long Traffic;
        public double FirstByte;
        public long ExcludingCdn;
        public long IncludingCdn;
    }

    /// <summary>One row for each current and proposed location, in their ordinal order.</summary>
    public static ImmutableArray<TrafficSuggestion> Of(ImmutableArray<LocationInsight> locations, InsightOptions options)
    {
        SortedDictionary<(string Current, string Proposed), Sums> rows = new(Comparer<(string Current, string Proposed)>.Create(Compare));
        foreach (LocationInsight insight in locations)
        {
            string? bestRegion = insight.BestRegion?.ServiceLocation;
            string? best = IsCdnBest(insight, options) ? InsightAnalysis.Cdn : bestRegion;
            foreach (CandidateEstimate candidate in insight.Candidates)
            {
                if (candidate.FirstByte is not { } firstByte)
                {
                    continue;
                }
                (string, string) key = (insight.ServiceLocation, candidate.ServiceLocation);
                Sums sums = rows.GetValueOrDefault(key);
                sums.Traffic += insight.Traffic;
                sums.FirstByte += firstByte.Micros * insight.Traffic;
                sums.ExcludingCdn += candidate.ServiceLocation == bestRegion ? insight.Traffic : 0;
                sums.IncludingCdn += candidate.ServiceLocation == best ? insight.Traffic : 0;
                rows[key] = sums;
            }
        }
        return [.. rows.Select(row => new TrafficSuggestion(
            row.Key.Current,
            row.Key.Proposed,
            row.Value.Traffic == 0 ? 0 : row.Value.FirstByte / row.Value.Traffic,
            row.Value.Traffic,
            row.Value.ExcludingCdn,
            row.Value.IncludingCdn))];
    }

    private static bool IsCdnBest(LocationInsight insight, InsightOptions options)
    {
        if (insight.BestCdn?.FirstByte is not { } cdn)
        {
            return false;
        }
        double least = options.LeastBetterMicros;
        return (insight.BestRegion?.FirstByte is not { } region || cdn.Micros < region.Micros)
            && (insight.FirstByte is not { } now || now.Micros - cdn.Micros >= least || insight.ServiceLocation == InsightAnalysis.Cdn);
    }

    private static int Compare((string Current, string Proposed) left, (string Current, string Proposed) right)
    {
        int order = string.CompareOrdinal(left.Current, right.Current);
        return order != 0 ? order : string.CompareOrdinal(left.Proposed, right.Proposed);
    }
}
