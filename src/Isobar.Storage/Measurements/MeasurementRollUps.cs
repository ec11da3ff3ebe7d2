using System.Globalization;
using Isobar.Storage.Columns;
using Isobar.Storage.DuckDb;

namespace Isobar.Storage.Measurements;

/// <summary>Writes the roll-ups of a day's measurements, and finds them again.</summary>
internal static class MeasurementRollUps
{
    /// <summary>Rows that are summed to hours at a time: 45 sums of some 40,000 city-network hours are 40 MB for each thread.</summary>
    private const int RowsPerPart = 500_000;

    /// <summary>Version of a day's file with roll-ups. One without has that of the tables up to 3.</summary>
    public const int FileVersion = 4;

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
        string hours = $"{catalog}.{MeasurementRollUp.Hours.Name}";
        bool isFirst = true;
        foreach (string part in CityNetworkParts.Of(count, RowsPerPart))
        {
            connection.ExecuteNonQuery($"{(isFirst ? $"CREATE TABLE {hours} AS" : $"INSERT INTO {hours}")} {MeasurementRollUp.Hours.OfRows($"{rows} WHERE {part}")}");
            isFirst = false;
        }
        connection.ExecuteNonQuery($"CREATE TABLE {catalog}.{MeasurementRollUp.Days.Name} AS {MeasurementRollUp.Days.OfStored(hours)}");
    }

    /// <summary>Whether a day's attached file has them: its version says so. (The engine's list of tables takes 15 ms where thirty days are attached.)</summary>
    public static bool AreIn(DuckDbConnection connection, SealedDay day) => day.Table == ColumnSchema.Measurements
        && connection.ExecuteInt64(string.Create(CultureInfo.InvariantCulture, $"SELECT count(*) FROM {day.Catalog}.day_facts WHERE version >= {FileVersion}")) > 0;
}
