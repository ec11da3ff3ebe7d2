namespace Isobar.Core.Formats;

/// <summary>
/// Time stamps as logs write them, to microseconds since 1970 UTC. Calendar arithmetic is our own (days from civil, proleptic Gregorian): it works on bytes,
/// covers years 1 to 9999 and takes a leap second `:60` as the first second of the next minute, as POSIX time does.
/// </summary>
internal static class LogTime
{
    private const long MicrosPerSecond = 1_000_000;

    /// <summary>Offsets beyond ±14 h are not in use anywhere, so they mean a broken line.</summary>
    private const int GreatestOffsetMinutes = 14 * 60;

    /// <summary>Reads a time in the given unit. Brackets round it are accepted.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, FieldUnit unit, long utcOffsetMicros, out long micros)
    {
        if (text.Length > 2 && text[0] == '[' && text[^1] == ']')
        {
            text = text[1..^1];
        }
        switch (unit)
        {
            case FieldUnit.CommonLog:
                return TryReadCommonLog(text, out micros);
            case FieldUnit.HaProxy:
                return TryReadHaProxy(text, utcOffsetMicros, out micros);
            case FieldUnit.Iso8601:
                return TryReadIso8601(text, utcOffsetMicros, out micros);
            case FieldUnit.AscTime:
                return TryReadAscTime(text, utcOffsetMicros, out micros);
            case FieldUnit.UnixOrIso8601:
                return TryReadUnix(text, out micros) || TryReadIso8601(text, utcOffsetMicros, out micros);
            case FieldUnit.Nanoseconds:
                bool read = Quantity.TryReadScaled(text, 0, out long nanos);
                micros = nanos / 1000;
                return read;
            default:
                int scale = unit switch { FieldUnit.Milliseconds => 3, FieldUnit.Microseconds => 0, _ => 6 };
                return Quantity.TryReadScaled(text, scale, out micros) && IsInRange(micros);
        }
    }

    /// <summary>`17/May/2015:10:05:03 +0000`.</summary>
    public static bool TryReadCommonLog(ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        if (text.Length != 26 || text[2] != '/' || text[6] != '/' || text[11] != ':' || text[20] != ' ')
        {
            return false;
        }
        return TryReadTwo(text, 0, out int day)
            && TryReadMonthName(text.Slice(3, 3), out int month)
            && TryReadFour(text, 7, out int year)
            && TryReadClock(text.Slice(12, 8), out long seconds)
            && TryReadOffset(text[21..], out long offset)
            && TryCombine(year, month, day, seconds - offset, 0, out micros);
    }

    /// <summary>`09/Dec/2013:12:59:46.633`: HAProxy's `%t` and `%tr`, in the proxy's local time; with ` +0100` behind it, `%T`, `%Tl`.</summary>
    private static bool TryReadHaProxy(ReadOnlySpan<byte> text, long utcOffsetMicros, out long micros)
    {
        micros = 0;
        if (text.Length == 26 && text[20] == ' ')
        {
            return TryReadCommonLog(text, out micros);
        }
        if (text.Length < 20 || text[2] != '/' || text[6] != '/' || text[11] != ':')
        {
            return false;
        }
        return TryReadTwo(text, 0, out int day)
            && TryReadMonthName(text.Slice(3, 3), out int month)
            && TryReadFour(text, 7, out int year)
            && TryReadClock(text.Slice(12, 8), out long seconds)
            && TryReadFraction(text[20..], out long fraction, out int used) && used == text.Length - 20
            && TryCombine(year, month, day, seconds, fraction - utcOffsetMicros, out micros);
    }

    /// <summary>`2026-11-20T10:05:03.123+01:00`, with a space or a lower-case t for the T; `Z`, `+hh:mm`, `+hhmm`, `+hh` or nothing behind it.</summary>
    public static bool TryReadIso8601(ReadOnlySpan<byte> text, long utcOffsetMicros, out long micros)
    {
        micros = 0;
        if (text.Length < 19 || (text[10] | 0x20) is not ('t' or ' ')
            || !TryReadDate(text[..10], out int year, out int month, out int day)
            || !TryReadClock(text.Slice(11, 8), out long seconds)
            || !TryReadFraction(text[19..], out long fraction, out int used))
        {
            return false;
        }
        ReadOnlySpan<byte> zone = text[(19 + used)..].TrimStart((byte)' ');
        if (zone.IsEmpty)
        {
            return TryCombine(year, month, day, seconds, fraction - utcOffsetMicros, out micros);
        }
        long offset = 0;
        bool utc = zone.Length == 1 && (zone[0] | 0x20) == 'z';
        return (utc || TryReadOffset(zone, out offset)) && TryCombine(year, month, day, seconds - offset, fraction, out micros);
    }

    /// <summary>`Sun Mar 13 22:49:12 2016`; the day of the month may be padded with a space, the day of the week is not checked.</summary>
    private static bool TryReadAscTime(ReadOnlySpan<byte> text, long utcOffsetMicros, out long micros)
    {
        micros = 0;
        if (text.Length != 24 || text[3] != ' ' || text[7] != ' ' || text[10] != ' ' || text[19] != ' ')
        {
            return false;
        }
        int day = text[8] == ' ' ? text[9] - '0' : 0;
        return (text[8] == ' ' ? day is > 0 and < 10 : TryReadTwo(text, 8, out day))
            && TryReadMonthName(text.Slice(4, 3), out int month)
            && TryReadFour(text, 20, out int year)
            && TryReadClock(text.Slice(11, 8), out long seconds)
            && TryCombine(year, month, day, seconds, -utcOffsetMicros, out micros);
    }

