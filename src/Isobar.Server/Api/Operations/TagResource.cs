using Isobar.Server.Api.Validation;
using Isobar.Server.Api.Wire;

namespace Isobar.Server.Api.Operations;

/// <summary>TagResource (spec 3.14): keys that are there are overwritten.</summary>
internal sealed class TagResource(ApiServices services) : IOperation
{
    public string Method => "POST";

    public string Path => "/tags/{}";

    public ErrorFamily Errors => ErrorFamily.Tags;

    public OperationAnswer Execute(OperationInput input)
    {
        TagResourceRequest request = input.Read(WireJson.Default.TagResourceRequest);
        FaultCollector faults = new();
        faults.Required("tags", request.Tags).Count("tags", request.Tags?.Count, 1, ModelRules.TagLimit);
        TagRules.Check(faults, request.Tags);
        faults.Throw();
        MonitorTags.Change(services, input.Caller, input.Labels[0], tags => tags.SetItems(request.Tags!.Select(tag => KeyValuePair.Create(tag.Key, tag.Value!))));
        return OperationAnswer.NoContent;
    }
}

/// <summary>Members of TagResource.</summary>
internal sealed record TagResourceRequest
{
    public SortedDictionary<string, string?>? Tags { get; init; }
}
