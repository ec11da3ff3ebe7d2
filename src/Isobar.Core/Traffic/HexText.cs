namespace Isobar.Core.Traffic;

/// <summary>Hexadecimal digits as texts have them, in either case.</summary>
internal static class HexText
{
    /// <summary>Reads a text that is nothing but 1 to 7 digits; false for anything else.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (byte c in text)
        {
            int digit = c switch
            {
                >= (byte)'0' and <= (byte)'9' => c - '0',
                >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
                >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
                _ => -1,
            };
            if (digit < 0)
            {
                return false;
            }
            value = value << 4 | digit;
        }
        return text.Length is > 0 and < 8;
    }
}
