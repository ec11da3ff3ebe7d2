namespace Isobar.Storage.Alarms;

/// <summary>Which part of the history to read.</summary>
public sealed record AlarmHistoryFilter
{
    /// <summary>Only of this alarm.</summary>
    public string? AlarmName { get; init; }

    /// <summary>Only of this kind.</summary>
    public string? Kind { get; init; }

    /// <summary>At or after this, Unix milliseconds.</summary>
    public long? From { get; init; }

    /// <summary>At or before this, Unix milliseconds.</summary>
    public long? Until { get; init; }

    /// <summary>Whether the newest comes first.</summary>
    public bool NewestFirst { get; init; } = true;

    /// <summary>Continues behind this entry: its time and number.</summary>
    public (long At, long Id)? After { get; init; }

    /// <summary>How many at most.</summary>
    public required int Limit { get; init; }
}
