using System.Runtime.InteropServices;

namespace Isobar.Storage.DuckDb;

/// <summary>
/// How a vector holds a text or blob (`duckdb_string_t`, 16 bytes): up to 12 bytes lie inside; longer ones keep 4 bytes as a prefix and a pointer.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal unsafe struct DuckDbString
{
    /// <summary>The longest value that lies inside.</summary>
    public const int MaxInlined = 12;

    [FieldOffset(0)]
    private uint _length;

    [FieldOffset(4)]
    private fixed byte _inlined[MaxInlined];

    [FieldOffset(8)]
    private byte* _pointer;

    /// <summary>A value of at most <see cref="MaxInlined"/> bytes; the rest is zero, as the engine compares all 16 bytes.</summary>
    public static DuckDbString Inlined(ReadOnlySpan<byte> value)
    {
        DuckDbString text = default;
        text._length = (uint)value.Length;
        value.CopyTo(new Span<byte>(text._inlined, MaxInlined));
        return text;
    }

    /// <summary>The bytes; valid as long as the vector that holds <paramref name="text"/>.</summary>
    public static ReadOnlySpan<byte> Bytes(DuckDbString* text) =>
        new(text->_length <= MaxInlined ? text->_inlined : text->_pointer, checked((int)text->_length));
}
