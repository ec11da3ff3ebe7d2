using System.Globalization;
using Isobar.Core.Monitors;
using Isobar.Storage.Columns;
using Isobar.Storage.DuckDb;

namespace Isobar.Storage.Measurements;

/// <summary>Writes the roll-ups of a day's measurements, and finds them again.</summary>
internal static class MeasurementRollUps
{
    /// <summary>Rows that are summed at a time: 45 sums of some 40,000 city-network hours are 40 MB for each thread.</summary>
    private const int RowsPerPart = 500_000;

    /// <summary>Names of the tables that a day's attached file has of them.</summary>
    public static IEnumerable<string> NamesIn(SealedDay day) =>
        MeasurementRollUp.Of.SelectMany(rollUp => day.HasFamilies ? (string[])[rollUp.Name, rollUp.ByFamily!.Name] : [rollUp.Name]);

    /// <summary>Whether those of a day's attached file have city-networks without a name.</summary>
    public static bool HaveUnnamed(DuckDbConnection connection, SealedDay day) =>
        connection.ExecuteInt64($"SELECT count(*) FROM {day.Catalog}.{MeasurementRollUp.Countries.Name} WHERE country IS NULL") > 0;

    /// <summary>Writes all of them, in the caller's transaction.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="catalog">Where the day's rows lie, sorted, and where the roll-ups go.</param>
    /// <param name="count">Number of the day's rows.</param>
    /// <exception cref="DuckDbException">A sum does not fit: <see cref="DuckDbException.IsOutOfRange"/>.</exception>
    public static void Write(DuckDbConnection connection, string catalog, long count)
    {
        string rows = $"SELECT {ColumnSchema.Measurements.Select} FROM {catalog}.{ColumnSchema.Measurements.Name}";
        Write(connection, catalog, count, rows, rollUp => rollUp);
        Write(connection, catalog, count, SharesOf(catalog), rollUp => rollUp.ByFamily!);
    }

    private static void Write(DuckDbConnection connection, string catalog, long count, string rows, Func<MeasurementRollUp, MeasurementRollUp> kind)
    {
        MeasurementRollUp windows = kind(MeasurementRollUp.Windows), hours = kind(MeasurementRollUp.Hours), days = kind(MeasurementRollUp.Days);
        connection.ExecuteNonQuery($"CREATE TABLE {catalog}.{windows.Name} AS {windows.OfRows(rows)}");
        // A row of it is of one window, so that parts by time have no group in common.
        string named = $"SELECT * FROM ({rows}) AS unnamed {SumParts.CountryJoin($"{catalog}.city_networks")}";
        WriteInParts(connection, catalog, kind(MeasurementRollUp.Countries), named, [.. TimeParts(connection, catalog, count)]);
        WriteInParts(connection, catalog, hours, $"SELECT * FROM ({rows}) AS whole", [.. CityNetworkParts.Of(count, RowsPerPart)]);
        connection.ExecuteNonQuery($"CREATE TABLE {catalog}.{days.Name} AS {days.OfStored($"{catalog}.{hours.Name}")}");
    }

    /// <summary>The rows that shares are the sums of, some of them to be taken away.</summary>
    private static string SharesOf(string catalog)
    {
        string Rows(string table, string condition, int share, int sign) => string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT {ColumnSchema.Measurements.Select}, CAST({share} AS TINYINT) AS share, {sign} AS sign FROM {catalog}.{table} WHERE {ColumnSchema.FamiliesColumn} {condition}");
        string whole = ColumnSchema.Measurements.Name, parts = ColumnSchema.Parts;
        string ipv4 = $"= {(byte)AddressFamilies.IPv4}", ipv6 = $"= {(byte)AddressFamilies.IPv6}", notRecorded = $"= {(byte)AddressFamilies.NotRecorded}", notIPv4 = $"<> {(byte)AddressFamilies.IPv4}";
        return string.Join(
            " UNION ALL ",
            Rows(whole, ipv6, FamilyShare.IPv6, 1), Rows(parts, ipv6, FamilyShare.IPv6, 1), Rows(whole, notRecorded, FamilyShare.NotRecorded, 1), Rows(whole, notIPv4, FamilyShare.NotIPv4, 1),
            Rows(parts, ipv4, FamilyShare.NotIPv4, -1));
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
}
