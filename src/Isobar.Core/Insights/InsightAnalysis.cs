using System.Collections.Immutable;
using System.Globalization;
using Isobar.Core.Locations;
using Isobar.Core.Scoring.Numerics;

namespace Isobar.Core.Insights;

/// <summary>
/// Compares service locations for every city-network: measured where it is seen at several, otherwise predicted by a <see cref="LatencyModel"/> learned on what is
/// measured (spec section 11). Advice needs more than a better number: the lower bound of the gain must be worth a change.
/// </summary>
public static class InsightAnalysis
{
    /// <summary>The name under which the content delivery network is a candidate.</summary>
    public const string Cdn = "CloudFront";

    private const string CommercialPartition = "aws";

    /// <summary>The report over a period.</summary>
    /// <param name="times">Times and traffic of all pairs, each once, in any order.</param>
    /// <param name="options">What is compared.</param>
    public static InsightReport Analyse(IReadOnlyCollection<PairTimes> times, InsightOptions options)
    {
        ArgumentNullException.ThrowIfNull(times);
        ArgumentNullException.ThrowIfNull(options);
        CandidateTable candidates = new(times, options);
        ImmutableArray<LocationInsight> locations =
        [
            .. times.Select(candidates.InsightOf)
                .OrderByDescending(insight => insight.Traffic)
                .ThenBy(insight => insight.CityNetwork.Id)
                .ThenBy(insight => insight.ServiceLocation, StringComparer.Ordinal),
        ];
        return new InsightReport
        {
            Locations = locations,
            Overall = OverallSuggestions.Of(locations, options),
            Advice = AdviceOf(locations, options),
            MeasuredLocations = candidates.MeasuredLocations,
            Basis = BasisOf(candidates),
        };
    }

    /// <summary>The locations that are compared: those configured, Regions where asked for, each name once.</summary>
    internal static ImmutableArray<ServiceLocation> LocationsOf(InsightOptions options)
    {
        IEnumerable<ServiceLocation> all = options.Locations;
        if (options.IncludeRegions)
        {
            all = all.Concat(AwsRegions.All.Where(region => AwsRegions.PartitionOf(region.Name) == CommercialPartition));
        }
        return [.. all.DistinctBy(location => location.Name, StringComparer.Ordinal).OrderBy(location => location.Name, StringComparer.Ordinal)];
    }

    private static ImmutableArray<PlacementAdvice> AdviceOf(ImmutableArray<LocationInsight> locations, InsightOptions options)
    {
        List<PlacementAdvice> advice = [];
        foreach (LocationInsight insight in locations)
        {
            PlacementAdvice? best = null;
            foreach (CandidateEstimate candidate in insight.Candidates)
            {
                PlacementAdvice? possible = candidate.ServiceLocation == insight.ServiceLocation ? null : AdviceOf(insight, candidate);
                if (possible is not null && IsWorthwhile(possible, options) && (best is null || possible.Gain.LowMicros > best.Gain.LowMicros))
                {
                    best = possible;
                }
            }
            if (best is not null)
            {
                advice.Add(best);
            }
        }
        return [.. advice
            .OrderByDescending(each => each.Weight)
            .ThenBy(each => each.CityNetwork.Id)
            .ThenBy(each => each.CurrentLocation, StringComparer.Ordinal)];
    }

    private static PlacementAdvice? AdviceOf(LocationInsight insight, CandidateEstimate candidate)
    {
        if (insight.FirstByte is { } firstByte && candidate is { FirstByte: { } thenFirstByte, FirstByteGain: { } firstByteGain })
        {
            return new(insight.CityNetwork, insight.ServiceLocation, candidate.ServiceLocation, false, firstByte, thenFirstByte, firstByteGain, insight.Traffic);
        }
        return insight.FirstByte is null && insight.RoundTrip is { } roundTrip && candidate is { RoundTrip: { } thenRoundTrip, RoundTripGain: { } roundTripGain }
            ? new(insight.CityNetwork, insight.ServiceLocation, candidate.ServiceLocation, true, roundTrip, thenRoundTrip, roundTripGain, insight.Traffic)
            : null;
    }

    private static bool IsWorthwhile(PlacementAdvice advice, InsightOptions options) =>
        advice.Gain.LowMicros >= options.LeastGainMicros && advice.Gain.LowMicros >= options.LeastGainShare * advice.Now.Micros;

    private static string BasisOf(CandidateTable candidates) => candidates.MeasuredLocations switch
    {
        0 => "No times are measured yet, so nothing can be compared.",
        1 => "Only one service location is measured: other locations are predicted from distance alone, with wide intervals.",
        int count => string.Create(
            CultureInfo.InvariantCulture,
            $"Predictions are learned from {count} measured service locations: distance, location, country and client network."),
    };

    /// <summary>An estimate from a median.</summary>
    internal static TimeEstimate? EstimateOf(MedianInterval median, EstimateSource source, double confidence)
    {
        if (!double.IsFinite(median.Median))
        {
            return null;
        }
        double half = -SpecialFunctions.NormalQuantile((1 - confidence) / 2) * median.StandardError;
        return new TimeEstimate(median.Median, Math.Max(0, median.Median - half), median.Median + half, source);
    }
}
