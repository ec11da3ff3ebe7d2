using Isobar.Core.Atlas;
using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Hosting;
using Isobar.Server.Hosting.Health;
using Isobar.Server.Web.Access;
using Isobar.Server.Web.Explorer;
using Isobar.Server.Web.Wire;
using Isobar.Storage.Events;
using Isobar.Storage.Explorer;

namespace Isobar.Server.Web.Endpoints;

/// <summary>The overview of a monitor, and its map.</summary>
internal sealed class OverviewEndpoints(ConsoleServices services, MonitorBook book, TrafficExplorer explorer, EventEndpoints events, NoteEndpoints notes)
{
    private const int MostEvents = 200, MostPoints = 5_000;

    /// <summary>Adds the routes.</summary>
    public void Map(ConsoleRoutes routes)
    {
        routes.Get(
            "/monitors/{name}/overview", "GetOverview", ConsoleRole.Viewer, "Scores, traffic and events of a monitor.",
            (string name, string? from, string? to, int? step, CancellationToken stop) => Overview(name, TimeRange.Read(from, to, services.Now), step, stop));
        routes.Get(
            "/monitors/{name}/map", "GetMap", ConsoleRole.Viewer, "The city-networks of a monitor, for the map.",
            (string name, string? from, string? to, string[]? f, CancellationToken stop) => Points(name, TimeRange.Read(from, to, services.Now), f, stop));
    }

    private OverviewAnswer Overview(string name, TimeRange range, int? step, CancellationToken stop)
    {
        MonitorRecord record = book.Get(name);
        LiveStatus status = services.Status();
        ExplorerScope scope = explorer.Scope(services.Api.OwnAccount, name, range.From, range.To, []);
        ExplorerAnswer answer = explorer.Ask(new ExplorerQuestion(scope) { StepSeconds = step is int asked ? range.Step(asked) : services.UsualStep(range) }, stop);
        ExplorerGroup? all = answer.Groups is [var group, ..] ? group : null;
        double?[] unknown = new double?[answer.Times.Count];
        long?[] nothing = new long?[answer.Times.Count];
        return new()
        {
            Now = services.Now,
            From = answer.From,
            To = answer.To,
            StepSeconds = answer.StepSeconds,
            Watermark = status.Watermark?.ToUnixTimeSeconds(),
            WeighedIn = MonitorEndpoints.WeightName(scope.WeighedIn),
            Current = Current(record, status),
            Totals = all is null
                ? new(0, 0, null, null, null, null, null)
                : new(
                    all.Total.BytesIn, all.Total.BytesOut, Figures.Score(all.Total.RttP50Millis), Figures.Score(all.Total.RttP90Millis), Figures.Score(all.Total.RttP95Millis),
                    Figures.Score(all.Total.Availability), Figures.Score(all.Total.Performance)),
            Series = all is null
                ? new(answer.Times, unknown, unknown, nothing, nothing, unknown)
                : new(
                    answer.Times, ExplorerEndpoints.Rounded(all.Series.Availability), ExplorerEndpoints.Rounded(all.Series.Performance), all.Series.BytesIn, all.Series.BytesOut,
                    ExplorerEndpoints.Rounded(all.Series.RttP50Millis)),
            Events = events.Of(record, new(range.From, Math.Max(range.To, services.Now)), MostEvents),
            Annotations = notes.Annotations(new(answer.From, answer.To), name),
            Maintenance = notes.Maintenance(new(answer.From, answer.To)),
        };
    }

    private static CurrentWire? Current(MonitorRecord record, LiveStatus status)
    {
        MonitorHealth? health = record.Status == MonitorStatus.Inactive ? null : status.Health.Monitors.FirstOrDefault(monitor => monitor.Name == record.Key);
        return MonitorEndpoints.ScoresOf(health, status) is not { } scores ? null : new(
            scores.Availability, scores.Performance, scores.TestablePercent, scores.At, Figures.Score(health!.Coverage.TrafficMonitoredPercent) ?? 0, health.Coverage.CityNetworksMonitored,
            health.OpenEvents);
    }

    private MapAnswer Points(string name, TimeRange range, string[]? f, CancellationToken stop)
    {
        MonitorRecord record = book.Get(name);
        ExplorerScope scope = explorer.Scope(services.Api.OwnAccount, name, range.From, range.To, FilterReader.Read(f));
        ExplorerPlaces places = explorer.Store.Places(scope, MostPoints + 1, stop);
        int count = Math.Min(places.Count, MostPoints);
        double total = places.BytesIn.Sum() + (double)places.BytesOut.Sum();
        Dictionary<CityNetworkId, string> hit = HitNow(record);
        T[] Each<T>(Func<int, T> value) => [.. Enumerable.Range(0, count).Select(value)];
        string[] Name(Func<CityNetwork, string> part) => Each(i => EventDescriber.Known(part(places.CityNetwork[i])));
        MapPointsWire points = new()
        {
            Id = Each(i => places.CityNetwork[i].Id.ToString()),
            City = Name(place => place.City),
            Metro = Name(place => place.Metro),
            Subdivision = Name(place => place.Subdivision),
            Country = Name(place => place.Country),
            CountryCode = Name(place => place.CountryCode),
            Asn = Each(i => places.CityNetwork[i].Asn),
            Network = Name(place => place.NetworkName),
            Latitude = Each(i => Figures.Score(places.CityNetwork[i].Latitude)),
            Longitude = Each(i => Figures.Score(places.CityNetwork[i].Longitude)),
            BytesIn = Each(i => places.BytesIn[i]),
            BytesOut = Each(i => places.BytesOut[i]),
            TrafficPercent = Each(i => Figures.Percent(places.BytesIn[i] + places.BytesOut[i], total)),
            Availability = Each(i => Figures.Score(places.Availability[i])),
            Performance = Each(i => Figures.Score(places.Performance[i])),
            RttP50 = Each(i => Figures.Score(places.RttP50Millis[i])),
            EventId = Each(i => hit.GetValueOrDefault(places.CityNetwork[i].Id)),
        };
        return new(
            range.From, range.To, places.Count > MostPoints, MonitorEndpoints.WeightName(scope.WeighedIn), points,
            [.. services.Resources.Locations.Select(location => new LocationWire(location.Name, location.Latitude, location.Longitude))]);
    }

    /// <summary>City-networks that an open event hits now, with the event of the greatest impact.</summary>
    private Dictionary<CityNetworkId, string> HitNow(MonitorRecord record)
    {
        Dictionary<CityNetworkId, string> hit = [];
        IEnumerable<HealthEvent> open = services.Folder.HealthEvents.List(new EventFilter { MonitorName = record.Key, IsActive = true, Limit = MostEvents })
            .Select(row => EventDocument.ReadHealthEvent(row.Json)).OrderByDescending(one => one.PercentOfTotalTrafficImpacted);
        foreach (HealthEvent one in open)
        {
            foreach (ImpactedLocation location in one.ImpactedLocations.Where(location => location.Status == EventStatus.Active))
            {
                hit.TryAdd(location.CityNetwork, one.EventId);
            }
        }
        return hit;
    }
}
