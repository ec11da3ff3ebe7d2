namespace Isobar.Core.Formats.Json;

/// <summary>
/// A node in the tree of the paths that a format reads. A dot steps down, both in a path and inside a member's name, so that `id.orig_h` is found as a member
/// of `id` as well as under that flat name.
/// </summary>
internal sealed class JsonPath(byte[] name)
{
    private JsonPath[] _children = [];

    /// <summary>The member's name below its parent.</summary>
    public byte[] Name { get; } = name;

    /// <summary>What the value here means; <see cref="RecordField.Ignored"/> where only something below it does.</summary>
    public FieldBinding Binding { get; private set; } = FieldBinding.Ignored;

    /// <summary>Its place among the paths of the same field: where a line has several, the lowest is read.</summary>
    public byte Rank { get; private set; }

    /// <summary>Adds a path below this node. A path that is there already keeps its meaning.</summary>
    /// <returns>False when it was there.</returns>
    public bool Add(ReadOnlySpan<byte> path, FieldBinding binding, byte rank)
    {
        if (path.IsEmpty)
        {
            bool isFree = Binding == FieldBinding.Ignored;
            (Binding, Rank) = isFree ? (binding, rank) : (Binding, Rank);
            return isFree;
        }
        int dot = path.IndexOf((byte)'.');
        ReadOnlySpan<byte> first = dot < 0 ? path : path[..dot];
        JsonPath? child = Child(first);
        if (child is null)
        {
            child = new(first.ToArray());
            _children = [.. _children, child];
        }
        return child.Add(dot < 0 ? default : path[(dot + 1)..], binding, rank);
    }

    /// <summary>The node that a member's name leads to; null when nothing below it is read.</summary>
    public JsonPath? Step(ReadOnlySpan<byte> name)
    {
        JsonPath? whole = Child(name);
        int dot;
        if (whole is not null || (dot = name.IndexOf((byte)'.')) < 0)
        {
            return whole;
        }
        return Child(name[..dot])?.Step(name[(dot + 1)..]);
    }

    private JsonPath? Child(ReadOnlySpan<byte> name)
    {
        foreach (JsonPath child in _children)
        {
            if (child.Name.Length == name.Length && name.SequenceEqual(child.Name))
            {
                return child;
            }
        }
        return null;
    }
}
