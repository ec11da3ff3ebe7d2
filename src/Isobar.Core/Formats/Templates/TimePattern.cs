namespace Isobar.Core.Formats.Templates;

/// <summary>
/// A time written piece by piece, as in Apache's `%{%d/%b/%Y:%T}t.%{msec_frac}t %{%z}t`: the letters of strftime, and three of our own for what strftime
/// lacks: `%s` (seconds since 1970, as glibc has it), `%3` (milliseconds, three digits) and `%6` (microseconds, six digits).
/// </summary>
internal sealed class TimePattern
{
    /// <summary>The letters that are understood, for error texts.</summary>
    public const string Letters = "%Y %y %m %d %e %b %B %h %H %I %M %S %p %a %A %j %T %R %D %F %s %z %Z %n %t %%";

    private readonly byte[] _ops;

    private TimePattern(byte[] ops) => _ops = ops;

    /// <summary>Compiles a pattern; on failure <paramref name="badAt"/> is the position of the letter that is not understood.</summary>
    public static bool TryCompile(string pattern, out TimePattern? compiled, out int badAt)
    {
        var ops = new List<byte>();
        compiled = null;
        for (badAt = 0; badAt < pattern.Length; badAt++)
        {
            char c = pattern[badAt];
            if (c != '%')
            {
                ops.AddRange(System.Text.Encoding.UTF8.GetBytes(c.ToString()).SelectMany(b => new[] { (byte)0, b }));
                continue;
            }
            string expanded = badAt + 1 == pattern.Length ? "" : Expand(pattern[badAt + 1]);
            if (expanded.Length == 0)
            {
                return false;
            }
            foreach (char op in expanded)
            {
                if (op is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or '3' or '6')
                {
                    ops.Add((byte)op);
                }
                else
                {
                    ops.AddRange([0, (byte)op]);
                }
            }
            badAt++;
        }
        compiled = new([.. ops]);
        return true;
    }

    /// <summary>A letter of strftime as one or more operations (letters) and literals (all else); empty when not understood.</summary>
    private static string Expand(char letter) => letter switch
    {
        'T' => "H:M:S",
        'R' => "H:M",
        'D' => "m/d/y",
        'F' => "Y-m-d",
        'h' => "b",
        'n' => "\n",
        't' => "\t",
        '%' => "%",
        'Y' or 'y' or 'm' or 'd' or 'e' or 'b' or 'B' or 'H' or 'I' or 'M' or 'S' or 'p' or 'a' or 'A' or 'j' or 's' or 'z' or 'Z' or '3' or '6' => letter.ToString(),
        _ => "",
    };

    /// <summary>Reads a time from the start of the text.</summary>
    /// <param name="text">The text; it may go on behind the time.</param>
    /// <param name="utcOffsetMicros">Offset of times without a zone.</param>
    /// <param name="micros">Microseconds since 1970 UTC.</param>
    /// <param name="used">Bytes that the time takes.</param>
    public bool TryRead(ReadOnlySpan<byte> text, long utcOffsetMicros, out long micros, out int used)
    {
        var clock = new Clock { Year = 1970, Month = 1, Day = 1, EpochSeconds = long.MinValue, OffsetSeconds = long.MinValue };
        micros = 0;
        used = 0;
        for (int i = 0; i < _ops.Length; i++)
        {
            ReadOnlySpan<byte> rest = text[used..];
            int length = _ops[i] switch
            {
                0 => rest.Length > 0 && rest[0] == _ops[++i] ? 1 : -1,
                (byte)'s' => clock.ReadEpoch(rest, fractionDigits: i + 1 == _ops.Length ? 0 : _ops[i + 1] == '3' ? 3 : _ops[i + 1] == '6' ? 6 : 0),
                _ => clock.Read(_ops[i], rest),
            };
            if (length < 0)
            {
                return false;
            }
            used += length;
        }
        return clock.TryCombine(utcOffsetMicros, out micros);
    }

    private struct Clock
    {
        public int Year, Month, Day, DayOfYear, Hour, Minute, Second, Micros;
        public bool IsAfternoon, IsTwelveHours;
        public long EpochSeconds, OffsetSeconds;

