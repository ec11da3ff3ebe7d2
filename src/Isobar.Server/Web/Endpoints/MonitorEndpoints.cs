using Isobar.Core.Locations;
using Isobar.Core.Monitors;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Api.Wire;
using Isobar.Server.Hosting;
using Isobar.Server.Hosting.Health;
using Isobar.Server.Web.Access;
using Isobar.Server.Web.Wire;
using Isobar.Storage.Events;
using Isobar.Storage.Traffic;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Isobar.Server.Web.Endpoints;

/// <summary>Monitors and what they can watch.</summary>
internal sealed class MonitorEndpoints(ConsoleServices services, MonitorBook book)
{
    private const long Day = 86_400;
    private const int MostOpenEvents = 100;

    /// <summary>Adds the routes.</summary>
    public void Map(ConsoleRoutes routes)
    {
        routes.Get("/monitors", "ListMonitors", ConsoleRole.Viewer, "Monitors with their status, scores and the last day.", () => List());
        routes.Get("/monitors/{name}", "GetMonitor", ConsoleRole.Viewer, "A monitor's settings.", (string name) => Of(book.Get(name)));
        routes.Post("/monitors", "CreateMonitor", ConsoleRole.Editor, "Makes a monitor.", (CreateMonitorBody body) => Create(body));
        routes.Put("/monitors/{name}", "UpdateMonitor", ConsoleRole.Editor, "Changes what is named of a monitor.", (string name, UpdateMonitorBody body) => Of(book.Update(name, body)));
        routes.Delete("/monitors/{name}", "DeleteMonitor", ConsoleRole.Editor, "Deletes a monitor, active or not.", (string name) => Delete(name));
        routes.Get("/buckets", "ListBuckets", ConsoleRole.Editor, "Where measurements can be delivered to.", () => ListBuckets());
        routes.Get("/resources", "ListResources", ConsoleRole.Viewer, "What a monitor can watch.", () => ListResources());
    }

    private MonitorsAnswer List()
    {
        LiveStatus status = services.Status();
        MonitorStrips strips = new(services.Folder, services.Now);
        ILookup<string, string> open = services.Folder.HealthEvents.List(new EventFilter { IsActive = true, NewestFirst = true, Limit = MostOpenEvents })
            .ToLookup(row => row.MonitorName, row => row.EventId);
        return new(services.Now, strips.Times, [.. book.All().Select(record => Summary(record, status, strips, open))]);
    }

    private MonitorSummaryWire Summary(MonitorRecord record, LiveStatus status, MonitorStrips strips, ILookup<string, string> open)
    {
        MonitorHealth? health = record.Status == MonitorStatus.Inactive ? null : status.Health.Monitors.FirstOrDefault(monitor => monitor.Name == record.Key);
        (StripWire strip, TrafficWire traffic) = strips.Of(record, services.Api.Monitors.WeightOf(record), health?.Coverage.CityNetworksMonitored ?? 0);
        return new()
        {
            Name = record.Name,
            Arn = record.Arn,
            IsDefault = book.IsDefault(record),
            Status = StatusOf(record),
            Processing = Words.Of(services.Api.Monitors.ProcessingOf(record)),
            CreatedAt = record.CreatedAt,
            ModifiedAt = record.ModifiedAt,
            Resources = record.Resources.Length,
            TrafficPercentage = record.TrafficPercentage ?? 100,
            MaximumCityNetworks = record.MaximumCityNetworks,
            Scores = ScoresOf(health, status),
            OpenEvents = health?.OpenEvents ?? 0,
            OpenEventIds = [.. open[record.Key]],
            Traffic = traffic,
            Strip = strip,
        };
    }

    /// <summary>Scores of the last window; null where it has none yet.</summary>
    public static ScoresWire? ScoresOf(MonitorHealth? health, LiveStatus status) => health is null || status.Health.ScoredUntil is not { } until
        ? null
        : new(Figures.Score(health.Availability), Figures.Score(health.Performance), Figures.Score(health.TestablePercent) ?? 0, until.ToUnixTimeSeconds());

