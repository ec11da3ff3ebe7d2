namespace Isobar.Core.Formats.Columns;

/// <summary>
/// What the columns of a format mean, by name. Names are compared without case. Where a file has several columns for one field, the one that stands
/// first here is read, so that the order of a file's columns decides nothing.
/// </summary>
internal sealed class ColumnTable
{
    private readonly Dictionary<string, (int Rank, FieldBinding Binding)> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Bindings in order of preference.</summary>
    public ColumnTable(params (string Name, FieldBinding Binding)[] columns)
    {
        foreach ((string name, FieldBinding binding) in columns)
        {
            _byName.Add(name, (_byName.Count, binding));
        }
    }

    /// <summary>All bindings, in order of preference.</summary>
    public IEnumerable<(string Name, FieldBinding Binding)> Columns =>
        _byName.OrderBy(pair => pair.Value.Rank).Select(pair => (pair.Key, pair.Value.Binding));

    /// <summary>What the columns provide together.</summary>
    public FormatFields Provides => _byName.Values.Aggregate(FormatFields.None, (all, column) => all | column.Binding.Provides);

    /// <summary>Whether the table knows the name.</summary>
    public bool Knows(string name) => _byName.ContainsKey(name);

    /// <summary>One binding for each name; names that are not known, and those whose field another column gives better, are ignored.</summary>
    public FieldBinding[] Bind(IReadOnlyList<string> names)
    {
        var bindings = new FieldBinding[names.Count];
        var best = new Dictionary<RecordField, (int Rank, int Column)>();
        for (int i = 0; i < names.Count; i++)
        {
            if (!_byName.TryGetValue(names[i], out (int Rank, FieldBinding Binding) column))
            {
                continue;
            }
            RecordField field = column.Binding.Field;
            // The parts of the time to first byte are added up, so each of them counts.
            if (field != RecordField.TimeToFirstBytePart && best.TryGetValue(field, out (int Rank, int Column) other))
            {
                if (other.Rank <= column.Rank)
                {
                    continue;
                }
                bindings[other.Column] = FieldBinding.Ignored;
            }
            best[field] = (column.Rank, i);
            bindings[i] = column.Binding;
        }
        return bindings;
    }
}