        /// <summary>Reads one piece; the bytes it takes, or -1.</summary>
        public int Read(byte op, ReadOnlySpan<byte> text)
        {
            switch (op)
            {
                case (byte)'Y':
                    return Number(text, 4, ref Year);
                case (byte)'y':
                    int length = Number(text, 2, ref Year);
                    // POSIX: 69 to 99 are of the twentieth century.
                    Year += Year < 69 ? 2000 : 1900;
                    return length;
                case (byte)'m':
                    return Number(text, 2, ref Month);
                case (byte)'d' or (byte)'e':
                    return text.Length > 1 && text[0] == ' ' && Number(text[1..], 1, ref Day) > 0 ? 2 : Number(text, 2, ref Day);
                case (byte)'j':
                    return Number(text, 3, ref DayOfYear);
                case (byte)'H':
                    return Number(text, 2, ref Hour);
                case (byte)'I':
                    IsTwelveHours = true;
                    return Number(text, 2, ref Hour);
                case (byte)'M':
                    return Number(text, 2, ref Minute);
                case (byte)'S':
                    return Number(text, 2, ref Second);
                case (byte)'3':
                    int read = Number(text, 3, ref Micros);
                    Micros *= 1000;
                    return read;
                case (byte)'6':
                    return Number(text, 6, ref Micros);
                case (byte)'b' or (byte)'B':
                    return text.Length >= 3 && LogTime.TryReadMonthName(text[..3], out Month) ? WordLength(text) : -1;
                case (byte)'p':
                    IsAfternoon = text.Length > 0 && (text[0] | 0x20) == 'p';
                    return text.Length > 1 && (text[1] | 0x20) == 'm' ? 2 : -1;
                case (byte)'z':
                    return ReadOffset(text);
                default:
                    // Names of days and zones: only UTC and GMT say something, others leave the offset to the option.
                    int word = WordLength(text);
                    OffsetSeconds = op == 'Z' && word == 3 && (text[..3].SequenceEqual("UTC"u8) || text[..3].SequenceEqual("GMT"u8)) ? 0 : OffsetSeconds;
                    return word > 0 ? word : -1;
            }
        }

        public readonly bool TryCombine(long utcOffsetMicros, out long micros)
        {
            long zone = OffsetSeconds == long.MinValue ? utcOffsetMicros : OffsetSeconds * 1_000_000;
            micros = 0;
            if (EpochSeconds != long.MinValue)
            {
                micros = EpochSeconds * 1_000_000 + Micros;
                return true;
            }
            if (IsTwelveHours && Hour is < 1 or > 12 || Hour > 23 || Minute > 59 || Second > 60 || DayOfYear > 366)
            {
                return false;
            }
            int hour = !IsTwelveHours ? Hour : Hour % 12 + (IsAfternoon ? 12 : 0);
            long seconds = hour * 3600 + Minute * 60 + Second;
            // The day of the year counts where no month is written.
            seconds += Month == 1 && Day == 1 ? Math.Max(DayOfYear - 1, 0) * 86_400L : 0;
            return LogTime.TryCombine(Year, Month, Day, seconds, Micros - zone, out micros);
        }

        /// <summary>Reads seconds since 1970; digits of a fraction that follows them directly are left.</summary>
        public int ReadEpoch(ReadOnlySpan<byte> text, int fractionDigits)
        {
            int end = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            ReadOnlySpan<byte> digits = text[..Math.Max((end < 0 ? text.Length : end) - fractionDigits, 0)];
            // Twelve digits reach the year 33,658: more is no time.
            return digits.Length <= 12 && Quantity.TryReadCount(digits, out EpochSeconds) ? digits.Length : -1;
        }

        private int ReadOffset(ReadOnlySpan<byte> text)
        {
            foreach (int length in (ReadOnlySpan<int>)[6, 5])
            {
                if (text.Length >= length && LogTime.TryReadOffset(text[..length], out OffsetSeconds))
                {
                    return length;
                }
            }
            return -1;
        }

        private static int WordLength(ReadOnlySpan<byte> text)
        {
            int length = 0;
            while (length < text.Length && (text[length] | 0x20) is >= 'a' and <= 'z')
            {
                length++;
            }
            return length;
        }

        private static int Number(ReadOnlySpan<byte> text, int digits, ref int value)
        {
            if (text.Length < digits || !Quantity.TryReadCount(text[..digits], out long number))
            {
                return -1;
            }
            value = (int)number;
            return digits;
        }
    }
}
