using System.Globalization;
using Isobar.Core.Monitors;
using Isobar.Storage.Columns;
using Isobar.Storage.DuckDb;

namespace Isobar.Storage.Measurements;

/// <summary>The questions asked of the measurements, answered inside the engine.</summary>
internal static class MeasurementQueries
{
    /// <summary>Order in which rows are handed out.</summary>
    public const string ScanOrder = "window_start, city_network, service_location";

    private static readonly string[] s_metrics = ["availability", "performance"];

    private static readonly string[] s_times = ["rtt_p50", "rtt_p90", "rtt_p95", "ttfb_p50", "ttfb_p90", "ttfb_p95", "ttfb_mean"];

    private static readonly (MeasurementKeys Key, string Column)[] s_places =
    [
        (MeasurementKeys.Country, "country_code"), (MeasurementKeys.Country, "country"), (MeasurementKeys.Subdivision, "subdivision"),
        (MeasurementKeys.Metro, "metro"), (MeasurementKeys.City, "city"), (MeasurementKeys.Asn, "asn"),
    ];

    /// <summary>The rows that pass a filter, its range of time left out.</summary>
    public static RowFilter Rows(MeasurementFilter filter)
    {
        List<string> ofAll = [$"monitor = {SealedDays.Quote(filter.MonitorName)}"];
        if (filter.ServiceLocations is { } locations)
        {
            ofAll.Add(AmongOf("service_location", locations.Select(SealedDays.Quote)));
        }
        ofAll.AddRange(filter.Conditions.Where(each => each.Field == MeasurementField.ServiceLocation).Select(Sql));
        MeasurementCondition[] ofPlace = [.. filter.Conditions.Where(each => each.Field != MeasurementField.ServiceLocation)];
        PlaceDetail places = ofPlace.Length == 0 ? PlaceDetail.None
            : Array.TrueForAll(ofPlace, each => each.Field == MeasurementField.Country) ? PlaceDetail.Country : PlaceDetail.CityNetwork;
        RowFilter rows = new([.. ofAll], [.. ofPlace.Select(Sql)], places);
        return filter.CityNetworks is { } ids ? rows.AndOfCityNetworks(AmongOf("city_network", ids.Select(id => id.Value.ToString(CultureInfo.InvariantCulture)))) : rows;
    }

    /// <summary>Groups of rows, summed.</summary>
    public static MeasurementSums Sum(
        DuckDbConnection connection, ColumnRange range, MeasurementFilter filter, MeasurementGrouping grouping, SumArithmetic arithmetic)
    {
        var sums = new MeasurementSums();
        using DuckDbDataReader reader = connection.ExecuteReader(Sql(range, filter, grouping, arithmetic));
        while (reader.ReadChunk())
        {
            var read = new ColumnReader(reader, 0, reader.Count);
            read.Numbers(sums.StepStart);
            read.Texts(sums.ServiceLocation);
            read.CityNetworks(sums.CityNetwork);
            read.Skip(s_places.Length);
            AddPlaces(reader, sums.Place);
            read.Numbers(sums.Rows);
            read.Numbers(sums.BytesIn);
            read.Numbers(sums.BytesOut);
            read.Numbers(sums.Connections);
            foreach (List<double> column in Means(sums))
            {
                read.Numbers(column);
            }
        }
        return sums;
    }

    /// <summary>The (monitor, five minutes) that have a row.</summary>
    public static List<(string Monitor, long WindowStart)> Windows(DuckDbConnection connection, ColumnRange range)
    {
        var windows = new List<(string, long)>();
        using DuckDbDataReader reader = connection.ExecuteReader($"SELECT DISTINCT monitor, window_start FROM {range.Rows()}");
        while (reader.ReadChunk())
        {
            for (int row = 0; row < reader.Count; row++)
            {
                windows.Add((reader.GetString(0, row), reader.Column<long>(1)[row]));
            }
        }
        return windows;
    }

    /// <summary>Names of the columns that tell groups apart.</summary>
    public static IReadOnlyList<string> KeyNames(MeasurementGrouping grouping)
    {
        List<string> names = [];
        if (grouping.StepSeconds > 0)
        {
            names.Add("step");
        }
        if (grouping.Keys.HasFlag(MeasurementKeys.ServiceLocation))
        {
            names.Add("location");
        }
        if (grouping.Keys.HasFlag(MeasurementKeys.CityNetwork))
        {
            names.Add("place");
        }
        names.AddRange(s_places.Where(part => grouping.Keys.HasFlag(part.Key)).Select(part => $"key_{part.Column}"));
        return names;
    }

    private static string Sql(ColumnRange range, MeasurementFilter filter, MeasurementGrouping grouping, SumArithmetic arithmetic)
    {
        string order = string.Join(", ", KeyNames(grouping).Prepend(grouping.Largest > 0 ? "traffic DESC" : "1"));
        string limit = grouping.Largest > 0 ? string.Create(CultureInfo.InvariantCulture, $"LIMIT {grouping.Largest}") : "";
        return $"{Grouped(range, filter, grouping, arithmetic)} ORDER BY {order} {limit}";
    }

