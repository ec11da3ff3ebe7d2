namespace Isobar.Storage.Events;

/// <summary>
/// A stored period: a health event, an internet event or a group of events. The columns are what is searched by; the whole event is in the document, which
/// the store keeps as it is given. Times are Unix seconds.
/// </summary>
/// <param name="MonitorName">The monitor it belongs to; empty for what belongs to none.</param>
/// <param name="EventId">Identifies it within its monitor; a row with a known id replaces the one before.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it was over; null while it is active.</param>
/// <param name="CreatedAt">When the record was made.</param>
/// <param name="LastUpdatedAt">When the record last changed.</param>
/// <param name="Kind">What it is about, such as `LOCAL_AVAILABILITY`.</param>
/// <param name="Json">The event as a JSON document.</param>
public sealed record EventRow(
    string MonitorName, string EventId, long StartedAt, long? EndedAt, long CreatedAt, long LastUpdatedAt, string Kind, string Json)
{
    /// <summary>Whether it is still going on.</summary>
    public bool IsActive => EndedAt is null;

    /// <summary>Its place in the order of pages.</summary>
    public EventCursor Cursor => new(StartedAt, EventId, MonitorName);
}
