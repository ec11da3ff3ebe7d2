using System.Globalization;

namespace Isobar.Server.Configuration.Values;

/// <summary>Durations as people write them: a whole number and one unit, `90s`, `5m`, `1h`, `30d`.</summary>
internal static class DurationText
{
    /// <summary>The form as a regular expression (ECMA 262, for the JSON Schema).</summary>
    public const string Pattern = "^[0-9]{1,7}(s|m|h|d)$";

    private const int MaximumDigits = 7;

    /// <summary>Reads a duration.</summary>
    public static bool TryRead(string text, out TimeSpan duration)
    {
        duration = default;
        long secondsPerUnit = text.Length < 2 || text.Length > MaximumDigits + 1 ? 0 : text[^1] switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3_600,
            'd' => 86_400,
            _ => 0,
        };
        if (secondsPerUnit == 0 || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            return false;
        }
        duration = new TimeSpan(number * secondsPerUnit * TimeSpan.TicksPerSecond);
        return true;
    }

    /// <summary>Writes whole seconds in the largest unit that needs no fraction.</summary>
    public static string Write(TimeSpan duration)
    {
        long seconds = duration.Ticks / TimeSpan.TicksPerSecond;
        (long number, char unit) = seconds switch
        {
            0 => (0, 's'),
            _ when seconds % 86_400 == 0 => (seconds / 86_400, 'd'),
            _ when seconds % 3_600 == 0 => (seconds / 3_600, 'h'),
            _ when seconds % 60 == 0 => (seconds / 60, 'm'),
            _ => (seconds, 's'),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{number}{unit}");
    }
}
