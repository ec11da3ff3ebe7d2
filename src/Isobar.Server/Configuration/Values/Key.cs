using Isobar.Server.Configuration.Syntax;

namespace Isobar.Server.Configuration.Values;

/// <summary>A key whose values become <typeparamref name="T"/>. The default is written once, as JSON, and read by the key's own rules.</summary>
internal sealed class Key<T> : KeySpec
{
    private readonly TypedValueSpec<T> _spec;
    private readonly T? _default;

    /// <summary>A key with its default as JSON; null when there is none, or when it depends on other keys.</summary>
    public Key(string name, string description, TypedValueSpec<T> spec, string? defaultJson = null)
        : base(name, description, defaultJson)
    {
        _spec = spec;
        if (defaultJson is null)
        {
            return;
        }
        var faults = new FaultList(name);
        ConfigurationNode? node = ConfigurationTreeReader.ReadVariable(defaultJson, name, name, faults);
        if (node is null || !spec.TryBind(node, name, faults, out _default) || faults.Count > 0)
        {
            throw new InvalidOperationException($"The default of the key {name} breaks its own rules: {string.Join("; ", faults.Sorted())}");
        }
    }

    /// <inheritdoc/>
    public override ValueSpec Spec => _spec;

    /// <inheritdoc/>
    public override void Bind(ConfigurationNode node, string path, FaultList faults, BoundSection section)
    {
        if (_spec.TryBind(node, path, faults, out T? value))
        {
            section.Set(this, value);
        }
    }

    /// <summary>The value in a section; the default where the key is absent or wrong.</summary>
    public T? In(BoundSection section) => section.TryGet(this, out object? value) ? (T?)value : _default;
}
