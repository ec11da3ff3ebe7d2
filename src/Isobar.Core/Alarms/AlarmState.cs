namespace Isobar.Core.Alarms;

/// <summary>What an alarm says.</summary>
public enum AlarmState : byte
{
    /// <summary>Too little is known.</summary>
    InsufficientData,

    /// <summary>The threshold is kept.</summary>
    Ok,

    /// <summary>The threshold is crossed.</summary>
    Alarm,
}
