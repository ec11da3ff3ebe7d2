using System.Text;
using Isobar.Core.Traffic;

namespace Isobar.Core.Formats;

/// <summary>
/// Where a parser puts texts that it had to decode, so that a record's texts stay slices without allocation. It is used anew for every line.
/// A text that does not fit any more stays encoded, as it stood in the line: bounded memory is worth more than the tail of a monstrous user agent.
/// </summary>
internal sealed class TextScratch
{
    private const int Capacity = 16 * 1024;

    private readonly byte[] _buffer = new byte[Capacity];
    private int _used;

    /// <summary>Forgets the texts of the line before.</summary>
    public void Reset() => _used = 0;

    /// <summary>The text with each doubled quote as one (RFC 4180).</summary>
    public ReadOnlySpan<byte> Undouble(ReadOnlySpan<byte> text)
    {
        if (!TryReserve(text.Length, out Span<byte> target))
        {
            return text;
        }
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            target[length++] = text[i];
            i += text[i] == '"' && i + 1 < text.Length && text[i + 1] == '"' ? 1 : 0;
        }
        return Keep(target[..length]);
    }

    /// <summary>The text with each plus sign as a space, as IIS writes spaces.</summary>
    public ReadOnlySpan<byte> PlusToSpace(ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'+') || !TryReserve(text.Length, out Span<byte> target))
        {
            return text;
        }
        text.Replace(target, (byte)'+', (byte)' ');
        return Keep(target);
    }

    /// <summary>The text with `%20` and its like decoded; twice, because CloudFront's older logs encode the percent sign itself (`%2520`).</summary>
    public ReadOnlySpan<byte> PercentDecode(ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'%') || !TryReserve(text.Length, out Span<byte> target))
        {
            return text;
        }
        text.CopyTo(target);
        int length = PercentDecodeInPlace(target);
        length = PercentDecodeInPlace(target[..length]);
        return Keep(target[..length]);
    }

    /// <summary>The text of a JSON string without its escapes. What is no valid escape stays as it is; an unpaired surrogate becomes U+FFFD.</summary>
    public ReadOnlySpan<byte> UnescapeJson(ReadOnlySpan<byte> text)
    {
        if (!text.Contains((byte)'\\') || !TryReserve(text.Length, out Span<byte> target))
        {
            return text;
        }
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 >= text.Length)
            {
                target[length++] = text[i];
                continue;
            }
            i++;
            if (text[i] == 'u')
            {
                i += ReadUnicodeEscape(text[(i + 1)..], out Rune rune);
                length += rune.EncodeToUtf8(target[length..]);
                continue;
            }
            target[length++] = text[i] switch
            {
                (byte)'n' => (byte)'\n',
                (byte)'t' => (byte)'\t',
                (byte)'r' => (byte)'\r',
                (byte)'b' => (byte)'\b',
                (byte)'f' => (byte)'\f',
                byte other => other,
            };
        }
        return Keep(target[..length]);
    }

    /// <summary>Four hex digits, and the second half of a surrogate pair behind them; returns how many bytes were read. Six bytes become at most three, twelve at most four.</summary>
    private static int ReadUnicodeEscape(ReadOnlySpan<byte> text, out Rune rune)
    {
        rune = Rune.ReplacementChar;
        if (!TryReadHex(text, 4, out int first))
        {
            return Math.Min(text.Length, 4);
        }
        if (Rune.TryCreate(first, out rune))
        {
            return 4;
        }
        rune = Rune.ReplacementChar;
        bool paired = text.Length >= 10 && text[4] == '\\' && text[5] == 'u' && TryReadHex(text[6..], 4, out int second)
            && Rune.TryCreate((char)first, (char)second, out rune);
        if (!paired)
        {
            rune = Rune.ReplacementChar;
        }
        return paired ? 10 : 4;
    }

    private static int PercentDecodeInPlace(Span<byte> text)
    {
        int length = 0;
        for (int i = 0; i < text.Length; i++)
        {
            bool encoded = text[i] == '%' & TryReadHex(text[(i + 1)..], 2, out int value);
            text[length++] = encoded ? (byte)value : text[i];
            i += encoded ? 2 : 0;
        }
        return length;
    }

    private static bool TryReadHex(ReadOnlySpan<byte> text, int digits, out int value)
    {
        value = 0;
        return text.Length >= digits && HexText.TryRead(text[..digits], out value);
    }

    private bool TryReserve(int length, out Span<byte> target)
    {
        bool fits = length <= _buffer.Length - _used;
        target = fits ? _buffer.AsSpan(_used, length) : default;
        return fits;
    }

    private ReadOnlySpan<byte> Keep(Span<byte> text)
    {
        _used += text.Length;
        return text;
    }
}
