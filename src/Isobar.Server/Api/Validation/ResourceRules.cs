using Isobar.Core.Monitors;

namespace Isobar.Server.Api.Validation;

/// <summary>What resources a monitor may have. Only the quotas, and under strict compatibility the rules of the service (spec 2.4); else any ARN and any mix will do.</summary>
internal static class ResourceRules
{
    /// <summary>Checks all resources of a monitor.</summary>
    public static void Check(IReadOnlyCollection<string> resources, ApiLimits limits, string account)
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
            kinds.Add(arn.Kind);
        }
        if (kinds.Count > 1 && !kinds.SetEquals([ResourceKind.Vpc, ResourceKind.CloudFront]))
        {
            throw ApiException.Invalid("The resources are of kinds that cannot be in one monitor: VPCs and CloudFront distributions may be together, others only alone.");
        }
    }
}
