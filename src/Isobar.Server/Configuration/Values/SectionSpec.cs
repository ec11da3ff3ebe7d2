using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Isobar.Server.Configuration.Syntax;

namespace Isobar.Server.Configuration.Values;

/// <summary>A section with known keys.</summary>
/// <param name="keys">The keys, in the order of documentation.</param>
/// <param name="construct">Makes the value; keys that are absent or wrong have their defaults.</param>
internal sealed class SectionSpec<T>(IReadOnlyList<KeySpec> keys, Func<BoundSection, T> construct) : TypedValueSpec<T>
{
    /// <inheritdoc/>
    public override ConfigurationNodeKind Accepts => ConfigurationNodeKind.Section;

    /// <inheritdoc/>
    public override IReadOnlyList<KeySpec> Keys => keys;

    /// <inheritdoc/>
    public override JsonObject ToSchema()
    {
        var properties = new JsonObject();
        foreach (KeySpec key in keys)
        {
            properties[key.Name] = key.ToSchema();
        }
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (keys.Any(key => key.Required))
        {
            schema["required"] = new JsonArray([.. keys.Where(key => key.Required).Select(key => (JsonNode)key.Name)]);
        }
        return schema;
    }

    /// <inheritdoc/>
    public override bool TryBind(ConfigurationNode node, string path, FaultList faults, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (!CheckType(node, path, faults, $"an object with {Names()}"))
        {
            return false;
        }
        var section = new BoundSection();
        foreach (ConfigurationProperty property in node.Properties)
        {
            string memberPath = KeyPath.Member(path, property.Name);
            KeySpec? key = keys.FirstOrDefault(key => key.Name == property.Name);
            if (key is null)
            {
                string hint = NearestName.Hint(property.Name, [.. keys.Select(key => key.Name)], $"known here: {Names()}");
                faults.Add(ConfigurationFaultKind.UnknownKey, property.NameOrigin, memberPath, $"'{property.Name}' is not a known key", hint);
                continue;
            }
            key.Bind(property.Value, memberPath, faults, section);
        }
        foreach (KeySpec key in keys.Where(key => key.Required && node.Find(key.Name) is null))
        {
            faults.Add(ConfigurationFaultKind.MissingKey, node.Origin, path, $"the key '{key.Name}' is missing", key.Description);
        }
        value = construct(section);
        return true;
    }

    private string Names() => string.Join(", ", keys.Select(key => key.Name));
}
