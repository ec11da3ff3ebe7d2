using System.Text.Json.Nodes;
using Isobar.Server.Configuration.Syntax;

namespace Isobar.Server.Configuration.Values;

/// <summary>A key: its name, what it means, and what it may hold.</summary>
/// <param name="name">As written in the file.</param>
/// <param name="description">One or two sentences for editors and for the reader of the schema.</param>
/// <param name="defaultJson">The value it has when it is left out, as JSON; null when there is none.</param>
internal abstract class KeySpec(string name, string description, string? defaultJson)
{
    /// <summary>As written in the file.</summary>
    public string Name { get; } = name;

    /// <summary>What it means.</summary>
    public string Description { get; } = description;

    /// <summary>The default as JSON, or null.</summary>
    public string? DefaultJson { get; } = defaultJson;

    /// <summary>Whether it must be there.</summary>
    public bool Required { get; init; }

    /// <summary>Whether a running server takes over a new value; what lies below the key is included.</summary>
    public bool Reloadable { get; init; }

    /// <summary>What it may hold.</summary>
    public abstract ValueSpec Spec { get; }

    /// <summary>Checks and converts into a section.</summary>
    public abstract void Bind(ConfigurationNode node, string path, FaultList faults, BoundSection section);

    /// <summary>Its JSON Schema.</summary>
    public JsonObject ToSchema()
    {
        JsonObject schema = Spec.ToSchema();
        schema.Insert(0, "description", Description);
        if (DefaultJson is not null)
        {
            schema["default"] = JsonNode.Parse(DefaultJson);
        }
        return schema;
    }
}
