namespace Isobar.Server.Configuration.Syntax;

/// <summary>A value of the configuration as written, with its place. Environment variables change the tree before it is bound.</summary>
internal sealed class ConfigurationNode(ConfigurationNodeKind kind, ConfigurationOrigin origin, string text = "")
{
    /// <summary>The JSON type.</summary>
    public ConfigurationNodeKind Kind { get; } = kind;

    /// <summary>Where it was written.</summary>
    public ConfigurationOrigin Origin { get; } = origin;

    /// <summary>The text of a scalar; numbers as written.</summary>
    public string Text { get; } = text;

    /// <summary>Members of a section, in the order of the file.</summary>
    public List<ConfigurationProperty> Properties { get; } = [];

    /// <summary>Items of a list.</summary>
    public List<ConfigurationNode> Items { get; } = [];

    /// <summary>The member of this name, or null.</summary>
    public ConfigurationProperty? Find(string name) => Properties.Find(property => property.Name == name);

    /// <summary>Whether these nested keys are all there.</summary>
    public bool Contains(params ReadOnlySpan<string> names)
    {
        ConfigurationNode? node = this;
        foreach (string name in names)
        {
            node = node?.Find(name)?.Value;
        }
        return node is not null;
    }

    /// <summary>Where the deepest of these nested keys is written that is there: its value, for the last one, else its name.</summary>
    public ConfigurationOrigin PlaceOf(params ReadOnlySpan<string> names)
    {
        ConfigurationNode node = this;
        ConfigurationOrigin place = Origin;
        foreach (string name in names)
        {
            if (node.Find(name) is not ConfigurationProperty property)
            {
                return place;
            }
            node = property.Value;
            place = node.Kind is ConfigurationNodeKind.Section ? property.NameOrigin : node.Origin;
        }
        return place;
    }

    /// <summary>Sets a member, in place of the one of this name.</summary>
    public void Set(string name, ConfigurationNode value)
    {
        int index = Properties.FindIndex(property => property.Name == name);
        var property = new ConfigurationProperty(name, index < 0 ? value.Origin : Properties[index].NameOrigin, value);
        if (index < 0)
        {
            Properties.Add(property);
        }
        else
        {
            Properties[index] = property;
        }
    }
}
