using System.Globalization;
using System.Text.RegularExpressions;

namespace Isobar.Storage.Measurements;

/// <summary>A UTC day whose rows lie in a file of their own.</summary>
/// <param name="Day">Days since 1970-01-01.</param>
/// <param name="File">Name of the file inside `days/`, such as `2026-11-20.1.duckdb`; the number rises when a day is written anew.</param>
/// <param name="Rows">Rows in it.</param>
/// <param name="LastCommit">The highest commit number of its rows.</param>
internal sealed partial record SealedDay(long Day, string File, long Rows, long LastCommit)
{
    /// <summary>Seconds of a UTC day as Unix time counts them.</summary>
    public const long Seconds = 86_400;

    private static readonly int s_epoch = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>First second of the day, Unix time.</summary>
    public long Start => Day * Seconds;

    /// <summary>First second after the day, Unix time.</summary>
    public long End => Start + Seconds;

    /// <summary>The name under which the engine knows the attached file, as an SQL identifier.</summary>
    public string Catalog => $"\"{File[..File.LastIndexOf('.')]}\"";

    /// <summary>The day of an instant; rounds down before 1970 too.</summary>
    public static long DayOf(long unixSeconds) => Math.DivRem(unixSeconds, Seconds) is var (day, rest) && rest < 0 ? day - 1 : day;

    /// <summary>First second of the day of an instant, Unix time.</summary>
    public static long StartOf(long unixSeconds) => DayOf(unixSeconds) * Seconds;

    /// <summary>The day of a date.</summary>
    public static long DayOf(DateOnly date) => date.DayNumber - s_epoch;

    /// <summary>The file name of a day's n-th writing.</summary>
    public static string FileName(long day, int generation) => string.Create(
        CultureInfo.InvariantCulture, $"{DateOnly.FromDayNumber(checked((int)day + s_epoch)):yyyy-MM-dd}.{generation}.duckdb");

    /// <summary>Reads a file name; false for files that are not a day's.</summary>
    public static bool TryParseName(string name, out DateOnly date, out int generation)
    {
        Match match = NamePattern().Match(name);
        generation = 0;
        date = default;
        return match.Success
            && DateOnly.TryParseExact(match.Groups[1].ValueSpan, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date)
            && int.TryParse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out generation);
    }

    /// <summary>Whether a file name is a day's file, or what an interrupted writing of one leaves.</summary>
    public static bool IsOurs(string name) => LeftoverPattern().IsMatch(name);

    [GeneratedRegex(@"^(\d{4}-\d\d-\d\d)\.(\d{1,9})\.duckdb$", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d\.\d{1,9}\.duckdb(\.new)?(\.wal)?$", RegexOptions.CultureInvariant)]
    private static partial Regex LeftoverPattern();
}
