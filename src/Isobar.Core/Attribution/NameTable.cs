namespace Isobar.Core.Attribution;

/// <summary>Gives each text a number.</summary>
internal sealed class NameTable
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    /// <summary>The text of a number.</summary>
    public string this[int number] => _names[number];

    /// <summary>Number of texts.</summary>
    public int Count => _names.Count;

    /// <summary>The number of a text, given now if it has none.</summary>
    public int Of(string name)
    {
        if (!_numbers.TryGetValue(name, out int number))
        {
            number = _names.Count;
            _numbers.Add(name, number);
            _names.Add(name);
        }
        return number;
    }

    /// <summary>The number of a text, or -1.</summary>
    public int Find(string name) => _numbers.GetValueOrDefault(name, -1);
}