    /// <summary>The groups as a relation, in no order.</summary>
    public static string Grouped(ColumnRange range, MeasurementFilter filter, MeasurementGrouping grouping, SumArithmetic arithmetic)
    {
        TrafficWeight weighedIn = grouping.WeighedIn;
        List<(string Name, string Expression, string Otherwise)> all = [.. AllKeys(filter, grouping.StepSeconds)];
        IReadOnlyList<string> names = KeyNames(grouping);
        List<(string Name, string Expression)> keys = [.. all.Where(key => names.Contains(key.Name)).Select(key => (key.Name, key.Expression))];
        bool places = keys.Exists(key => key.Name.StartsWith("key_", StringComparison.Ordinal));
        SumColumn[] columns =
        [
            SumColumns.Rows, SumColumns.BytesIn, SumColumns.BytesOut, SumColumns.Connections, SumColumns.Weight,
            .. s_metrics.SelectMany(SumColumns.OfScore), .. s_metrics.Select(SumColumns.OfLeast), .. s_times.SelectMany(time => SumColumns.OfTime(weighedIn, time)),
        ];
        string sums = SumParts.Of(range, Rows(filter), grouping.StepSeconds, DetailOf(grouping.Keys), columns)
            .Sql(keys, places ? "LEFT JOIN city_networks ON id = city_network" : "", arithmetic);
        return $"""
            SELECT {string.Join(", ", all.Select(key => names.Contains(key.Name) ? key.Name : $"{key.Otherwise} AS {key.Name}"))}, CAST(row_count AS BIGINT) AS row_count,
              CAST(bytes_in AS BIGINT) AS sum_bytes_in, CAST(bytes_out AS BIGINT) AS sum_bytes_out, CAST(connections AS BIGINT) AS sum_connections,
              CAST(weight AS DOUBLE) / 1000 AS sum_weight,
              {string.Join(", ", s_metrics.Select(metric => $"{SumColumns.MeanScore(metric)} AS {metric}, {SumColumns.LeastScore(metric)} AS least_{metric}"))},
              {string.Join(", ", s_times.Select(time => $"{SumColumns.MeanTime(weighedIn, time)} AS {time}"))},
              {SumColumns.Traffic(weighedIn)} AS traffic
            FROM ({sums}) AS sums
            """;
    }

    private static PlaceDetail DetailOf(MeasurementKeys keys) => (keys & ~MeasurementKeys.ServiceLocation) switch
    {
        MeasurementKeys.None => PlaceDetail.None,
        MeasurementKeys.Country => PlaceDetail.Country,
        _ => PlaceDetail.CityNetwork,
    };

    /// <summary>All keys, each with its expression, and what stands in its place where it is none.</summary>
    private static IEnumerable<(string Name, string Expression, string Otherwise)> AllKeys(MeasurementFilter filter, int seconds)
    {
        // The remainder takes the sign of the dividend; before 1970 steps must round down too.
        yield return (
            "step", string.Create(CultureInfo.InvariantCulture, $"window_start - (window_start % {seconds} + {seconds}) % {seconds}"),
            string.Create(CultureInfo.InvariantCulture, $"CAST({filter.From} AS BIGINT)"));
        yield return ("location", "service_location", "''");
        yield return ("place", "city_network", "CAST(0 AS UBIGINT)");
        foreach ((MeasurementKeys _, string column) in s_places)
        {
            yield return column == "asn"
                ? ("key_asn", "coalesce(asn, 0)", "CAST(0 AS UINTEGER)")
                : ($"key_{column}", $"coalesce({column}, '')", "''");
        }
    }

    private static string Sql(MeasurementCondition condition) => condition.Field switch
    {
        MeasurementField.ServiceLocation => SqlConditions.Of("service_location", true, condition.Operator, condition.Values),
        MeasurementField.Asn => SqlConditions.Of("asn", false, condition.Operator, condition.Values),
        MeasurementField.Network =>
            $"({SqlConditions.Of("network_name", true, condition.Operator, condition.Values)} OR {SqlConditions.Of("CAST(asn AS VARCHAR)", true, condition.Operator, condition.Values)})",
        MeasurementField.Country => SqlConditions.Of("country", true, condition.Operator, condition.Values),
        MeasurementField.Subdivision => SqlConditions.Of("subdivision", true, condition.Operator, condition.Values),
        MeasurementField.Metro => SqlConditions.Of("metro", true, condition.Operator, condition.Values),
        _ => SqlConditions.Of("city", true, condition.Operator, condition.Values),
    };

    private static string AmongOf(string column, IEnumerable<string> literals)
    {
        string list = string.Join(',', literals);
        return list.Length > 0 ? $"{column} IN ({list})" : "false";
    }

    private static List<double>[] Means(MeasurementSums sums) =>
    [
        sums.Weight, sums.Availability, sums.LeastAvailability, sums.Performance, sums.LeastPerformance, sums.RttP50Micros, sums.RttP90Micros,
        sums.RttP95Micros, sums.TtfbP50Micros, sums.TtfbP90Micros, sums.TtfbP95Micros, sums.TtfbMeanMicros,
    ];

    private static void AddPlaces(DuckDbDataReader reader, List<MeasurementPlace> places)
    {
        for (int row = 0; row < reader.Count; row++)
        {
            places.Add(new(
                reader.GetString(3, row), reader.GetString(4, row), reader.GetString(5, row), reader.GetString(6, row), reader.GetString(7, row),
                reader.Column<uint>(8)[row]));
        }
    }
}
