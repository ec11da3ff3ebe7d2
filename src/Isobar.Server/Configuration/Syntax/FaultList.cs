using System.Collections.Immutable;

namespace Isobar.Server.Configuration.Syntax;

/// <summary>Gathers the faults of one file.</summary>
internal sealed class FaultList(string file)
{
    private readonly List<ConfigurationFault> _faults = [];

    /// <summary>How many there are.</summary>
    public int Count => _faults.Count;

    /// <summary>Adds one.</summary>
    public void Add(ConfigurationFaultKind kind, ConfigurationOrigin origin, string path, string message, string? hint = null) =>
        _faults.Add(new(kind, file, origin.Line, origin.Column, origin.Variable, path, message, hint));

    /// <summary>Whether there is one at a key whose path begins like this.</summary>
    public bool AnyAt(string pathStart) => _faults.Exists(fault => fault.Path.StartsWith(pathStart, StringComparison.Ordinal));

    /// <summary>All, in the order of the file.</summary>
    public ImmutableArray<ConfigurationFault> Sorted() => [.. _faults.Order()];
}
