namespace Isobar.Core.Alarms;

/// <summary>When a value crosses the threshold; the value is the first operand.</summary>
public enum AlarmComparison : byte
{
    /// <summary>value ≥ threshold.</summary>
    GreaterThanOrEqualToThreshold,

    /// <summary>value &gt; threshold.</summary>
    GreaterThanThreshold,

    /// <summary>value &lt; threshold.</summary>
    LessThanThreshold,

    /// <summary>value ≤ threshold.</summary>
    LessThanOrEqualToThreshold,
}
