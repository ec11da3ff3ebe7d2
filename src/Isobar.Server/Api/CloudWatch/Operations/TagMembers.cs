using System.Collections.Immutable;
using Isobar.Server.Api.CloudWatch.Protocols;

namespace Isobar.Server.Api.CloudWatch.Operations;

/// <summary>Tags as this service writes them: a list of keys and values.</summary>
internal static class TagMembers
{
    /// <summary>Tags of a resource at most.</summary>
    public const int Most = 50;

    /// <summary>The tags of a request.</summary>
    public static ImmutableSortedDictionary<string, string> Read(RequestMembers request)
    {
        ImmutableSortedDictionary<string, string>.Builder tags = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (RequestMembers tag in request.Structures("Tags", Most))
        {
            string key = tag.Required("Key", 1, 128);
            if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            {
                throw CloudWatchFault.InvalidValue("Keys of tags must not begin with aws:.");
            }
            tags[key] = tag.Text("Value", 0, 256) ?? throw CloudWatchFault.Missing("Tags.Value");
        }
        return tags.ToImmutable();
    }
}
