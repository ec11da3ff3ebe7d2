using Isobar.Core.Alarms;
using Isobar.Server.Api.CloudWatch.Protocols;

namespace Isobar.Server.Api.CloudWatch.Operations;

/// <summary>The tags of an alarm.</summary>
internal sealed class ListTagsForResource : ICloudWatchOperation
{
    /// <inheritdoc/>
    public string Name => nameof(ListTagsForResource);

    /// <inheritdoc/>
    public ValueTask<WireStructure> RunAsync(CloudWatchServices services, RequestMembers request)
    {
        string arn = request.Required("ResourceARN", 1, 1024);
        MetricAlarm alarm = services.Alarms.FindByArn(arn) ?? throw CloudWatchFault.TaggedNotFound($"There is no resource {arn}.");
        return ValueTask.FromResult(new WireStructure().Add("Tags", alarm.Tags.Select(tag => new WireStructure().Add("Key", tag.Key).Add("Value", tag.Value))));
    }
}
