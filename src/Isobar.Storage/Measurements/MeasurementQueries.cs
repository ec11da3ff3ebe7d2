using System.Globalization;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;
using Isobar.Storage.Columns;
using Isobar.Storage.DuckDb;

namespace Isobar.Storage.Measurements;

/// <summary>The questions asked of the measurements, answered inside the engine.</summary>
internal static class MeasurementQueries
{
    /// <summary>Order in which rows are handed out.</summary>
    public const string ScanOrder = "window_start, city_network, service_location";

    // Means are quotients of integer sums: sums of floating-point numbers would depend on how the engine's threads divide the rows.
    private const string WeightMillis = "CAST(round(weight * 1000) AS HUGEINT)";

    private static readonly (MeasurementKeys Key, string Column)[] s_places =
    [
        (MeasurementKeys.Country, "country_code"), (MeasurementKeys.Country, "country"), (MeasurementKeys.Subdivision, "subdivision"),
        (MeasurementKeys.Metro, "metro"), (MeasurementKeys.City, "city"), (MeasurementKeys.Asn, "asn"),
    ];

    /// <summary>The condition on a row that a filter means, its range of time left out.</summary>
    public static string Condition(MeasurementFilter filter)
    {
        string condition = $"monitor = {SealedDays.Quote(filter.MonitorName)}";
        if (filter.CityNetworks is { } ids)
        {
            condition += AmongOf("city_network", ids.Select(id => id.Value.ToString(CultureInfo.InvariantCulture)));
        }
        if (filter.ServiceLocations is { } locations)
        {
            condition += AmongOf("service_location", locations.Select(SealedDays.Quote));
        }
        string[] ofLocation = [.. filter.Conditions.Where(each => each.Field == MeasurementField.ServiceLocation).Select(Sql)];
        string[] ofPlace = [.. filter.Conditions.Where(each => each.Field != MeasurementField.ServiceLocation).Select(Sql)];
        condition += string.Concat(ofLocation.Select(each => $" AND {each}"));
        // Names are few beside rows: which city-networks are meant is found first, and rows are read by their ids.
        return ofPlace.Length == 0 ? condition : $"{condition} AND city_network IN (SELECT id FROM city_networks WHERE {string.Join(" AND ", ofPlace)})";
    }

    /// <summary>Groups of rows, summed.</summary>
    public static MeasurementSums Sum(DuckDbConnection connection, ColumnRange range, MeasurementFilter filter, MeasurementGrouping grouping)
    {
        var sums = new MeasurementSums();
        using DuckDbDataReader reader = connection.ExecuteReader(Sql(range, filter, grouping));
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

    private static string Sql(ColumnRange range, MeasurementFilter filter, MeasurementGrouping grouping)
    {
        string order = string.Join(", ", KeyNames(grouping).Prepend(grouping.Largest > 0 ? "traffic DESC" : "1"));
        string limit = grouping.Largest > 0 ? string.Create(CultureInfo.InvariantCulture, $"LIMIT {grouping.Largest}") : "";
        return $"{Grouped(range, filter, grouping)} ORDER BY {order} {limit}";
    }

    /// <summary>The groups as a relation, in no order.</summary>
    public static string Grouped(ColumnRange range, MeasurementFilter filter, MeasurementGrouping grouping)
    {
        var keys = new List<string>();
        string Key(bool isKey, string expression, string name, string otherwise)
        {
            if (isKey)
            {
                keys.Add(name);
            }
            return $"{(isKey ? expression : otherwise)} AS {name}";
        }
        int seconds = grouping.StepSeconds;
        // The remainder takes the sign of the dividend; before 1970 steps must round down too.
        string step = string.Create(CultureInfo.InvariantCulture, $"window_start - (window_start % {seconds} + {seconds}) % {seconds}");
        string keyColumns = string.Join(", ",
        [
            Key(seconds > 0, step, "step", string.Create(CultureInfo.InvariantCulture, $"CAST({filter.From} AS BIGINT)")),
            Key(grouping.Keys.HasFlag(MeasurementKeys.ServiceLocation), "service_location", "location", "''"),
            Key(grouping.Keys.HasFlag(MeasurementKeys.CityNetwork), "city_network", "place", "CAST(0 AS UBIGINT)"),
            .. s_places.Select(part => part.Column == "asn"
                ? Key(grouping.Keys.HasFlag(part.Key), "coalesce(asn, 0)", "key_asn", "CAST(0 AS UINTEGER)")
                : Key(grouping.Keys.HasFlag(part.Key), $"coalesce({part.Column}, '')", $"key_{part.Column}", "''")),
        ]);
        string traffic = grouping.WeighedIn == TrafficWeight.Bytes ? "(CAST(bytes_in AS HUGEINT) + bytes_out)" : "CAST(connections AS HUGEINT)";
        bool places = keys.Exists(key => key.StartsWith("key_", StringComparison.Ordinal));
        string by = string.Join(", ", keys);
        return $"""
            SELECT {keyColumns}, count(*) AS row_count, {Integer("bytes_in")}, {Integer("bytes_out")}, {Integer("connections")},
              CAST(sum({WeightMillis}) AS DOUBLE) / 1000 AS sum_weight,
              {Score("availability")}, {Score("performance")},
              {Times(traffic, "rtt_p50_us")}, {Times(traffic, "rtt_p90_us")}, {Times(traffic, "rtt_p95_us")},
              {Times(traffic, "ttfb_p50_us")}, {Times(traffic, "ttfb_p90_us")}, {Times(traffic, "ttfb_p95_us")}, {Times(traffic, "ttfb_mean_us")},
              sum({traffic}) AS traffic
            FROM {range.Rows(Condition(filter))}{(places ? " LEFT JOIN city_networks ON id = city_network" : "")}
            {(by.Length > 0 ? $"GROUP BY {by}" : "")} HAVING count(*) > 0
            """;
    }

    private static string Score(string metric)
    {
        string known = string.Create(CultureInfo.InvariantCulture, $"{metric}_state >= {(byte)HealthState.Ok}");
        string mean = Mean(WeightMillis, $"CAST(round({metric}_score * 1000000) AS BIGINT)", known);
        return $"{mean} / 1000000 AS {metric}, coalesce(min(CASE WHEN {known} THEN {metric}_score END), CAST('NaN' AS DOUBLE)) AS least_{metric}";
    }

    private static string Times(string traffic, string column) => $"{Mean(traffic, column, $"{column} > 0")} AS {column[..^"_us".Length]}";

    private static string Mean(string weight, string value, string known) =>
        $"coalesce(CAST(sum(CASE WHEN {known} THEN {weight} * {value} END) AS DOUBLE) "
        + $"/ nullif(CAST(sum(CASE WHEN {known} THEN {weight} END) AS DOUBLE), 0), CAST('NaN' AS DOUBLE))";

    private static string Integer(string column) => $"CAST(sum({column}) AS BIGINT) AS sum_{column}";

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
        return list.Length > 0 ? $" AND {column} IN ({list})" : " AND false";
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
