using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Isobar.Core.Monitors;

namespace Isobar.Storage.Columns;

/// <summary>A UTC day whose rows of one kind lie in a file of their own.</summary>
/// <param name="Table">The kind of row.</param>
/// <param name="Day">Days since 1970-01-01.</param>
/// <param name="File">Name of the file inside `days/`, such as `2026-11-20.1.duckdb`; the number rises when a day is written anew.</param>
/// <param name="Rows">Rows in it.</param>
/// <param name="LastCommit">The highest commit number of its rows.</param>
internal sealed partial record SealedDay(ColumnTable Table, long Day, string File, long Rows, long LastCommit)
{
    /// <summary>Seconds of a UTC day as Unix time counts them.</summary>
    public const long Seconds = 86_400;

    private static readonly int s_epoch = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>What a file of measurements holds; known once it is attached, 0 of other kinds.</summary>
    public int Version { get; init; }

    /// <summary>Whether roll-ups of the file have sums of city-networks that had no name when it was written.</summary>
    public bool HasUnnamed { get; init; }

    /// <summary>Whether the file holds roll-ups beside the rows.</summary>
    public bool HasRollUps => DayFileVersion.HasRollUps(Version);

    /// <summary>Whether the file tells address families apart: its rows, and its roll-ups if it has any.</summary>
    public bool HasFamilies => DayFileVersion.HasFamilies(Version);

    /// <summary>The table's columns as a select list of the file, attached.</summary>
    public string Select => HasFamilies
        ? Table.Select
        : Table.Select.Replace(
            $", {ColumnSchema.FamiliesColumn}", string.Create(CultureInfo.InvariantCulture, $", CAST({(byte)AddressFamilies.NotRecorded} AS UTINYINT) AS {ColumnSchema.FamiliesColumn}"), StringComparison.Ordinal);

    /// <summary>The day as a date.</summary>
    public DateOnly Date => DateOf(Day);

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

    /// <summary>The date of a day.</summary>
    public static DateOnly DateOf(long day) => DateOnly.FromDayNumber(checked((int)day + s_epoch));

    /// <summary>The file name of a day's n-th writing.</summary>
    public static string FileName(ColumnTable table, long day, int generation) => string.Create(
        CultureInfo.InvariantCulture, $"{table.FilePrefix}{DateOf(day):yyyy-MM-dd}.{generation}.duckdb");

    /// <summary>Which writing of the day the file is; 0 for a name that is no day's.</summary>
    public int Generation => TryParseName(File, out _, out _, out int generation) ? generation : 0;

    /// <summary>Reads a file name; false for files that are not a day's.</summary>
    public static bool TryParseName(string name, [NotNullWhen(true)] out ColumnTable? table, out DateOnly date, out int generation)
    {
        Match match = NamePattern().Match(name);
        generation = 0;
        date = default;
        table = match.Success ? Array.Find(ColumnSchema.Tables, kind => match.Groups[1].ValueSpan.SequenceEqual(kind.FilePrefix)) : null;
        return table is not null
            && DateOnly.TryParseExact(match.Groups[2].ValueSpan, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date)
            && int.TryParse(match.Groups[3].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out generation);
    }

    /// <summary>Whether a file name is a day's file, or what an interrupted writing of one leaves.</summary>
    public static bool IsOurs(string name) => LeftoverPattern().IsMatch(name);

    [GeneratedRegex(@"^([a-z]+-|)(\d{4}-\d\d-\d\d)\.(\d{1,9})\.duckdb$", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^(measurements-|summaries-|metrics-)?\d{4}-\d\d-\d\d\.\d{1,9}\.duckdb(\.new)?(\.wal)?$", RegexOptions.CultureInvariant)]
    private static partial Regex LeftoverPattern();
}
