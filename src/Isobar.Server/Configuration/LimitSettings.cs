namespace Isobar.Server.Configuration;

/// <summary>Bounds whose excess goes to a named, counted place.</summary>
/// <param name="MaximumLineLengthBytes">Longer lines are counted and skipped.</param>
/// <param name="MaximumStrata">Records of further strata (zones and edges times families times methods) are counted as overflow.</param>
public sealed record LimitSettings(int MaximumLineLengthBytes, int MaximumStrata)
{
    /// <summary>64 KiB a line, which is twice what Apache and nginx accept as a request's headers; 4,096 strata.</summary>
    public static LimitSettings Default { get; } = new(64 * 1024, 4096);
}
