using System.Globalization;

namespace Isobar.Server.Api.CloudWatch.Protocols;

/// <summary>The fields of a form, whose names are paths such as `Dimensions.member.1.Name`, as the tree that they describe.</summary>
internal sealed class FormNode
{
    private readonly SortedDictionary<string, FormNode> _children = new(StringComparer.Ordinal);
    private string? _value;

    /// <summary>Sets the field of a path.</summary>
    public void Set(string path, string value)
    {
        FormNode node = this;
        string[] parts = path.Split('.', WireLimits.Depth * 2 + 1);
        if (parts.Length > WireLimits.Depth * 2)
        {
            throw CloudWatchFault.Unreadable("The form is nested too deeply.");
        }
        foreach (string part in parts)
        {
            if (!node._children.TryGetValue(part, out FormNode? child))
            {
                child = new();
                node._children.Add(part, child);
            }
            node = child;
        }
        node._value = value;
    }

    /// <summary>The tree as a structure.</summary>
    public WireStructure ToStructure()
    {
        var structure = new WireStructure();
        foreach ((string name, FormNode child) in _children)
        {
            structure.Add(name, child.ToValue());
        }
        return structure;
    }

    private WireValue ToValue()
    {
        if (_children.Count == 0)
        {
            return new WireValue.Text(_value ?? "");
        }
        // Older clients leave `member` out; nothing of the service has members whose names are numbers.
        FormNode list = _children.Count == 1 && _children.TryGetValue("member", out FormNode? members) ? members : this;
        if (list._children.Count > 0 && list._children.Keys.All(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            return new WireValue.List([.. list._children.OrderBy(child => int.Parse(child.Key, CultureInfo.InvariantCulture)).Select(child => child.Value.ToValue())]);
        }
        return new WireValue.Structure(ToStructure());
    }
}
