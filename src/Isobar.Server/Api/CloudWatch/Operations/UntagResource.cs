using Isobar.Server.Api.CloudWatch.Protocols;

namespace Isobar.Server.Api.CloudWatch.Operations;

/// <summary>Removes tags from an alarm.</summary>
internal sealed class UntagResource : ICloudWatchOperation
{
    /// <inheritdoc/>
    public string Name => nameof(UntagResource);

    /// <inheritdoc/>
    public ValueTask<WireStructure> RunAsync(CloudWatchServices services, RequestMembers request)
    {
        string arn = request.Required("ResourceARN", 1, 1024);
        IReadOnlyList<string> keys = request.Texts("TagKeys", TagMembers.Most);
        return !request.Has("TagKeys") ? throw CloudWatchFault.Missing("TagKeys")
            : services.Alarms.ChangeTags(arn, tags => tags.RemoveRange(keys)) ? ValueTask.FromResult(new WireStructure())
            : throw CloudWatchFault.TaggedNotFound($"There is no resource {arn}.");
    }
}
