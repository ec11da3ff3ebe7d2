using Isobar.Server.Api.Validation;

namespace Isobar.Server.Api.Operations;

/// <summary>UntagResource (spec 3.15): keys that are not there are passed over.</summary>
internal sealed class UntagResource(ApiServices services) : IOperation
{
    public string Method => "DELETE";

    public string Path => "/tags/{}";

    public ErrorFamily Errors => ErrorFamily.Tags;

    public OperationAnswer Execute(OperationInput input)
    {
        string[] keys = [.. input.Target.Parameters("tagKeys")];
        FaultCollector faults = new();
        faults.That(keys.Length > 0, "tagKeys", null, "Member must not be null").Count("tagKeys", keys.Length, 0, ModelRules.TagKeyLimit)
            .Texts("tagKeys", keys, ModelRules.TagKey);
        faults.Throw();
        MonitorTags.Change(services, input.Caller, input.Labels[0], tags => tags.RemoveRange(keys));
        return OperationAnswer.NoContent;
    }
}
