using System.Globalization;

namespace Isobar.Server.Configuration.Values;

/// <summary>Sizes with their unit: `256MB` is 256,000,000 bytes (SI), `64KiB` is 65,536 (IEC 80000-13).</summary>
internal static class SizeText
{
    /// <summary>The form as a regular expression (ECMA 262, for the JSON Schema).</summary>
    public const string Pattern = "^[0-9]{1,9}(B|KB|MB|GB|KiB|MiB|GiB)$";

    private const int MaximumDigits = 9;

    // The largest first, so that writing picks the largest unit that needs no fraction.
    private static readonly (string Name, long Bytes)[] s_units =
    [
        ("GiB", 1L << 30), ("GB", 1_000_000_000), ("MiB", 1L << 20), ("MB", 1_000_000), ("KiB", 1L << 10), ("KB", 1_000), ("B", 1),
    ];

    /// <summary>Reads a size, in bytes.</summary>
    public static bool TryRead(string text, out long bytes)
    {
        bytes = 0;
        int digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            digits++;
        }
        long perUnit = Array.Find(s_units, unit => text.AsSpan(digits).SequenceEqual(unit.Name)).Bytes;
        if (digits is 0 or > MaximumDigits || perUnit == 0)
        {
            return false;
        }
        // At most 10^9 GiB, about 10^18: no overflow.
        bytes = long.Parse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture) * perUnit;
        return true;
    }

    /// <summary>Writes a size in the largest unit that needs no fraction.</summary>
    public static string Write(long bytes)
    {
        (string name, long perUnit) = Array.Find(s_units, unit => bytes != 0 && bytes % unit.Bytes == 0);
        return name is null ? "0B" : string.Create(CultureInfo.InvariantCulture, $"{bytes / perUnit}{name}");
    }
}
