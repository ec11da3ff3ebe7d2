namespace Isobar.Core.Sketches;

/// <summary>Unsigned LEB128: seven bits a byte, lowest first, the high bit says that more follow.</summary>
internal static class Varint
{
    /// <summary>Writes the value; returns the number of bytes, 1 to 10.</summary>
    public static int Write(Span<byte> destination, ulong value)
    {
        int length = 0;
        while (value >= 0x80)
        {
            destination[length++] = (byte)(value & 0x7f | 0x80);
            value >>= 7;
        }
        destination[length++] = (byte)value;
        return length;
    }

    /// <summary>Reads a value and moves past it; false at the end of the bytes or beyond 32 bits.</summary>
    public static bool TryRead(ref ReadOnlySpan<byte> source, out uint value)
    {
        bool read = TryRead(ref source, out ulong wide) && wide <= uint.MaxValue;
        value = read ? (uint)wide : 0;
        return read;
    }

    /// <summary>Reads a value and moves past it; false at the end of the bytes or beyond 64 bits.</summary>
    public static bool TryRead(ref ReadOnlySpan<byte> source, out ulong value)
    {
        value = 0;
        for (int i = 0; i < source.Length && i < 10; i++)
        {
            ulong bits = source[i] & 0x7fUL;
            if (i == 9 && bits > 1)
            {
                return false;
            }
            value |= bits << (7 * i);
            if (source[i] < 0x80)
            {
                source = source[(i + 1)..];
                return true;
            }
        }
        return false;
    }
}
