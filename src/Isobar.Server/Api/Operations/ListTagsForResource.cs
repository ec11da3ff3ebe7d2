using System.Collections.Immutable;
using Isobar.Server.Api.Wire;

namespace Isobar.Server.Api.Operations;

/// <summary>ListTagsForResource (spec 3.16).</summary>
internal sealed class ListTagsForResource(ApiServices services) : IOperation
{
    public string Method => "GET";

    public string Path => "/tags/{}";

    public ErrorFamily Errors => ErrorFamily.Tags;

    public OperationAnswer Execute(OperationInput input) => OperationAnswer.Of(
        new ListTagsForResourceResponse { Tags = MonitorTags.Find(services, input.Caller, input.Labels[0]).Tags }, WireJson.Default.ListTagsForResourceResponse);
}

/// <summary>The answer of ListTagsForResource.</summary>
internal sealed record ListTagsForResourceResponse
{
    public required ImmutableSortedDictionary<string, string> Tags { get; init; }
}
