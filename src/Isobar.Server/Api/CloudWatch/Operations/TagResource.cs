using Isobar.Server.Api.CloudWatch.Protocols;

namespace Isobar.Server.Api.CloudWatch.Operations;

/// <summary>Adds tags to an alarm.</summary>
internal sealed class TagResource : ICloudWatchOperation
{
    /// <inheritdoc/>
    public string Name => nameof(TagResource);

    /// <inheritdoc/>
    public ValueTask<WireStructure> RunAsync(CloudWatchServices services, RequestMembers request)
    {
        string arn = request.Required("ResourceARN", 1, 1024);
        if (!request.Has("Tags"))
        {
            throw CloudWatchFault.Missing("Tags");
        }
        var tags = TagMembers.Read(request);
        bool exists = services.Alarms.ChangeTags(arn, old => old.SetItems(tags) is { Count: <= TagMembers.Most } all
            ? all
            : throw CloudWatchFault.InvalidValue("A resource has at most 50 tags."));
        return exists ? ValueTask.FromResult(new WireStructure()) : throw CloudWatchFault.TaggedNotFound($"There is no resource {arn}.");
    }
}
