using System.Globalization;

namespace Isobar.Server.Configuration.Values;

/// <summary>Offsets from UTC: `UTC`, `+02:00`, `-03:30`; within 14 hours, as far as the world goes.</summary>
internal static class UtcOffsetText
{
    /// <summary>The form as a regular expression (ECMA 262, for the JSON Schema).</summary>
    public const string Pattern = "^(UTC|[+-](0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)$";

    private const int MaximumMinutes = 14 * 60;

    /// <summary>Reads an offset.</summary>
    public static bool TryRead(string text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text == "UTC")
        {
            return true;
        }
        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':'
            || !int.TryParse(text.AsSpan(1, 2), NumberStyles.None, CultureInfo.InvariantCulture, out int hours)
            || !int.TryParse(text.AsSpan(4, 2), NumberStyles.None, CultureInfo.InvariantCulture, out int minutes)
            || minutes >= 60 || (hours * 60) + minutes > MaximumMinutes)
        {
            return false;
        }
        offset = TimeSpan.FromMinutes((text[0] == '-' ? -1 : 1) * ((hours * 60) + minutes));
        return true;
    }

    /// <summary>As the configuration writes it.</summary>
    public static string Write(TimeSpan offset)
    {
        int minutes = Math.Abs((int)offset.TotalMinutes);
        return minutes == 0 ? "UTC" : string.Create(CultureInfo.InvariantCulture, $"{(offset < TimeSpan.Zero ? '-' : '+')}{minutes / 60:00}:{minutes % 60:00}");
    }
}
