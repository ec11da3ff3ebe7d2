namespace Isobar.Storage.Events;

/// <summary>A place in the order of events: by start, then id, then monitor. It stays valid when events come, change or expire between two pages.</summary>
/// <param name="StartedAt">Unix seconds.</param>
/// <param name="EventId">Id of the event.</param>
/// <param name="MonitorName">Its monitor; empty where it has none.</param>
public readonly record struct EventCursor(long StartedAt, string EventId, string MonitorName);
