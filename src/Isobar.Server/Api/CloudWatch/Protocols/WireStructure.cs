namespace Isobar.Server.Api.CloudWatch.Protocols;

/// <summary>Named values in the order in which they were added. What has no value is left out, never null.</summary>
internal sealed class WireStructure
{
    private readonly List<KeyValuePair<string, WireValue>> _members = [];

    /// <summary>The members.</summary>
    public IReadOnlyList<KeyValuePair<string, WireValue>> Members => _members;

    /// <summary>A member; null where it is not there. Of several with one name the last counts.</summary>
    public WireValue? Find(string name)
    {
        for (int i = _members.Count - 1; i >= 0; i--)
        {
            if (_members[i].Key == name)
            {
                return _members[i].Value;
            }
        }
        return null;
    }

    /// <summary>Adds a member.</summary>
    public WireStructure Add(string name, WireValue? value)
    {
        if (value is not null)
        {
            _members.Add(new(name, value));
        }
        return this;
    }

    /// <summary>Adds a text.</summary>
    public WireStructure Add(string name, string? value) => Add(name, value is null ? null : new WireValue.Text(value));

    /// <summary>Adds a number.</summary>
    public WireStructure Add(string name, double? value) => Add(name, value is double number ? new WireValue.Number(number) : null);

    /// <summary>Adds a whole number.</summary>
    public WireStructure Add(string name, int? value) => Add(name, value is int number ? new WireValue.Integer(number) : null);

    /// <summary>Adds a flag.</summary>
    public WireStructure Add(string name, bool? value) => Add(name, value is bool flag ? new WireValue.Flag(flag) : null);

    /// <summary>Adds an instant.</summary>
    public WireStructure AddTime(string name, long? unixMillis) => Add(name, unixMillis is long time ? new WireValue.Time(time) : null);

    /// <summary>Adds a list of texts.</summary>
    public WireStructure Add(string name, IEnumerable<string> values) => Add(name, new WireValue.List([.. values.Select(value => new WireValue.Text(value))]));

    /// <summary>Adds a list of structures.</summary>
    public WireStructure Add(string name, IEnumerable<WireStructure> values) =>
        Add(name, new WireValue.List([.. values.Select(value => new WireValue.Structure(value))]));

    /// <summary>Adds a structure.</summary>
    public WireStructure Add(string name, WireStructure? value) => Add(name, value is null ? null : new WireValue.Structure(value));
}
