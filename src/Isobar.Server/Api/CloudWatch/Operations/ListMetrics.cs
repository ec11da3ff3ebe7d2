using Isobar.Core.Metrics;
using Isobar.Server.Api.CloudWatch.Protocols;
using Isobar.Storage.Metrics;

namespace Isobar.Server.Api.CloudWatch.Operations;

/// <summary>The metrics that have points, page by page.</summary>
internal sealed class ListMetrics : ICloudWatchOperation
{
    private const int PageSize = 500, MostFilters = 10;
    private const long TwoWeeks = 14 * 86_400, ThreeHours = 3 * 3_600, TwoHours = 2 * 3_600;

    /// <inheritdoc/>
    public string Name => nameof(ListMetrics);

    /// <inheritdoc/>
    public ValueTask<WireStructure> RunAsync(CloudWatchServices services, RequestMembers request)
    {
        (string Name, string? Value)[] dimensions =
            [.. request.Structures("Dimensions", MostFilters).Select(one => (one.Required("Name", 1, 255), one.Text("Value", 1, 1024)))];
        bool isRecent = request.Choice("RecentlyActive", ["PT3H"]) is not null;
        string? owner = request.Text("OwningAccount", 1, 255);
        bool withOwners = request.Flag("IncludeLinkedAccounts") == true;
        long now = services.NowMillis / 1000;
        var filter = new MetricFilter
        {
            From = now - (isRecent ? ThreeHours : TwoWeeks),
            To = now + TwoHours + 1,
            Namespace = MetricMembers.Namespace(request),
            Name = request.Text("MetricName", 1, 255),
        };
        string fingerprint = $"{filter.Namespace}\n{filter.Name}\n{isRecent}\n{owner}\n{string.Join('\n', dimensions)}";
        if (PageToken.Read(request.Text("NextToken"), fingerprint, 3) is string[] after)
        {
            filter = filter with { After = new MetricIdentity(after[0], after[1], MetricIdentity.ReadDimensions(after[2])) };
        }
        IReadOnlyList<MetricIdentity> found = owner is not null && owner != services.Settings.Account ? [] : services.Folder.Metrics.List(
            filter, metric => dimensions.All(wanted => metric.Dimensions.Any(has => has.Name == wanted.Name && (wanted.Value is null || has.Value == wanted.Value))),
            PageSize + 1);
        MetricIdentity[] page = [.. found.Take(PageSize)];
        WireStructure answer = new WireStructure().Add("Metrics", page.Select(metric => new WireStructure()
            .Add("Namespace", metric.Namespace).Add("MetricName", metric.Name).Add("Dimensions", MetricMembers.Write(metric.Dimensions))));
        if (withOwners)
        {
            answer.Add("OwningAccounts", page.Select(_ => services.Settings.Account));
        }
        return ValueTask.FromResult(answer.Add("NextToken", found.Count > PageSize ? PageToken.Write(fingerprint, page[^1].Namespace, page[^1].Name, page[^1].DimensionKey) : null));
    }
}
