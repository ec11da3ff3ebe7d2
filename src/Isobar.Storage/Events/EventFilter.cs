namespace Isobar.Storage.Events;

/// <summary>Which events to list. All conditions must hold; those left out hold for every event.</summary>
public sealed record EventFilter
{
    /// <summary>Only events of this monitor.</summary>
    public string? MonitorName { get; init; }

    /// <summary>Only events that were active at some instant at or after this, Unix seconds: one that ended just then is left out.</summary>
    public long? ActiveFrom { get; init; }

    /// <summary>Only events that were active at some instant before this, Unix seconds.</summary>
    public long? ActiveBefore { get; init; }

    /// <summary>Only events that started at or after this, Unix seconds.</summary>
    public long? StartedFrom { get; init; }

    /// <summary>Only events that started before this, Unix seconds.</summary>
    public long? StartedBefore { get; init; }

    /// <summary>Only events that go on (true), or only those that are over (false).</summary>
    public bool? IsActive { get; init; }

    /// <summary>Only events of this kind.</summary>
    public string? Kind { get; init; }

    /// <summary>Whether the youngest come first.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>Only events that come after this one in the order asked for: the last of the page before.</summary>
    public EventCursor? After { get; init; }

    /// <summary>The most events to give, at least 1.</summary>
    public int Limit { get; init; } = 100;
}
