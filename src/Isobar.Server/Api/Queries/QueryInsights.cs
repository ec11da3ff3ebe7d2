using System.Collections.Immutable;
using System.Globalization;
using Isobar.Core.Atlas;
using Isobar.Core.Insights;
using Isobar.Core.Locations;
using Isobar.Storage;
using Isobar.Storage.Measurements;

namespace Isobar.Server.Api.Queries;

/// <summary>What other service locations would give the users that a query is about (spec 11), from the measurements of its range of time.</summary>
internal sealed class QueryInsights
{
    private const double MicrosPerMilli = 1000;

    private readonly InsightReport _report;

    private QueryInsights(InsightReport report) => _report = report;

    /// <summary>Analyses the measurements that a question's filter leaves.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="question">The question.</param>
    /// <param name="locations">The user's own service locations.</param>
    /// <param name="stop">Interrupts the engine.</param>
    public static QueryInsights Of(DataFolder folder, MeasurementQuery question, ImmutableArray<ServiceLocation> locations, CancellationToken stop)
    {
        MeasurementSums sums = folder.Measurements.Sum(
            question.Filter,
            new MeasurementGrouping { Keys = MeasurementKeys.ServiceLocation | MeasurementKeys.CityNetwork, WeighedIn = question.Grouping.WeighedIn }, stop);
        IReadOnlyDictionary<CityNetworkId, CityNetwork> names = folder.CityNetworks([.. sums.CityNetwork.Distinct()]);
        List<PairTimes> times = new(sums.Count);
        for (int i = 0; i < sums.Count; i++)
        {
            if (names.TryGetValue(sums.CityNetwork[i], out CityNetwork? network))
            {
                long samples = sums.Connections[i];
                times.Add(new PairTimes(
                    network, sums.ServiceLocation[i], sums.BytesIn[i] + sums.BytesOut[i],
                    SampledTime.OfMedian(sums.TtfbP50Micros[i], sums.TtfbP90Micros[i], samples), SampledTime.OfMedian(sums.RttP50Micros[i], sums.RttP90Micros[i], samples)));
            }
        }
        return new(InsightAnalysis.Analyse(times, new InsightOptions { Locations = locations, IncludeRegions = true, IncludeCdn = true }));
    }

    /// <summary>All of it.</summary>
    public InsightReport Report => _report;

    /// <summary>The users, the greatest traffic first.</summary>
    public ImmutableArray<LocationInsight> Locations => _report.Locations;

    /// <summary>The insights by what tells the rows of a query apart.</summary>
    public ILookup<string, LocationInsight> By(Func<LocationInsight, string> key) => _report.Locations.ToLookup(key, StringComparer.Ordinal);

    /// <summary>The best location without the network of edges, in ms and by name, and that network, of some users together; empty where nothing is known.</summary>
    public static (string Best, string BestLocation, string BestCdn) BestFor(IEnumerable<LocationInsight> users)
    {
        LocationInsight[] members = [.. users];
        List<(string Name, bool IsCdn, double Micros)> means = [];
        foreach (string name in members.SelectMany(member => member.Candidates).Select(candidate => candidate.ServiceLocation).Distinct().Order(StringComparer.Ordinal))
        {
            (CandidateEstimate Estimate, double Traffic)[] known =
            [
                .. members.Select(member => (Estimate: member.Find(name), Traffic: Math.Max(1.0, member.Traffic)))
                    .Where(each => each.Estimate?.FirstByte is not null).Select(each => (each.Estimate!, each.Traffic)),
            ];
            if (known.Length > 0)
            {
                means.Add((name, known[0].Estimate.IsCdn, known.Sum(each => each.Estimate.FirstByte!.Value.Micros * each.Traffic) / known.Sum(each => each.Traffic)));
            }
        }
        (string Name, bool IsCdn, double Micros)[] regions = [.. means.Where(mean => !mean.IsCdn)], cdn = [.. means.Where(mean => mean.IsCdn)];
        (string Name, bool IsCdn, double Micros) best = regions.Length > 0 ? regions.MinBy(mean => mean.Micros) : default;
        return (regions.Length > 0 ? Millis(best.Micros) : "", best.Name ?? "", cdn.Length > 0 ? Millis(cdn.Min(mean => mean.Micros)) : "");
    }

    /// <summary>Rows of OVERALL_TRAFFIC_SUGGESTIONS.</summary>
    public IEnumerable<string[]> Overall() => _report.Overall.Select(row => new[]
    {
        row.CurrentLocation, row.ProposedLocation, Millis(row.AverageFirstByteMicros), Whole(row.Traffic), Whole(row.OptimizedTrafficExcludingCdn),
        Whole(row.OptimizedTrafficIncludingCdn),
    });

    /// <summary>Rows of OVERALL_TRAFFIC_SUGGESTIONS_DETAILS: the users for whom a proposed location can be compared, the greatest traffic first.</summary>
    public IEnumerable<string[]> Details(IReadOnlyList<string> proposed)
    {
        foreach (LocationInsight insight in _report.Locations)
        {
            CandidateEstimate[] shown =
            [
                .. insight.Candidates.Where(candidate => candidate.FirstByte is not null
                    && (candidate.ServiceLocation == insight.ServiceLocation || proposed.Contains(candidate.ServiceLocation))),
            ];
            if (Array.Exists(shown, candidate => proposed.Contains(candidate.ServiceLocation)))
            {
                string map = string.Join(", ", shown.Select(candidate => $"{candidate.ServiceLocation}={Whole(candidate.FirstByte!.Value.Millis)}"));
                CityNetwork network = insight.CityNetwork;
                yield return
                [
                    insight.ServiceLocation, network.City, network.Metro, network.Subdivision, network.Country, Whole(network.Asn), Whole(insight.Traffic),
                    insight.ServiceLocation, $"{{{map}}}",
                ];
            }
        }
    }

    private static string Millis(double micros) => Math.Round(micros / MicrosPerMilli, MidpointRounding.AwayFromZero).ToString("0", CultureInfo.InvariantCulture);

    private static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);
}
