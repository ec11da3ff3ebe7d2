using System.Globalization;
using Isobar.Core.Monitors;
using Isobar.Storage.Columns;
using Isobar.Storage.Measurements;

namespace Isobar.Storage.Explorer;

/// <summary>The explorer's statements.</summary>
internal static class ExplorerSql
{
    private static readonly string[] s_metrics = ["availability", "performance"];

    /// <summary>Values of a dimension and their bytes, the most bytes first.</summary>
    /// <param name="range">The range.</param>
    /// <param name="scope">Which traffic.</param>
    /// <param name="dimension">The dimension.</param>
    /// <param name="condition">A further condition on values of the dimension; empty for none.</param>
    /// <param name="most">Most values.</param>
    /// <param name="arithmetic">In how many bits.</param>
    public static string Ranking(ColumnRange range, ExplorerScope scope, ExplorerDimension dimension, string condition, int most, SumArithmetic arithmetic)
    {
        PlaceDetail detail = ExplorerValues.DetailOf(dimension);
        RowFilter filter = condition.Length > 0 || detail == PlaceDetail.CityNetwork ? ExplorerValues.Rows(scope, dimension) : ExplorerValues.RowsByLeavingOut(scope, dimension);
        // Address families are two values, so there is nothing to gain by a condition on rows.
        bool isOfValues = condition.Length == 0 || dimension == ExplorerDimension.AddressFamily;
        filter = isOfValues ? filter : dimension == ExplorerDimension.ServiceLocation ? filter.And(condition) : filter.AndOfNames(condition);
        // By city-network first, if they must be told apart: few are left to be given their value, which is a text.
        bool isPlace = detail != PlaceDetail.None && (detail == PlaceDetail.CityNetwork || filter.Places == PlaceDetail.CityNetwork);
        string sums = SumParts.Of(range, filter, 0, detail, [SumColumns.BytesIn, SumColumns.BytesOut])
            .Sql([isPlace ? ("place", "city_network") : ("value", ExplorerValues.Expression(dimension))], "", arithmetic);
        string valued = isPlace ? $"(SELECT {ExplorerValues.Expression(dimension)} AS value, bytes_in, bytes_out FROM ({sums}) AS sums JOIN city_networks ON id = place)" : $"({sums})";
        string passing = isOfValues && condition.Length > 0 ? $"value IS NOT NULL AND {condition}" : "value IS NOT NULL";
        return string.Create(CultureInfo.InvariantCulture, $"""
            SELECT value, CAST(sum(bytes_in + bytes_out) AS BIGINT) AS bytes FROM {valued} AS valued WHERE {passing} GROUP BY value ORDER BY bytes DESC, value LIMIT {most}
            """);
    }

    /// <summary>
    /// The measures of each step and group, and of each group in the whole range, whose step is NULL. Groups are told by their rank among the values, what is left by the number of values.
    /// </summary>
    public static string Chart(
        ColumnRange range, ExplorerQuestion question, ExplorerSteps steps, IReadOnlyList<ExplorerValue> values, SumArithmetic arithmetic)
    {
        ExplorerScope scope = question.Scope;
        SumColumn[] columns = [.. SumColumns.OfExplorer(scope.WeighedIn)];
        // A top of cities or networks is a small part of the rows; of all together, or of a country, there are sums, but with finer filters there are none.
        bool isApart = values.Count > 0 && ExplorerValues.RowsByLeavingOut(scope, question.GroupBy).Places != PlaceDetail.CityNetwork && ExplorerValues.DetailOf(question.GroupBy) == PlaceDetail.CityNetwork;
        string sums = isApart ? TopAndLeft(range, question, steps, values, columns, arithmetic) : OnePass(range, question, steps, values, columns, arithmetic);
        string measures = Measures(scope.WeighedIn), totals = string.Join(", ", columns.Select(column => $"{column.OfParts} AS {column.Name}"));
        return $"""
            WITH {sums}
            SELECT step, CAST(rank AS INTEGER), {measures} FROM each_sums
            UNION ALL SELECT NULL, CAST(rank AS INTEGER), {measures} FROM (SELECT rank, {totals} FROM each_sums GROUP BY rank) AS totals
            """;
    }

    private static string OnePass(
        ColumnRange range, ExplorerQuestion question, ExplorerSteps steps, IReadOnlyList<ExplorerValue> values, SumColumn[] columns, SumArithmetic arithmetic)
    {
        PlaceDetail detail = values.Count > 0 ? ExplorerValues.DetailOf(question.GroupBy) : PlaceDetail.None;
        RowFilter filter = detail == PlaceDetail.CityNetwork ? ExplorerValues.Rows(question.Scope, question.GroupBy) : ExplorerValues.RowsByLeavingOut(question.Scope, question.GroupBy);
        (string joins, string rank) = Ranked(question.GroupBy, values, detail == PlaceDetail.CityNetwork || filter.Places == PlaceDetail.CityNetwork);
        string sums = SumParts.Of(range, filter, steps.Seconds, detail, columns).Sql([("step", Step(steps)), ("rank", rank)], joins, arithmetic);
        return $"each_sums AS MATERIALIZED ({sums})";
    }

