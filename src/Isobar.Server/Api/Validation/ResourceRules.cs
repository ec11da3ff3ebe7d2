using Isobar.Core.Monitors;

namespace Isobar.Server.Api.Validation;

/// <summary>What resources a monitor may have. Only the quotas, and under strict compatibility the rules of the service (spec 2.4); else any ARN and any mix will do.</summary>
internal static class ResourceRules
{
    /// <summary>Regions that an account must switch on first (spec 11, as of 2026).</summary>
    private static readonly HashSet<string> s_optInRegions =
    [
        "af-south-1", "ap-east-1", "ap-south-2", "ap-southeast-3", "ap-southeast-4", "eu-central-2", "eu-south-1", "eu-south-2", "me-south-1", "me-central-1",
    ];

    /// <summary>Checks all resources of a monitor.</summary>
    /// <param name="resources">Their ARNs.</param>
    /// <param name="limits">Quotas.</param>
    /// <param name="account">The account of the monitor.</param>
    /// <param name="region">The Region of the monitor.</param>
    public static void Check(IReadOnlyCollection<string> resources, ApiLimits limits, string account, string region)
    {
        if (resources.Count > limits.ResourcesPerMonitor)
        {
            throw new ApiException(ErrorShape.LimitExceeded, $"A monitor can have {limits.ResourcesPerMonitor} resources; {resources.Count} were asked for.");
        }
        if (!limits.IsStrict)
        {
            return;
        }
        HashSet<ResourceKind> kinds = [];
        foreach (string text in resources)
        {
            if (!ResourceArn.TryParse(text, out ResourceArn? arn, out string? fault))
            {
                throw ApiException.Invalid($"The resource {text} cannot be monitored: {fault}.");
            }
            if (arn.Account != account)
            {
                throw ApiException.Invalid($"The resource {text} belongs to another account.");
            }
            if (s_optInRegions.Contains(arn.Region) && arn.Region != region)
            {
                throw ApiException.Invalid($"The resource {text} is in an opt-in Region: it can be added only to a monitor in that Region.");
            }
            kinds.Add(arn.Kind);
        }
        if (kinds.Count > 1 && !kinds.SetEquals([ResourceKind.Vpc, ResourceKind.CloudFront]))
        {
            throw ApiException.Invalid("The resources are of kinds that cannot be in one monitor: VPCs and CloudFront distributions may be together, others only alone.");
        }
    }
}
