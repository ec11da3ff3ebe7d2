using System.Globalization;
using System.Text;
using Spectre.Console;

namespace Isobar.Server.Replay;

/// <summary>Numbers and names as people read them.</summary>
internal static class ReportText
{
    private static readonly string[] s_units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];

    /// <summary>A count with thousands separated: `12,345`.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun, in the plural where needed: `1 record`, `12,345 records`.</summary>
    public static string Count(long count, string noun, string? plural = null) => $"{Count(count)} {(count == 1 ? noun : plural ?? noun + "s")}";

    /// <summary>Bytes in three significant digits and decimal units: `999 B`, `1.24 GB`.</summary>
    public static string Bytes(long bytes)
    {
        double value = bytes;
        int unit = 0;
        // 999.5 would round to 1000 of its unit.
        for (; value >= 999.5 && unit < s_units.Length - 1; unit++)
        {
            value /= 1000;
        }
        return $"{Digits(value, unit == 0)} {s_units[unit]}";
    }

    /// <summary>A fraction as per cent: `12.3 %`, `&lt; 0.1 %`.</summary>
    public static string Percent(double fraction) =>
        fraction is > 0 and < 0.001 ? "< 0.1 %"
        : fraction is > 0.999 and < 1 ? "> 99.9 %"
        : fraction is 0 or 1 ? (fraction * 100).ToString("0 '%'", CultureInfo.InvariantCulture)
        : (fraction * 100).ToString("0.0 '%'", CultureInfo.InvariantCulture);

    /// <summary>Milliseconds of a time in microseconds: `4.2`, `184`.</summary>
    public static string Millis(double micros) => (micros / 1000).ToString(micros < 9_950 ? "0.0" : "0", CultureInfo.InvariantCulture);

    /// <summary>A length of time by its two greatest units: `29 d 15 h`, `2.1 s`.</summary>
    public static string Duration(TimeSpan length) =>
        length.TotalDays >= 1 ? Two((long)length.TotalDays, "d", length.Hours, "h")
        : length.TotalHours >= 1 ? Two(length.Hours, "h", length.Minutes, "min")
        : length.TotalMinutes >= 1 ? Two(length.Minutes, "min", length.Seconds, "s")
        : length.TotalSeconds.ToString("0.##", CultureInfo.InvariantCulture) + " s";

    /// <summary>
    /// Text from outside (names in logs, templates, geo data) made harmless for a terminal: control characters, which could move the cursor or set the window's
    /// title, and characters that reorder or hide text become a replacement character.
    /// </summary>
    public static string Clean(string text)
    {
        StringBuilder clean = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool harmful = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
            clean.Append(harmful ? "\ufffd" : rune.ToString());
        }
        return clean.ToString();
    }

    /// <summary>Text cut to a number of terminal cells, with an ellipsis where something is lost.</summary>
    public static string Fit(string text, int cells)
    {
        if (text.GetCellWidth() <= cells)
        {
            return text;
        }
        StringBuilder cut = new();
        int used = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            int width = rune.ToString().GetCellWidth();
            if (used + width > cells - 1)
            {
                break;
            }
            used += width;
            cut.Append(rune.ToString());
        }
        return cut.ToString().TrimEnd() + "…";
    }

    /// <summary>Text broken at blanks into lines of at most so many cells; a word that is longer stays whole, and a number keeps its unit.</summary>
    public static IEnumerable<string> Wrap(string text, int cells)
    {
        StringBuilder line = new();
        foreach (string word in Words(text))
        {
            if (line.Length > 0 && line.ToString().GetCellWidth() + 1 + word.GetCellWidth() > cells)
            {
                yield return line.ToString();
                line.Clear();
            }
            line.Append(line.Length > 0 ? " " : "").Append(word);
        }
        yield return line.ToString();
    }

    /// <summary>The words of a text; a number and a short word behind it (`55.3 %`, `1.2 GB`) are one.</summary>
    private static IEnumerable<string> Words(string text)
    {
        string[] words = text.Split(' ');
        for (int i = 0; i < words.Length; i++)
        {
            bool isNumber = words[i].Length > 0 && char.IsAsciiDigit(words[i][^1]) && i + 1 < words.Length && words[i + 1].Length is > 0 and <= 3;
            yield return isNumber ? $"{words[i]} {words[++i]}" : words[i];
        }
    }

    private static string Two(long first, string firstUnit, long second, string secondUnit) =>
        second == 0 ? $"{Count(first)} {firstUnit}" : $"{Count(first)} {firstUnit} {second} {secondUnit}";

    private static string Digits(double value, bool whole) =>
        value.ToString(whole || value >= 99.95 ? "0" : value >= 9.995 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
