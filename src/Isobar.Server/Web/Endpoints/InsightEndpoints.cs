using System.Globalization;
using Isobar.Core.Atlas;
using Isobar.Core.Insights;
using Isobar.Core.Monitors;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Api.Queries;
using Isobar.Server.Web.Access;
using Isobar.Server.Web.Explorer;
using Isobar.Server.Web.Wire;
using Isobar.Storage.Explorer;
using Isobar.Storage.Measurements;

namespace Isobar.Server.Web.Endpoints;

/// <summary>Traffic insights.</summary>
internal sealed class InsightEndpoints(ConsoleServices services, MonitorBook book, TrafficExplorer explorer)
{
    private const int UsualLimit = 200, LargestLimit = 2_000, MostFiltered = 100_000, MostAdvice = 20;

    /// <summary>Adds the routes.</summary>
    public void Map(ConsoleRoutes routes) => routes.Get(
        "/monitors/{name}/insights", "GetInsights", ConsoleRole.Viewer, "How users fare where they are answered, and where they would fare better.",
        (string name, string? from, string? to, string[]? f, int? limit, CancellationToken stop) =>
            Answer(name, TimeRange.Read(from, to, services.Now), f, Math.Clamp(limit ?? UsualLimit, 1, LargestLimit), stop));

    private InsightsAnswer Answer(string name, TimeRange range, string[]? f, int limit, CancellationToken stop)
    {
        MonitorRecord record = book.Get(name);
        TrafficWeight weight = services.Api.Monitors.WeightOf(record);
        MeasurementFilter filter = Filter(record, range, FilterReader.Read(f), stop);
        MeasurementGrouping grouping = new() { WeighedIn = weight };
        MeasurementSums sums = services.Folder.Measurements.Sum(filter, grouping, stop);
        InsightReport report = QueryInsights.Of(
            services.Folder, new MeasurementQuery { Filter = filter, Grouping = grouping, Columns = [] },
            [.. services.Configuration.Locations.Values.Concat(services.Resources.Locations).DistinctBy(location => location.Name)], stop).Report;
        double traffic = report.Locations.Sum(location => (double)location.Traffic);
        return new()
        {
            From = range.From,
            To = range.To,
            WeighedIn = MonitorEndpoints.WeightName(weight),
            Totals = sums.Count == 0 ? new(0, 0, 0, null) : new(sums.BytesIn[0], sums.BytesOut[0], sums.Connections[0], Figures.Millis(sums.TtfbMeanMicros[0])),
            Basis = report.Basis,
            MeasuredLocations = report.MeasuredLocations,
            ServiceLocations = [.. report.Locations.Select(location => location.ServiceLocation).Distinct().Order(StringComparer.Ordinal)],
            Locations = [.. report.Locations.Take(limit).Select(location => Of(location, traffic))],
            Overall =
            [
                .. report.Overall.Select(row => new SuggestionWire(
                    row.CurrentLocation, row.ProposedLocation, Figures.Millis(row.AverageFirstByteMicros), row.Traffic, row.OptimizedTrafficExcludingCdn, row.OptimizedTrafficIncludingCdn)),
            ],
            Advice = [.. report.Advice.Take(MostAdvice).Select(advice => Of(advice, traffic))],
        };
    }

    private MeasurementFilter Filter(MonitorRecord record, TimeRange range, IReadOnlyList<ExplorerFilter> filters, CancellationToken stop)
    {
        if (filters.Any(one => one.Dimension == ExplorerDimension.AddressFamily))
        {
            throw ConsoleFault.Invalid("f", "Insights do not tell address families apart.");
        }
        MeasurementFilter filter = new() { MonitorName = record.Key, From = range.From, To = range.To };
        if (filters.FirstOrDefault(one => one.Dimension == ExplorerDimension.ServiceLocation) is { } location)
        {
            string[] known = [.. services.Resources.All.SelectMany(resource => resource.Locations).Distinct()];
            filter = filter with { ServiceLocations = [.. (location.Include.Count > 0 ? location.Include : known).Except(location.Exclude)] };
        }
        if (filters.Any(one => one.Dimension != ExplorerDimension.ServiceLocation))
        {
            ExplorerPlaces places = explorer.Store.Places(explorer.Scope(services.Api.OwnAccount, record.Name, range.From, range.To, filters), MostFiltered, stop);
            filter = filter with { CityNetworks = [.. places.CityNetwork.Select(place => place.Id)] };
        }
        return filter;
    }

    private static LocationInsightWire Of(LocationInsight insight, double traffic)
    {
        CityNetwork place = insight.CityNetwork;
        return new()
        {
            Id = place.Id.ToString(),
            City = EventDescriber.Known(place.City),
            Metro = EventDescriber.Known(place.Metro),
            Subdivision = EventDescriber.Known(place.Subdivision),
            Country = EventDescriber.Known(place.Country),
            CountryCode = EventDescriber.Known(place.CountryCode),
            Asn = place.Asn,
            Network = EventDescriber.Known(place.NetworkName),
            Latitude = Figures.Score(place.Latitude),
            Longitude = Figures.Score(place.Longitude),
            Location = insight.ServiceLocation,
            Traffic = insight.Traffic,
            TrafficPercent = Figures.Percent(insight.Traffic, traffic),
            Ttfb = Of(insight.FirstByte),
            Rtt = Of(insight.RoundTrip),
            BestRegion = insight.BestRegion is { } region ? Of(region) : null,
            BestCdn = insight.BestCdn is { } cdn ? Of(cdn) : null,
            Candidates = [.. insight.Candidates.Where(candidate => candidate.FirstByte is not null || candidate.RoundTrip is not null).Select(Of)],
        };
    }

    private static CandidateWire Of(CandidateEstimate candidate) =>
        new(candidate.ServiceLocation, candidate.IsCdn, Of(candidate.FirstByte), Of(candidate.RoundTrip), Of(candidate.FirstByteGain ?? candidate.RoundTripGain));

    private static TimeWire? Of(TimeEstimate? time) => time is { } known && Figures.Millis(known.Micros) is double millis
        ? new(millis, Bound(known.LowMicros), Bound(known.HighMicros), known.Source.ToString())
        : null;

    private static GainWire? Of(TimeGain? gain) => gain is { } known && Figures.Millis(known.Micros) is double millis ? new(millis, Bound(known.LowMicros), Bound(known.HighMicros)) : null;

    private static double? Bound(double micros) => double.IsFinite(micros) ? Figures.Millis(micros) : null;

    private static AdviceWire Of(PlacementAdvice advice, double traffic)
    {
        string who = $"{advice.CityNetwork.NetworkName} in {new[] { advice.CityNetwork.City, advice.CityNetwork.Metro, advice.CityNetwork.Country }.First(text => text != CityNetwork.NotAvailable || text == advice.CityNetwork.Country)}";
        string what = advice.IsRoundTrip ? "round trip" : "first byte";
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"Answer {who} from {advice.ProposedLocation} instead of {advice.CurrentLocation}: {what} after {advice.Then.Millis} ms{(advice.Then.IsPredicted ? " (predicted)" : "")} instead of {advice.Now.Millis} ms.");
        return new(text, advice.CurrentLocation, advice.ProposedLocation, Figures.Millis(advice.Gain.Micros) ?? 0, advice.Traffic, Figures.Percent(advice.Traffic, traffic));
    }
}
