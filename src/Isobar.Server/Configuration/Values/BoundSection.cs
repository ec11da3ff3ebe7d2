namespace Isobar.Server.Configuration.Values;

/// <summary>The values of a section, by key.</summary>
internal sealed class BoundSection
{
    private readonly Dictionary<KeySpec, object?> _values = [];

    /// <summary>Whether the key is there with a good value.</summary>
    public bool Has(KeySpec key) => _values.ContainsKey(key);

    /// <summary>Sets a value.</summary>
    public void Set(KeySpec key, object? value) => _values[key] = value;

    /// <summary>The value, when the key is there and good.</summary>
    public bool TryGet(KeySpec key, out object? value) => _values.TryGetValue(key, out value);
}
