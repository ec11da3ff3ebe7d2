using System.Globalization;
using Isobar.Core.Atlas;
using Isobar.Storage.DuckDb;

namespace Isobar.Storage.Measurements;

/// <summary>The questions asked of the columns. The engine does the work; what comes back is columns again.</summary>
internal static class MeasurementQueries
{
    /// <summary>The rows of a range as one relation: those of the hot file up to a commit, and those of the sealed days.</summary>
    public static string Rows(IEnumerable<SealedDay> days, long committed, long from, long to)
    {
        string range = string.Create(CultureInfo.InvariantCulture, $"window_start >= {from} AND window_start < {to}");
        string hot = string.Create(
            CultureInfo.InvariantCulture, $"SELECT {MeasurementSchema.TallySelect} FROM tallies WHERE commit_no <= {committed} AND {range}");
        IEnumerable<string> parts = days.Select(day => $"SELECT {MeasurementSchema.TallySelect} FROM {day.Catalog}.tallies WHERE {range}");
        return $"({string.Join(" UNION ALL ", parts.Prepend(hot))})";
    }

    /// <summary>Sums of all rows.</summary>
    public static TrafficTotals Totals(DuckDbConnection connection, string rows)
    {
        using DuckDbDataReader reader = connection.ExecuteReader($"""
            SELECT count(*), count(DISTINCT window_start), count(DISTINCT city_network), {Sum("bytes_in")}, {Sum("bytes_out")}, {Sum("connections")},
              {Sum("attempts")}, {Sum("network_failures")}, {Sum("service_failures")}
            FROM {rows}
            """);
        reader.ReadChunk();
        long Value(int column) => reader.Column<long>(column)[0];
        return new(Value(0), Value(1), Value(2), Value(3), Value(4), Value(5), Value(6), Value(7), Value(8));
    }

    /// <summary>The largest city-networks.</summary>
    public static CityNetworkTotals Top(DuckDbConnection connection, string rows, int count)
    {
        var top = new CityNetworkTotals();
        using DuckDbDataReader reader = connection.ExecuteReader(
            $"""
            SELECT city_network, {Sum("bytes_in")} AS received, {Sum("bytes_out")} AS sent, {Sum("connections")} AS number
            FROM {rows} GROUP BY city_network ORDER BY received + sent DESC, number DESC, city_network LIMIT ?
            """,
            count);
        while (reader.ReadChunk())
        {
            foreach (ulong id in reader.Column<ulong>(0))
            {
                top.CityNetwork.Add(new CityNetworkId(id));
            }
            top.BytesIn.AddRange(reader.Column<long>(1));
            top.BytesOut.AddRange(reader.Column<long>(2));
            top.Connections.AddRange(reader.Column<long>(3));
        }
        return top;
    }

    /// <summary>The days that have a row, in order.</summary>
    public static List<long> Days(DuckDbConnection connection, string rows) =>
        // floor() and not //, which rounds towards zero before 1970. Exact: seconds of the years 1 to 9999 fit a double.
        Longs(connection, $"SELECT DISTINCT CAST(floor(window_start / {SealedDay.Seconds}.0) AS BIGINT) AS day FROM {rows} ORDER BY day");

    /// <summary>The (shard, window) pairs that have a row.</summary>
    public static List<(short Shard, long WindowStart)> Windows(DuckDbConnection connection, string rows)
    {
        var windows = new List<(short, long)>();
        using DuckDbDataReader reader = connection.ExecuteReader($"SELECT DISTINCT shard, window_start FROM {rows}");
        while (reader.ReadChunk())
        {
            for (int row = 0; row < reader.Count; row++)
            {
                windows.Add((reader.Column<short>(0)[row], reader.Column<long>(1)[row]));
            }
        }
        return windows;
    }

    private static List<long> Longs(DuckDbConnection connection, string sql)
    {
        var values = new List<long>();
        using DuckDbDataReader reader = connection.ExecuteReader(sql);
        while (reader.ReadChunk())
        {
            values.AddRange(reader.Column<long>(0));
        }
        return values;
    }

    // The engine sums BIGINT in 128 bits; a sum past 63 bits is an error there, not a wrong number.
    private static string Sum(string column) => $"CAST(coalesce(sum({column}), 0) AS BIGINT)";
}
