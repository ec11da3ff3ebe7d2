namespace Isobar.Server.Api;

/// <summary>The quotas of the service (spec 2.5), which a server of one's own need not have; null is no limit.</summary>
/// <param name="Monitors">Most monitors of an account.</param>
/// <param name="ResourcesPerMonitor">Most resources of a monitor.</param>
/// <param name="IsStrict">Whether resources are checked as the service does: kinds that do not go together, ARNs of other accounts, one Region.</param>
internal sealed record ApiLimits(int? Monitors = null, int? ResourcesPerMonitor = null, bool IsStrict = false)
{
    /// <summary>None.</summary>
    public static readonly ApiLimits None = new();

    /// <summary>Those of the service.</summary>
    public static readonly ApiLimits Strict = new(50, 50, true);
}
