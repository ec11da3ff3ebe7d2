using System.Buffers;
using System.Globalization;

namespace Isobar.Simulator.Scenarios;

/// <summary>Durations such as `80ms`, `1.5s`, `10m` or `1h30m`, and times in UTC.</summary>
internal static class DurationText
{
    private const long LongestMicros = 366L * 86_400 * 1_000_000;

    private static readonly SearchValues<char> s_number = SearchValues.Create("0123456789.");

    /// <summary>Reads a duration: numbers with units, the larger unit first. At most a year.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out long micros)
    {
        micros = 0;
        double last = double.MaxValue;
        while (!text.IsEmpty)
        {
            int digits = text.IndexOfAnyExcept(s_number);
            if (digits <= 0 || !double.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
            {
                return false;
            }
            text = text[digits..];
            int letters = text.IndexOfAny(s_number);
            ReadOnlySpan<char> unit = letters < 0 ? text : text[..letters];
            double size = unit switch { "us" => 1, "ms" => 1e3, "s" => 1e6, "m" => 60e6, "h" => 3600e6, "d" => 86_400e6, _ => 0 };
            if (size == 0 || size >= last || number * size > LongestMicros)
            {
                return false;
            }
            last = size;
            micros += (long)Math.Round(number * size);
            text = text[unit.Length..];
        }
        return last < double.MaxValue;
    }

    /// <summary>Reads a time in UTC, with its Z, to whole seconds since 1970.</summary>
    public static bool TryReadInstant(ReadOnlySpan<char> text, out long seconds)
    {
        bool isRead = DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time);
        seconds = isRead ? time.ToUnixTimeSeconds() : 0;
        return isRead;
    }

    /// <summary>A time as text, `2026-01-31T18:00:00Z`.</summary>
    public static string OfInstant(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
