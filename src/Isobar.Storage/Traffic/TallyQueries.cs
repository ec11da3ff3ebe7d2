using Isobar.Core.Atlas;
using Isobar.Storage.Columns;
using Isobar.Storage.DuckDb;

namespace Isobar.Storage.Traffic;

/// <summary>The questions asked of the tallies. The engine does the work; what comes back is columns again.</summary>
internal static class TallyQueries
{
    /// <summary>Sums of all rows.</summary>
    public static TrafficTotals Totals(DuckDbConnection connection, ColumnRange range)
    {
        using DuckDbDataReader reader = connection.ExecuteReader($"""
            SELECT count(*), count(DISTINCT window_start), count(DISTINCT city_network), {Sum("bytes_in")}, {Sum("bytes_out")}, {Sum("connections")},
              {Sum("attempts")}, {Sum("network_failures")}, {Sum("service_failures")}
            FROM {range.Rows()}
            """);
        reader.ReadChunk();
        long Value(int column) => reader.Column<long>(column)[0];
        return new(Value(0), Value(1), Value(2), Value(3), Value(4), Value(5), Value(6), Value(7), Value(8));
    }

    /// <summary>The largest city-networks.</summary>
    public static CityNetworkTotals Top(DuckDbConnection connection, ColumnRange range, int count)
    {
        var top = new CityNetworkTotals();
        using DuckDbDataReader reader = connection.ExecuteReader(
            $"""
            SELECT city_network, {Sum("bytes_in")} AS received, {Sum("bytes_out")} AS sent, {Sum("connections")} AS number
            FROM {range.Rows()} GROUP BY city_network ORDER BY received + sent DESC, number DESC, city_network LIMIT ?
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

    /// <summary>Sums of each source.</summary>
    public static Dictionary<string, SourceTotals> BySource(DuckDbConnection connection, ColumnRange range)
    {
        var totals = new Dictionary<string, SourceTotals>(StringComparer.Ordinal);
        using DuckDbDataReader reader = connection.ExecuteReader(
            $"SELECT source, {Sum("bytes_in")}, {Sum("bytes_out")}, {Sum("connections")}, count(DISTINCT city_network) FROM {range.Rows()} GROUP BY source");
        while (reader.ReadChunk())
        {
            for (int row = 0; row < reader.Count; row++)
            {
                totals.Add(reader.GetString(0, row), new(reader.Column<long>(1)[row], reader.Column<long>(2)[row], reader.Column<long>(3)[row], reader.Column<long>(4)[row]));
            }
        }
        return totals;
    }

    /// <summary>Sums of each city-network over some sources, in no order.</summary>
    public static CityNetworkTotals Of(DuckDbConnection connection, ColumnRange range, IEnumerable<string> sources)
    {
        var all = new CityNetworkTotals();
        string among = string.Join(',', sources.Select(SealedDays.Quote));
        using DuckDbDataReader reader = connection.ExecuteReader(
            $"SELECT city_network, {Sum("bytes_in")}, {Sum("bytes_out")}, {Sum("connections")} FROM {range.Rows(among.Length > 0 ? $"source IN ({among})" : "false")} GROUP BY city_network");
        while (reader.ReadChunk())
        {
            foreach (ulong id in reader.Column<ulong>(0))
            {
                all.CityNetwork.Add(new CityNetworkId(id));
            }
            all.BytesIn.AddRange(reader.Column<long>(1));
            all.BytesOut.AddRange(reader.Column<long>(2));
            all.Connections.AddRange(reader.Column<long>(3));
        }
        return all;
    }

    /// <summary>The (shard, window) pairs that have a row.</summary>
    public static List<(short Shard, long WindowStart)> Windows(DuckDbConnection connection, ColumnRange range)
    {
        var windows = new List<(short, long)>();
        using DuckDbDataReader reader = connection.ExecuteReader($"SELECT DISTINCT shard, window_start FROM {range.Rows()}");
        while (reader.ReadChunk())
        {
            for (int row = 0; row < reader.Count; row++)
            {
                windows.Add((reader.Column<short>(0)[row], reader.Column<long>(1)[row]));
            }
        }
        return windows;
    }

    /// <summary>The hours of a day in which a location has a row.</summary>
    public static List<(string ServiceLocation, int Hour)> Hours(DuckDbConnection connection, ColumnRange range, long dayStart)
    {
        var hours = new List<(string, int)>();
        using DuckDbDataReader reader = connection.ExecuteReader(
            $"SELECT DISTINCT service_location, CAST((window_start - ?) // 3600 AS INTEGER) AS hour FROM {range.Rows()} ORDER BY service_location, hour",
            dayStart);
        while (reader.ReadChunk())
        {
            for (int row = 0; row < reader.Count; row++)
            {
                hours.Add((reader.GetString(0, row), reader.Column<int>(1)[row]));
            }
        }
        return hours;
    }

    // The engine sums BIGINT in 128 bits; a sum past 63 bits is an error there, not a wrong number.
    private static string Sum(string column) => $"CAST(coalesce(sum({column}), 0) AS BIGINT)";
}
