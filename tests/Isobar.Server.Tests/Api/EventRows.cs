using Isobar.Core.Events;
using Isobar.Core.Scoring;
using Isobar.Server.Api.Wire;
using Isobar.Storage.Events;

namespace Isobar.Server.Tests.Api;

/// <summary>Events as rows of the store. Their kinds are the words of the API, so that lists are filtered inside the store.</summary>
internal static class EventRows
{
    /// <summary>A health event.</summary>
    public static EventRow Of(HealthEvent source) => new(
        source.MonitorName, source.EventId, source.StartedAt, source.EndedAt, source.CreatedAt, source.LastUpdatedAt, Words.Of(source.ImpactType),
        EventDocument.Write(source));

    /// <summary>An internet event.</summary>
    /// <param name="source">The event.</param>
    /// <param name="updatedAt">When it last changed, Unix seconds.</param>
    public static EventRow Of(InternetEvent source, long updatedAt) => new(
        "", source.EventId, source.StartedAt, source.EndedAt, source.StartedAt, updatedAt,
        source.Metric == HealthMetric.Availability ? Words.Availability : Words.Performance, EventDocument.Write(source));
}
