using Isobar.Core.Atlas;
using Isobar.Core.Events;
using Isobar.Server.Web.Access;
using Isobar.Server.Web.Wire;
using Isobar.Storage.Events;

namespace Isobar.Server.Web.Endpoints;

/// <summary>The internet weather map.</summary>
internal sealed class WeatherEndpoints(ConsoleServices services)
{
    private const int Most = 2_000;
    private const long LongestDays = 30;

    /// <summary>Adds the routes.</summary>
    public void Map(ConsoleRoutes routes) => routes.Get(
        "/weather", "GetWeather", ConsoleRole.Viewer, "The internet as seen from one's own traffic.",
        (string? from, string? to) => Answer(TimeRange.Read(from, to, services.Now, longestSeconds: LongestDays * 86_400)));

    private WeatherAnswer Answer(TimeRange range)
    {
        IReadOnlyList<EventRow> rows = services.Folder.InternetEvents.List(new EventFilter { ActiveFrom = range.From, ActiveBefore = range.To, NewestFirst = true, Limit = Most + 1 });
        return new(services.Now, range.From, range.To, rows.Count > Most, [.. rows.Take(Most).Select(row => Of(EventDocument.ReadInternetEvent(row.Json)))]);
    }

    private WeatherEventWire Of(InternetEvent one)
    {
        CityNetwork place = one.ClientLocation;
        return new()
        {
            Id = one.EventId,
            Arn = one.ArnFor(services.Api.OwnAccount),
            Type = one.Metric.ToString(),
            Status = one.Status == EventStatus.Active ? "active" : "resolved",
            StartedAt = one.StartedAt,
            EndedAt = one.EndedAt,
            City = EventDescriber.Known(place.City),
            Metro = EventDescriber.Known(place.Metro),
            Subdivision = EventDescriber.Known(place.Subdivision),
            Country = EventDescriber.Known(place.Country),
            CountryCode = EventDescriber.Known(place.CountryCode),
            Asn = place.Asn,
            Network = EventDescriber.Known(place.NetworkName),
            Latitude = Figures.Score(place.Latitude),
            Longitude = Figures.Score(place.Longitude),
        };
    }
}
