namespace Isobar.Core.Alarms;

/// <summary>What stands in for points that are not there.</summary>
public enum MissingData : byte
{
    /// <summary>Nothing: without enough points the alarm does not know.</summary>
    Missing,

    /// <summary>Nothing: without enough points the alarm stays as it is.</summary>
    Ignore,

    /// <summary>Points that cross the threshold.</summary>
    Breaching,

    /// <summary>Points that keep the threshold.</summary>
    NotBreaching,
}
