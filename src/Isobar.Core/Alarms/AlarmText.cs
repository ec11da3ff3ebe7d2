using System.Globalization;

namespace Isobar.Core.Alarms;

/// <summary>Numbers and times as alarms write them (spec 16.4).</summary>
public static class AlarmText
{
    /// <summary>A number with at least one decimal, in powers of ten where it is very large or small: 1.0, 99.5, 1.0E7.</summary>
    public static string Number(double value)
    {
        double size = Math.Abs(value);
        string text = size == 0 || (size >= 1e-3 && size < 1e7)
            ? value.ToString("0.0################", CultureInfo.InvariantCulture)
            : value.ToString("0.0################E0", CultureInfo.InvariantCulture);
        // The custom format rounds to 15 digits; where that loses the value, the shortest exact form is better.
        return double.Parse(text, CultureInfo.InvariantCulture) == value ? text : value.ToString("R", CultureInfo.InvariantCulture);
    }

    /// <summary>Such as 2025-02-02T12:06:35.472+0000.</summary>
    public static string Time(long unixMillis) =>
        DateTimeOffset.FromUnixTimeMilliseconds(unixMillis).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture);

    /// <summary>Such as 02/10/19 16:59:00: day, month, year.</summary>
    public static string ShortTime(long unixSeconds) =>
        DateTimeOffset.FromUnixTimeSeconds(unixSeconds).UtcDateTime.ToString("dd'/'MM'/'yy HH':'mm':'ss", CultureInfo.InvariantCulture);
}
