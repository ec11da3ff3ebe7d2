namespace Isobar.Server.Configuration;

/// <summary>Bounds whose excess goes to a named, counted place.</summary>
/// <param name="MaximumLineLengthBytes">Longer lines are counted and skipped.</param>
/// <param name="MaximumStrata">Records of further strata (zones and edges times families times methods) are counted as overflow.</param>
public sealed record LimitSettings(int MaximumLineLengthBytes, int MaximumStrata)
{
    /// <summary>API requests that a key may make in a second.</summary>
    public int RequestsPerSecond { get; init; } = 1000;

    /// <summary>Most monitors of an account; 0 is no limit.</summary>
    public int MonitorsPerAccount { get; init; }

    /// <summary>Most resources of a monitor; 0 is no limit.</summary>
    public int ResourcesPerMonitor { get; init; }

    /// <summary>64 KiB a line, which is twice what Apache and nginx accept as a request's headers; 4,096 strata.</summary>
    public static LimitSettings Default { get; } = new(64 * 1024, 4096);
}
