namespace Isobar.Core.Atlas.Mmdb;

/// <summary>A decoded value of a MaxMind DB: a scalar, a list or a map. Immutable once decoded.</summary>
public sealed class MmdbValue
{
    private readonly object? _content;

    private MmdbValue(MmdbKind kind, object? content, UInt128 integer, double number)
    {
        Kind = kind;
        _content = content;
        Integer = integer;
        Number = number;
    }

    /// <summary>The type as stored.</summary>
    public MmdbKind Kind { get; }

    /// <summary>The value of an unsigned integer, 0 or 1 of a Boolean; 0 for every other kind.</summary>
    public UInt128 Integer { get; }

    /// <summary>The value of any number (a signed integer too) as a double; NaN for what is no number.</summary>
    public double Number { get; }

    /// <summary>The text, or null when this is no text.</summary>
    public string? Text => _content as string;

    /// <summary>The raw bytes; empty when this holds none.</summary>
    public ReadOnlyMemory<byte> Bytes => _content is byte[] bytes ? bytes : ReadOnlyMemory<byte>.Empty;

    /// <summary>The members of a map; empty when this is no map.</summary>
    public IReadOnlyDictionary<string, MmdbValue> Members => _content as Dictionary<string, MmdbValue> ?? s_noMembers;

    /// <summary>The elements of a list; empty when this is no list.</summary>
    public IReadOnlyList<MmdbValue> Elements => _content as MmdbValue[] ?? [];

    private static readonly Dictionary<string, MmdbValue> s_noMembers = [];

    /// <summary>The member of a map with this key, or null when there is none or this is no map.</summary>
    public MmdbValue? Find(string key) => _content is Dictionary<string, MmdbValue> map && map.TryGetValue(key, out MmdbValue? value) ? value : null;

    internal static MmdbValue OfText(string text) => new(MmdbKind.Text, text, 0, double.NaN);

    internal static MmdbValue OfBytes(byte[] bytes) => new(MmdbKind.Bytes, bytes, 0, double.NaN);

    internal static MmdbValue OfReal(MmdbKind kind, double number) => new(kind, null, 0, number);

    internal static MmdbValue OfUnsigned(MmdbKind kind, UInt128 integer) => new(kind, null, integer, (double)integer);

    internal static MmdbValue OfSigned(int integer) => new(MmdbKind.Int32, null, 0, integer);

    internal static MmdbValue OfMap(Dictionary<string, MmdbValue> map) => new(MmdbKind.Map, map, 0, double.NaN);

    internal static MmdbValue OfList(MmdbValue[] list) => new(MmdbKind.List, list, 0, double.NaN);
}
