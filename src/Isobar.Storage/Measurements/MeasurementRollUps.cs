using System.Globalization;
using Isobar.Storage.Columns;
using Isobar.Storage.DuckDb;

namespace Isobar.Storage.Measurements;

/// <summary>Writes the roll-ups of a day's measurements, and finds them again.</summary>
internal static class MeasurementRollUps
{
    /// <summary>Rows that are summed at a time: 45 sums of some 40,000 city-network hours are 40 MB for each thread.</summary>
    private const int RowsPerPart = 500_000;

    /// <summary>Version of a day's file with roll-ups. One without has that of the tables up to 3; 4 had fewer of them.</summary>
    public const int FileVersion = 5;

    /// <summary>Names of their tables.</summary>
    public static readonly string[] Names = [.. MeasurementRollUp.Of.Select(rollUp => rollUp.Name)];

    /// <summary>Writes all of them, in the caller's transaction.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="catalog">Where the day's rows lie, sorted, and where the roll-ups go.</param>
    /// <param name="count">Number of the day's rows.</param>
    /// <exception cref="DuckDbException">A sum does not fit: <see cref="DuckDbException.IsOutOfRange"/>.</exception>
    public static void Write(DuckDbConnection connection, string catalog, long count)
    {
        string rows = $"SELECT {ColumnSchema.Measurements.Select} FROM {catalog}.{ColumnSchema.Measurements.Name}";
        connection.ExecuteNonQuery($"CREATE TABLE {catalog}.{MeasurementRollUp.Windows.Name} AS {MeasurementRollUp.Windows.OfRows(rows)}");
        // A row of it is of one window, so that parts by time have no group in common.
        string named = $"SELECT * FROM ({rows}) AS unnamed {SumParts.CountryJoin($"{catalog}.city_networks")}";
        WriteInParts(connection, catalog, MeasurementRollUp.Countries, named, [.. TimeParts(connection, catalog, count)]);
        WriteInParts(connection, catalog, MeasurementRollUp.Hours, rows, [.. CityNetworkParts.Of(count, RowsPerPart)]);
        connection.ExecuteNonQuery($"CREATE TABLE {catalog}.{MeasurementRollUp.Days.Name} AS {MeasurementRollUp.Days.OfStored($"{catalog}.{MeasurementRollUp.Hours.Name}")}");
    }

    private static void WriteInParts(DuckDbConnection connection, string catalog, MeasurementRollUp rollUp, string rows, IReadOnlyList<string> parts)
    {
        string table = $"{catalog}.{rollUp.Name}";
        for (int part = 0; part < parts.Count; part++)
        {
            connection.ExecuteNonQuery($"{(part == 0 ? $"CREATE TABLE {table} AS" : $"INSERT INTO {table}")} {rollUp.OfRows($"{rows} WHERE {parts[part]}")}");
        }
    }

    /// <summary>Conditions that divide a day's windows into parts of about as many rows as are summed at a time.</summary>
    private static IEnumerable<string> TimeParts(DuckDbConnection connection, string catalog, long count)
    {
        long start = SealedDay.StartOf(connection.ExecuteInt64($"SELECT min(window_start) FROM {catalog}.{ColumnSchema.Measurements.Name}") ?? 0);
        long parts = Math.Clamp(count / RowsPerPart + 1, 1, SealedDay.Seconds);
        for (long part = 0; part < parts; part++)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"window_start >= {start + SealedDay.Seconds * part / parts} AND window_start < {start + SealedDay.Seconds * (part + 1) / parts}");
        }
    }

    /// <summary>Whether a day's attached file has them: its version says so. (The engine's list of tables takes 15 ms where thirty days are attached.)</summary>
    public static bool AreIn(DuckDbConnection connection, SealedDay day) => day.Table == ColumnSchema.Measurements
        && connection.ExecuteInt64(string.Create(CultureInfo.InvariantCulture, $"SELECT count(*) FROM {day.Catalog}.day_facts WHERE version >= {FileVersion}")) > 0;
}
