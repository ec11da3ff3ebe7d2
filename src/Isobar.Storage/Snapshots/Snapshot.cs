using System.Text.RegularExpressions;

namespace Isobar.Storage.Snapshots;

/// <summary>
/// Derived state to keep under a name, in the place of what was kept under it before: the state after the commit that carries it, so that a restart need not
/// derive it anew. A store may lose one to a damaged file; whoever restores it must be able to do without.
/// </summary>
public sealed partial class Snapshot
{
    private readonly ReadOnlyMemory<byte> _value;
    private readonly Action<Stream>? _write;

    /// <summary>State that is at hand as bytes; small ones lie in the control store itself.</summary>
    /// <param name="name">Lower-case letters, digits and hyphens, at most 64, a letter first.</param>
    /// <param name="value">The state.</param>
    public Snapshot(string name, ReadOnlyMemory<byte> value)
        : this(name) => _value = value;

    /// <summary>State that is too large to lie in memory twice: it is written to a file as it is made.</summary>
    /// <param name="name">Lower-case letters, digits and hyphens, at most 64, a letter first.</param>
    /// <param name="write">Writes it, in the thread of the commit. Called again, and to write the same, when a commit is tried again.</param>
    public Snapshot(string name, Action<Stream> write)
        : this(name) => _write = write;

    private Snapshot(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!NamePattern().IsMatch(name))
        {
            throw new ArgumentException($"A snapshot's name is made of a-z, 0-9 and -, a letter first, and not `{name}`.", nameof(name));
        }
        Name = name;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The bytes, where they are at hand.</summary>
    internal ReadOnlyMemory<byte>? Value => _write is null ? _value : default(ReadOnlyMemory<byte>?);

    /// <summary>Writes the bytes.</summary>
    internal void WriteTo(Stream stream)
    {
        if (_write is null)
        {
            stream.Write(_value.Span);
        }
        else
        {
            _write(stream);
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
