using Isobar.Core.Atlas;
using Isobar.Core.Scoring;

namespace Isobar.Core.Events;

/// <summary>An entry of the weather map: a client location with a problem, whatever any monitor makes of it (spec 4.7, 6.12).</summary>
/// <param name="EventId">A UUID, the same whenever the same windows are fed.</param>
/// <param name="ClientLocation">Where and which network.</param>
/// <param name="Metric">Availability or performance.</param>
/// <param name="StartedAt">Start of the first window of the problem, Unix seconds.</param>
/// <param name="EndedAt">Start of the first good window; null while it is going on.</param>
/// <param name="Status">What the map shows it as.</param>
public sealed record InternetEvent(
    string EventId, CityNetwork ClientLocation, HealthMetric Metric, long StartedAt, long? EndedAt, EventStatus Status)
{
    /// <summary>The Amazon Resource Name; it has no Region (spec 2.6).</summary>
    public string ArnFor(string account) => $"arn:aws:internetmonitor::{account}:internet-event/{EventId}";
}
