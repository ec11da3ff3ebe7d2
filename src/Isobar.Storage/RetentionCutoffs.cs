namespace Isobar.Storage;

/// <summary>Up to when each kind of row is kept, Unix seconds. Null keeps all.</summary>
public sealed record RetentionCutoffs
{
    /// <summary>Tallies of UTC days that end at or before this go, and that their windows were sealed.</summary>
    public long? Tallies { get; init; }

    /// <summary>Measurements of UTC days that end at or before this go.</summary>
    public long? Measurements { get; init; }

    /// <summary>Summaries for baselines of UTC days that end at or before this go.</summary>
    public long? DaySummaries { get; init; }

    /// <summary>Points of metrics of UTC days that end at or before this go.</summary>
    public long? Metrics { get; init; }

    /// <summary>What happened to alarms before this goes.</summary>
    public long? AlarmHistory { get; init; }

    /// <summary>Health events that ended before this go; those that are active stay, however old.</summary>
    public long? HealthEvents { get; init; }

    /// <summary>Internet events that ended before this go.</summary>
    public long? InternetEvents { get; init; }

    /// <summary>Groups of events that ended before this go.</summary>
    public long? EventGroups { get; init; }
}
