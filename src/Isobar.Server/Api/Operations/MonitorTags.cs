using System.Collections.Immutable;
using Isobar.Server.Api.Access;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Api.Validation;

namespace Isobar.Server.Api.Operations;

/// <summary>What the three operations on tags have in common: an ARN that names a monitor of the caller.</summary>
internal static class MonitorTags
{
    private const string Prefix = "monitor/";

    /// <summary>The monitor that an ARN names.</summary>
    /// <exception cref="ApiException">It names none, or one of another account.</exception>
    public static MonitorRecord Find(ApiServices services, Caller caller, string arn)
    {
        FaultCollector faults = new();
        faults.Text("resourceArn", arn, ModelRules.MonitorArn);
        faults.Throw();
        if (arn.Split(':', 6) is not ["arn", _, "internetmonitor", string region, string account, string resource]
            || !resource.StartsWith(Prefix, StringComparison.Ordinal))
        {
            throw ApiException.Invalid($"The ARN {arn} does not name a monitor.");
        }
        if (account != caller.Account)
        {
            throw new ApiException(ErrorShape.AccessDenied, $"The monitor {arn} belongs to another account.");
        }
        MonitorRecord? record = region == services.Region ? services.Monitors.Find(account, resource[Prefix.Length..]) : null;
        return record ?? throw ApiException.Missing("Resource", arn);
    }

    /// <summary>Gives a monitor other tags.</summary>
    public static void Change(ApiServices services, Caller caller, string arn, Func<ImmutableSortedDictionary<string, string>, ImmutableSortedDictionary<string, string>> change) =>
        services.Monitors.Change(() =>
        {
            MonitorRecord record = Find(services, caller, arn);
            ImmutableSortedDictionary<string, string> tags = change(record.Tags);
            if (tags.Count > ModelRules.TagLimit)
            {
                throw ApiException.Invalid($"A monitor can have {ModelRules.TagLimit} tags; it would have {tags.Count}.");
            }
            bool isPending = services.Monitors.StatusOf(record) == Core.Monitors.MonitorStatus.Pending;
            services.Monitors.Put(record with { Tags = tags }, isPending, null);
            return tags;
        });
}
