using Isobar.Core.Atlas;
using Isobar.Core.Events;
using Isobar.Core.Scoring;
using Isobar.Server.Api.Wire;

namespace Isobar.Server.Api.Events;

/// <summary>Internet events in the shapes of the API.</summary>
internal static class InternetEventMapping
{
    /// <summary>An event, its ARN in the caller's account.</summary>
    public static InternetEventWire Of(InternetEvent source, string account)
    {
        CityNetwork location = source.ClientLocation;
        return new()
        {
            EventId = source.EventId,
            EventArn = source.ArnFor(account),
            StartedAt = Words.Time(source.StartedAt),
            EndedAt = source.EndedAt is long ended ? Words.Time(ended) : null,
            ClientLocation = new()
            {
                ASName = location.NetworkName,
                ASNumber = location.Asn,
                Country = location.Country,
                City = location.City,
                Latitude = double.IsFinite(location.Latitude) ? location.Latitude : 0,
                Longitude = double.IsFinite(location.Longitude) ? location.Longitude : 0,
                Subdivision = location.Subdivision,
                Metro = location.Metro,
            },
            EventType = source.Metric == HealthMetric.Availability ? Words.Availability : Words.Performance,
            EventStatus = Words.Of(source.Status),
        };
    }
}
