namespace Isobar.Server.Api.Validation;

/// <summary>What tags may be (spec 2.5, 3.1).</summary>
internal static class TagRules
{
    /// <summary>Checks the tags of a request.</summary>
    public static void Check(FaultCollector faults, IReadOnlyDictionary<string, string?>? tags)
    {
        faults.Count("tags", tags?.Count, 0, ModelRules.TagLimit);
        foreach ((string key, string? value) in tags ?? new Dictionary<string, string?>())
        {
            faults.Text("tags.key", key, ModelRules.TagKey)
                .That(!key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase), "tags.key", key, "Member must not begin with aws:, which is the service's own")
                .Required($"tags.{key}.member", value).Text($"tags.{key}.member", value, ModelRules.TagValue);
        }
    }
}
