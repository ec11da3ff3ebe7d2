namespace Isobar.Core.Monitors;

/// <summary>How far a monitor has come with its data (spec 2.3).</summary>
public enum ProcessingStatus : byte
{
    /// <summary>Gathering data, no insight yet.</summary>
    CollectingData,

    /// <summary>At least half of the traffic is testable.</summary>
    Ok,

    /// <summary>For 24 hours less than half of the traffic could be tested.</summary>
    InsufficientData,

    /// <summary>The monitor is inactive.</summary>
    Inactive,

    /// <summary>A fault of the server itself; set by the host.</summary>
    FaultService,

    /// <summary>Logs or metrics could not be written; set by the host.</summary>
    FaultAccessCloudWatch,
}