    /// <summary>
    /// The top by itself, and what is left as all less the top: sums are whole numbers, so nothing is lost. All together, and of countries, there are sums by five minutes of, and a filter that few rows
    /// pass is several times as quick as a join that all do.
    /// </summary>
    private static string TopAndLeft(
        ColumnRange range, ExplorerQuestion question, ExplorerSteps steps, IReadOnlyList<ExplorerValue> values, SumColumn[] columns, SumArithmetic arithmetic)
    {
        RowFilter filter = ExplorerValues.RowsByLeavingOut(question.Scope, question.GroupBy);
        string left = Left(values), among = string.Join(", ", values.Select(value => SealedDays.Quote(value.Value)));
        string all = SumParts.Of(range, filter, steps.Seconds, PlaceDetail.None, columns).Sql([("step", Step(steps)), ("rank", left)], "", arithmetic);
        RowFilter few = ExplorerValues.Rows(question.Scope).AndOfNames($"{ExplorerValues.Expression(question.GroupBy)} IN ({among})");
        (string joins, string rank) = Ranked(question.GroupBy, values, hasCityNetworks: true);
        string top = SumParts.Of(range, few, steps.Seconds, PlaceDetail.CityNetwork, columns).Sql([("step", Step(steps)), ("rank", rank)], joins, arithmetic);
        return $"""
            all_sums AS MATERIALIZED ({all}), top_sums AS MATERIALIZED ({top}),
            each_sums AS MATERIALIZED (SELECT * FROM top_sums UNION ALL {Left(columns, left)})
            """;
    }

    /// <summary>All sums less those of the top, where rows are left.</summary>
    private static string Left(SumColumn[] columns, string left)
    {
        string both = string.Join(", ", columns.Select(column => $"CAST(sum({column.Name} * sign) AS HUGEINT) AS {column.Name}"));
        return $"""
            SELECT step, {left} AS rank, {both} FROM (SELECT *, 1 AS sign FROM all_sums UNION ALL SELECT *, -1 AS sign FROM top_sums) AS signed
            GROUP BY step HAVING sum(row_count * sign) > 0
            """;
    }

    /// <summary>City-networks and their measures, the most bytes first.</summary>
    public static string Places(ColumnRange range, ExplorerScope scope, int most, SumArithmetic arithmetic)
    {
        SumColumn[] columns =
        [
            .. SumColumns.OfTraffic(scope.WeighedIn), SumColumns.BytesIn, SumColumns.BytesOut, SumColumns.Weight, .. s_metrics.SelectMany(SumColumns.OfScore),
            .. SumColumns.OfTime(scope.WeighedIn, SumColumns.ExplorerTimes[0]),
        ];
        string sums = SumParts.Of(range, ExplorerValues.Rows(scope), 0, PlaceDetail.CityNetwork, [.. columns.DistinctBy(column => column.Name)])
            .Sql([("place", "city_network")], "", arithmetic);
        return string.Create(CultureInfo.InvariantCulture, $"""
            SELECT place, {SumColumns.MeanScore(s_metrics[0])}, {SumColumns.MeanScore(s_metrics[1])}, CAST(bytes_in AS BIGINT), CAST(bytes_out AS BIGINT),
              {SumColumns.MeanTime(scope.WeighedIn, SumColumns.ExplorerTimes[0])}
            FROM ({sums}) AS sums ORDER BY bytes_in + bytes_out DESC, place LIMIT {most}
            """);
    }

    /// <summary>Start of the last five minutes of a monitor whose address families were not recorded; NULL where there are none.</summary>
    public static string LastNotRecorded(ColumnRange range, string monitor)
    {
        RowFilter filter = new([$"monitor = {SealedDays.Quote(monitor)}"], [], PlaceDetail.None, [AddressFamilies.NotRecorded]);
        string windows = SumParts.Of(range, filter, 0, PlaceDetail.None, [SumColumns.Rows]).Sql([("starts", "window_start")], "", SumArithmetic.Narrow);
        return $"SELECT max(starts) FROM ({windows}) AS windows";
    }

    /// <summary>What is joined to rows so that they have a rank, and their rank.</summary>
    private static (string Joins, string Rank) Ranked(ExplorerDimension dimension, IReadOnlyList<ExplorerValue> values, bool hasCityNetworks)
    {
        string value = values.Count > 0 ? ExplorerValues.Expression(dimension) : "";
        IEnumerable<string> cases = values.Select((one, rank) => string.Create(CultureInfo.InvariantCulture, $"WHEN {SealedDays.Quote(one.Value)} THEN {rank}"));
        string ranked = values.Count > 0 ? $"CASE {value} {string.Join(' ', cases)} ELSE {Left(values)} END" : "0";
        return values.Count > 0 && hasCityNetworks && ExplorerValues.DetailOf(dimension) != PlaceDetail.None
            ? ($"LEFT JOIN (SELECT id, {ranked} AS value_rank FROM city_networks) AS ranked ON id = city_network", $"coalesce(value_rank, {Left(values)})")
            : ("", ranked);
    }

    private static string Left(IReadOnlyList<ExplorerValue> values) => values.Count.ToString(CultureInfo.InvariantCulture);

    private static string Step(ExplorerSteps steps) =>
        string.Create(CultureInfo.InvariantCulture, $"window_start - (window_start % {steps.Seconds} + {steps.Seconds}) % {steps.Seconds}");

    private static string Measures(TrafficWeight weighedIn) => string.Join(
        ", ",
        [
            .. s_metrics.Select(SumColumns.MeanScore), "CAST(bytes_in AS BIGINT)", "CAST(bytes_out AS BIGINT)",
            .. SumColumns.ExplorerTimes.Select(time => SumColumns.MeanTime(weighedIn, time)),
        ]);
}