    /// <summary>A number since 1970 whose size tells its unit: every unit's range of the years 1973 to 5138 is its own.</summary>
    private static bool TryReadUnix(ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        int whole = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        int digits = whole < 0 ? text.Length : whole;
        // An exponent (1.7e9) is a JSON writer's way to write seconds.
        return digits switch
        {
            0 => false,
            <= 11 => Quantity.TryReadScaled(text, 6, out micros) && IsInRange(micros),
            <= 14 => Quantity.TryReadScaled(text, 3, out micros),
            <= 17 => Quantity.TryReadScaled(text, 0, out micros),
            _ => TryRead(text, FieldUnit.Nanoseconds, 0, out micros),
        };
    }

    /// <summary>`yyyy-MM-dd`; false where it is no date of the calendar.</summary>
    public static bool TryReadDate(ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        return text.Length == 10
            && TryReadDate(text, out int year, out int month, out int day)
            && TryCombine(year, month, day, 0, 0, out micros);
    }

    /// <summary>`HH:mm:ss` with or without a fraction, as microseconds of the day.</summary>
    public static bool TryReadTimeOfDay(ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        if (text.Length < 8 || !TryReadClock(text[..8], out long seconds) || !TryReadFraction(text[8..], out long fraction, out int used))
        {
            return false;
        }
        micros = seconds * MicrosPerSecond + fraction;
        return used == text.Length - 8;
    }

    private static bool TryReadDate(ReadOnlySpan<byte> text, out int year, out int month, out int day)
    {
        month = day = 0;
        return TryReadFour(text, 0, out year) && text[4] == '-' && TryReadTwo(text, 5, out month) && text[7] == '-' && TryReadTwo(text, 8, out day);
    }

    private static bool TryReadClock(ReadOnlySpan<byte> text, out long seconds)
    {
        seconds = 0;
        if (text[2] != ':' || text[5] != ':'
            || !TryReadTwo(text, 0, out int hour) || !TryReadTwo(text, 3, out int minute) || !TryReadTwo(text, 6, out int second)
            || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }
        seconds = hour * 3600 + minute * 60 + second;
        return true;
    }

    private static bool TryReadFraction(ReadOnlySpan<byte> text, out long micros, out int used)
    {
        micros = 0;
        used = 0;
        if (text.IsEmpty || text[0] is not ((byte)'.' or (byte)','))
        {
            return true;
        }
        int end = text[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        int digits = end < 0 ? text.Length - 1 : end;
        used = digits + 1;
        for (int i = 0; i < 6; i++)
        {
            micros = micros * 10 + (i < digits ? text[1 + i] - '0' : 0);
        }
        return digits is > 0 and <= 12;
    }

    /// <summary>`+0100`, `+01:00` or `+01`, in seconds.</summary>
    internal static bool TryReadOffset(ReadOnlySpan<byte> text, out long seconds)
    {
        seconds = 0;
        if (text.Length < 3 || text[0] is not ((byte)'+' or (byte)'-') || !TryReadTwo(text, 1, out int hours))
        {
            return false;
        }
        int minutes = 0;
        bool whole = text.Length switch
        {
            3 => true,
            5 => TryReadTwo(text, 3, out minutes),
            6 => text[3] == ':' && TryReadTwo(text, 4, out minutes),
            _ => false,
        };
        int offset = hours * 60 + minutes;
        seconds = (text[0] == '-' ? -offset : offset) * 60;
        return whole && minutes < 60 && offset <= GreatestOffsetMinutes;
    }

    internal static bool TryCombine(int year, int month, int day, long secondsOfDay, long extraMicros, out long micros)
    {
        micros = 0;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }
        micros = (DaysFromCivil(year, month, day) * 86_400 + secondsOfDay) * MicrosPerSecond + extraMicros;
        return true;
    }

    /// <summary>Days since 1970-01-01, counting years from March so that the leap day is the last of its year.</summary>
    private static long DaysFromCivil(int year, int month, int day)
    {
        int y = month <= 2 ? year - 1 : year;
        int era = y / 400;
        int yearOfEra = y - era * 400;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468;
    }

    /// <summary>English month names in any case, as the C locale writes them.</summary>
    internal static bool TryReadMonthName(ReadOnlySpan<byte> text, out int month)
    {
        int key = (text[0] | 0x20) << 16 | (text[1] | 0x20) << 8 | (text[2] | 0x20);
        month = key switch
        {
            0x6a616e => 1,
            0x666562 => 2,
            0x6d6172 => 3,
            0x617072 => 4,
            0x6d6179 => 5,
            0x6a756e => 6,
            0x6a756c => 7,
            0x617567 => 8,
            0x736570 => 9,
            0x6f6374 => 10,
            0x6e6f76 => 11,
            0x646563 => 12,
            _ => 0,
        };
        return month != 0;
    }

    private static bool TryReadTwo(ReadOnlySpan<byte> text, int at, out int value)
    {
        uint tens = unchecked((uint)text[at] - '0'), ones = unchecked((uint)text[at + 1] - '0');
        if (tens > 9 || ones > 9)
        {
            value = 0;
            return false;
        }
        value = (int)(tens * 10 + ones);
        return true;
    }

    private static bool TryReadFour(ReadOnlySpan<byte> text, int at, out int value)
    {
        bool read = TryReadTwo(text, at, out int high) & TryReadTwo(text, at + 2, out int low);
        value = high * 100 + low;
        return read;
    }

    /// <summary>Years 1 to 9999, the range of the calendar above.</summary>
    private static bool IsInRange(long micros) => micros is >= -62_135_596_800_000_000 and < 253_402_300_800_000_000;
}
