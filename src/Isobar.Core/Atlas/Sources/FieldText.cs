using System.Globalization;
using System.Text;
using Isobar.Core.Atlas.Mmdb;

namespace Isobar.Core.Atlas.Sources;

/// <summary>Reads numbers, AS numbers and names as the different publishers write them.</summary>
internal static class FieldText
{
    /// <summary>Longest name in UTF-8 bytes. The longest in published databases are about 200.</summary>
    public const int MaxBytes = 1024;

    /// <summary>Trims a name and turns the placeholders for "unknown" into an empty text.</summary>
    public static string Name(string? text)
    {
        string trimmed = text?.Trim() ?? "";
        return trimmed is "-" or "N/A" or "null" or "NULL" ? "" : trimmed;
    }

    public static bool IsTooLong(string text) => text.Length > MaxBytes || Encoding.UTF8.GetByteCount(text) > MaxBytes;

    /// <summary>Degrees, from text or any number; NaN when absent, unreadable or beyond the limit (90 or 180).</summary>
    public static double Degrees(MmdbValue? value, double limit) =>
        value is null ? double.NaN : value.Text is { } text ? Degrees(text, limit) : Within(value.Number, limit);

    /// <inheritdoc cref="Degrees(MmdbValue?, double)"/>
    public static double Degrees(ReadOnlySpan<char> text, double limit) =>
        double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out double degrees) ? Within(degrees, limit) : double.NaN;

    /// <summary>An AS number, written `64500` or `AS64500`.</summary>
    public static bool TryAsn(ReadOnlySpan<char> text, out uint asn)
    {
        text = text.Trim();
        if (text.StartsWith("AS", StringComparison.OrdinalIgnoreCase))
        {
            text = text[2..];
        }
        return uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out asn);
    }

    private static double Within(double degrees, double limit) => Math.Abs(degrees) <= limit ? degrees : double.NaN;
}
