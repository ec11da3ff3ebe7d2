using System.Text.Json.Nodes;
using Isobar.Server.Configuration.Syntax;

namespace Isobar.Server.Configuration.Values;

/// <summary>
/// What a place in the configuration may hold. The same description checks and binds the file, leads environment variables to their place, and writes the JSON
/// Schema, so the three cannot disagree.
/// </summary>
internal abstract class ValueSpec
{
    /// <summary>The JSON types it takes.</summary>
    public abstract ConfigurationNodeKind Accepts { get; }

    /// <summary>The keys of a section; empty for all else.</summary>
    public virtual IReadOnlyList<KeySpec> Keys => [];

    /// <summary>What each item of a list, or each value of a section with free names, may hold.</summary>
    public virtual ValueSpec? Item => null;

    /// <summary>Its JSON Schema, without description and default.</summary>
    public abstract JsonObject ToSchema();

    /// <summary>
    /// Whether the node has a type that is taken; adds a fault otherwise. Environment variables are texts, so a text from there is good for every scalar.
    /// </summary>
    protected bool CheckType(ConfigurationNode node, string path, FaultList faults, string expected)
    {
        bool isScalar = (Accepts & (ConfigurationNodeKind.Section | ConfigurationNodeKind.List)) == 0;
        bool scalarVariable = isScalar && node is { Kind: ConfigurationNodeKind.Text, Origin.Variable: not null };
        if ((Accepts & node.Kind) != 0 || scalarVariable)
        {
            return true;
        }
        string found = node.Kind switch
        {
            ConfigurationNodeKind.Text => $"the text \"{node.Text}\"",
            ConfigurationNodeKind.Number => $"the number {node.Text}",
            ConfigurationNodeKind.Section => "an object",
            ConfigurationNodeKind.List => "a list",
            _ => node.Text,
        };
        string? hint = node.Kind == ConfigurationNodeKind.Null ? "leave the key out to get its default" : null;
        faults.Add(ConfigurationFaultKind.WrongType, node.Origin, path, $"{found} is here, expected {expected}", hint);
        return false;
    }
}
