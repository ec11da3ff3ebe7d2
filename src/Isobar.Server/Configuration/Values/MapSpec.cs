using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Isobar.Server.Configuration.Syntax;

namespace Isobar.Server.Configuration.Values;

/// <summary>A section whose names are the user's own. Entries that are wrong are reported each, and left out.</summary>
/// <param name="item">What an entry may hold.</param>
/// <param name="namePattern">The form of names; null when somebody else checks them.</param>
/// <param name="expected">The section in words.</param>
/// <param name="nameHint">The form of names in words; null for that of sources and locations.</param>
internal sealed class MapSpec<T>(TypedValueSpec<T> item, Regex? namePattern, string expected, string? nameHint = null) : TypedValueSpec<ImmutableSortedDictionary<string, T>>
{
    /// <inheritdoc/>
    public override ConfigurationNodeKind Accepts => ConfigurationNodeKind.Section;

    /// <inheritdoc/>
    public override ValueSpec Item => item;

    /// <inheritdoc/>
    public override JsonObject ToSchema()
    {
        var schema = new JsonObject { ["type"] = "object" };
        if (namePattern is not null)
        {
            // \z is .NET's; without a line end in names, $ says the same to every validator.
            schema["propertyNames"] = new JsonObject { ["pattern"] = namePattern.ToString().Replace("\\z", "$", StringComparison.Ordinal) };
        }
        schema["additionalProperties"] = item.ToSchema();
        return schema;
    }

    /// <inheritdoc/>
    public override bool TryBind(
        ConfigurationNode node, string path, FaultList faults, [MaybeNullWhen(false)] out ImmutableSortedDictionary<string, T> value)
    {
        value = null;
        if (!CheckType(node, path, faults, expected))
        {
            return false;
        }
        ImmutableSortedDictionary<string, T>.Builder entries = ImmutableSortedDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        foreach (ConfigurationProperty entry in node.Properties)
        {
            string entryPath = KeyPath.Member(path, entry.Name);
            if (namePattern?.IsMatch(entry.Name) == false)
            {
                faults.Add(
                    ConfigurationFaultKind.InvalidValue, entry.NameOrigin, entryPath, $"'{entry.Name}' is not a name",
                    nameHint ?? "1 to 64 letters, digits, '_', '-' or '.', a letter or digit first");
            }
            if (item.TryBind(entry.Value, entryPath, faults, out T? bound))
            {
                entries[entry.Name] = bound;
            }
        }
        value = entries.ToImmutable();
        return true;
    }
}
