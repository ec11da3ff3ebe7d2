namespace Isobar.Core.Events;

/// <summary>Why an event ended.</summary>
public enum ClosingReason : byte
{
    /// <summary>The traffic does as well as usual again, or the impact fell below what counts.</summary>
    Recovered,

    /// <summary>Nobody can tell: the traffic is gone, and too little of it is usual to test that.</summary>
    NoData,

    /// <summary>The new level has lasted so long that it is the baseline now.</summary>
    NewNormal,

    /// <summary>The settings changed: such events are off, or the monitor is.</summary>
    Settings,
}