    private MonitorWire Of(MonitorRecord record) => new()
    {
        Name = record.Name,
        Arn = record.Arn,
        IsDefault = book.IsDefault(record),
        Status = StatusOf(record),
        Processing = Words.Of(services.Api.Monitors.ProcessingOf(record)),
        CreatedAt = record.CreatedAt,
        ModifiedAt = record.ModifiedAt,
        Resources = [.. record.Resources.Select(NameOf)],
        TrafficPercentage = record.TrafficPercentage ?? 100,
        MaximumCityNetworks = record.MaximumCityNetworks,
        Thresholds = MonitorBook.ThresholdsOf(record.HealthEvents),
        Tags = record.Tags,
        WeighedIn = WeightName(services.Api.Monitors.WeightOf(record)),
        Delivery = record.Delivery is { } delivery ? new(delivery.BucketName, delivery.BucketPrefix, delivery.IsOn, ProgressOf(record)) : null,
    };

    private DeliveryProgressWire? ProgressOf(MonitorRecord record) => services.Publisher.StatusOf(record) is { } progress
        ? new(progress.LastWindow, progress.LastAt, progress.Waiting, progress.Skipped, progress.Fault)
        : null;

    private BucketsAnswer ListBuckets() => new(
    [
        .. services.Publisher.Buckets.Current.OrderBy(bucket => bucket.Key, StringComparer.Ordinal)
            .Select(bucket => new BucketWire(bucket.Key, bucket.Value.Folder is null ? "s3" : "folder", bucket.Value.Place)),
    ]);

    /// <summary>A unit of traffic as answers name it.</summary>
    public static string WeightName(TrafficWeight weight) => weight == TrafficWeight.Bytes ? "bytes" : "connections";

    private string StatusOf(MonitorRecord record) => Words.Of(services.Api.Monitors.StatusOf(record)).ToLowerInvariant();

    private static ResourceNameWire NameOf(string text) => ResourceArn.TryParse(text, out ResourceArn? arn, out _)
        ? new(text, arn.Kind.Name, arn.Kind.Description, text[(text.LastIndexOfAny(['/', ':']) + 1)..])
        : new(text, "", "", text);

    private Created<MonitorWire> Create(CreateMonitorBody body)
    {
        MonitorRecord record = book.Create(body);
        return TypedResults.Created($"{ConsoleRoutes.Prefix}/monitors/{Uri.EscapeDataString(record.Name)}", Of(record));
    }

    private NoContent Delete(string name)
    {
        book.Delete(name);
        return TypedResults.NoContent();
    }

    private ResourcesAnswer ListResources()
    {
        long now = services.Now;
        IReadOnlyDictionary<string, SourceTotals> traffic = services.Folder.Tallies.BySource(now - Day, now);
        ILookup<string, string> monitors = book.All().SelectMany(record => record.Resources.Select(arn => (arn, record.Name))).ToLookup(pair => pair.arn, pair => pair.Name);
        return new([.. services.Resources.All.Select(resource => Of(resource, traffic, monitors[resource.Arn.Text]))]);
    }

    private ResourceWire Of(WatchableResource resource, IReadOnlyDictionary<string, SourceTotals> traffic, IEnumerable<string> monitors)
    {
        ResourceNameWire name = NameOf(resource.Arn.Text);
        SourceTotals[] totals = [.. resource.Sources.Select(traffic.GetValueOrDefault).OfType<SourceTotals>()];
        return new()
        {
            Arn = name.Arn,
            Kind = name.Kind,
            KindName = name.KindName,
            Name = name.Name,
            Sources = resource.Sources,
            Locations = [.. resource.Locations.Select(LocationOf)],
            Traffic = new(totals.Sum(one => one.BytesIn), totals.Sum(one => one.BytesOut), totals.Sum(one => one.Connections), totals.Select(one => one.CityNetworks).DefaultIfEmpty().Max()),
            Monitors = [.. monitors],
        };
    }

    private LocationWire LocationOf(string name)
    {
        ServiceLocation? place = services.Resources.FindLocation(name);
        return new(name, place?.Latitude, place?.Longitude);
    }
}
