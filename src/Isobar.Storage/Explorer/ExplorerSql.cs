using System.Globalization;
using Isobar.Core.Monitors;
using Isobar.Storage.Columns;
using Isobar.Storage.Measurements;

namespace Isobar.Storage.Explorer;

/// <summary>The explorer's statements.</summary>
internal static class ExplorerSql
{
    /// <summary>Times that are told, in the order of the columns.</summary>
    private static readonly string[] s_times = ["rtt_p50", "rtt_p90", "rtt_p95", "ttfb_mean"];

    private static readonly string[] s_metrics = ["availability", "performance"];

    /// <summary>Values of a dimension and their bytes, the most bytes first.</summary>
    /// <param name="range">The range.</param>
    /// <param name="scope">Which traffic.</param>
    /// <param name="dimension">The dimension.</param>
    /// <param name="condition">A further condition on rows; empty for none.</param>
    /// <param name="most">Most values.</param>
    /// <param name="arithmetic">In how many bits.</param>
    public static string Ranking(ColumnRange range, ExplorerScope scope, ExplorerDimension dimension, string condition, int most, SumArithmetic arithmetic)
    {
        bool isPlace = ExplorerValues.IsPlace(dimension);
        string rows = ExplorerValues.Condition(scope) + (condition.Length > 0 ? $" AND {condition}" : "");
        SumParts parts = SumParts.Of(range, rows, 0, isPlace || HasPlaces(scope));
        // By city-network first: few are left to be given their value, which is a text.
        string sums = parts.Sql([isPlace ? ("place", "city_network") : ("value", "service_location")], "", [SumColumns.BytesIn, SumColumns.BytesOut], arithmetic);
        string valued = isPlace ? $"(SELECT coalesce({ExplorerValues.Expression(dimension)}, '') AS value, bytes_in, bytes_out FROM ({sums}) AS sums LEFT JOIN city_networks ON id = place)" : $"({sums})";
        return string.Create(CultureInfo.InvariantCulture, $"""
            SELECT value, CAST(sum(bytes_in + bytes_out) AS BIGINT) AS bytes FROM {valued} AS valued GROUP BY value ORDER BY bytes DESC, value LIMIT {most}
            """);
    }

    /// <summary>
    /// The measures of each step and group, and of each group in the whole range, whose step is NULL. Groups are told by their rank among the values, what is left by the number of values.
    /// </summary>
    public static string Chart(
        ColumnRange range, ExplorerQuestion question, ExplorerSteps steps, IReadOnlyList<ExplorerValue> values, SumArithmetic arithmetic)
    {
        ExplorerScope scope = question.Scope;
        SumParts parts = SumParts.Of(range, ExplorerValues.Condition(scope), steps.Seconds, ExplorerValues.IsPlace(question.GroupBy) || HasPlaces(scope));
        SumColumn[] columns =
        [
            .. SumColumns.OfTraffic(scope.WeighedIn), SumColumns.BytesIn, SumColumns.BytesOut, SumColumns.Weight, .. s_metrics.SelectMany(SumColumns.OfScore),
            .. s_times.SelectMany(time => SumColumns.OfTime(scope.WeighedIn, time)),
        ];
        columns = [.. columns.DistinctBy(column => column.Name)];
        string step = string.Create(CultureInfo.InvariantCulture, $"window_start - (window_start % {steps.Seconds} + {steps.Seconds}) % {steps.Seconds}");
        (string joins, string rank) = Ranked(question.GroupBy, values);
        string sums = parts.Sql([("step", step), ("rank", rank)], joins, columns, arithmetic);
        string measures = Measures(scope.WeighedIn), totals = string.Join(", ", columns.Select(column => $"{column.OfParts} AS {column.Name}"));
        return $"""
            WITH sums AS MATERIALIZED ({sums})
            SELECT step, rank, {measures} FROM sums UNION ALL SELECT NULL, rank, {measures} FROM (SELECT rank, {totals} FROM sums GROUP BY rank) AS totals
            """;
    }

    /// <summary>City-networks and their measures, the most bytes first.</summary>
    public static string Places(ColumnRange range, ExplorerScope scope, int most, SumArithmetic arithmetic)
    {
        SumColumn[] columns =
        [
            .. SumColumns.OfTraffic(scope.WeighedIn), SumColumns.BytesIn, SumColumns.BytesOut, SumColumns.Weight, .. s_metrics.SelectMany(SumColumns.OfScore),
            .. SumColumns.OfTime(scope.WeighedIn, s_times[0]),
        ];
        string sums = SumParts.Of(range, ExplorerValues.Condition(scope), 0, true)
            .Sql([("place", "city_network")], "", [.. columns.DistinctBy(column => column.Name)], arithmetic);
        return string.Create(CultureInfo.InvariantCulture, $"""
            SELECT place, {SumColumns.MeanScore(s_metrics[0])}, {SumColumns.MeanScore(s_metrics[1])}, CAST(bytes_in AS BIGINT), CAST(bytes_out AS BIGINT),
              {SumColumns.MeanTime(scope.WeighedIn, s_times[0])}
            FROM ({sums}) AS sums ORDER BY bytes_in + bytes_out DESC, place LIMIT {most}
            """);
    }

    /// <summary>What is joined to rows so that they have a rank, and their rank.</summary>
    private static (string Joins, string Rank) Ranked(ExplorerDimension dimension, IReadOnlyList<ExplorerValue> values)
    {
        if (values.Count == 0)
        {
            return ("", "0");
        }
        string list = string.Join(", ", values.Select((value, rank) => string.Create(CultureInfo.InvariantCulture, $"({SealedDays.Quote(value.Value)}, {rank})")));
        string top = $"(VALUES {list}) AS top(value, value_rank)", left = values.Count.ToString(CultureInfo.InvariantCulture);
        if (!ExplorerValues.IsPlace(dimension))
        {
            return ($"LEFT JOIN {top} ON value = service_location", $"coalesce(value_rank, {left})");
        }
        // City-networks whose name was never stored have the empty value.
        int nameless = values.Select(value => value.Value).ToList().IndexOf("");
        string ranked = $"(SELECT id, coalesce(value_rank, {left}) AS place_rank FROM city_networks LEFT JOIN {top} ON value = {ExplorerValues.Expression(dimension)}) AS ranked";
        return ($"LEFT JOIN {ranked} ON id = city_network", string.Create(CultureInfo.InvariantCulture, $"coalesce(place_rank, {(nameless < 0 ? values.Count : nameless)})"));
    }

    private static string Measures(TrafficWeight weighedIn) => string.Join(
        ", ",
        [
            .. s_metrics.Select(SumColumns.MeanScore), "CAST(bytes_in AS BIGINT)", "CAST(bytes_out AS BIGINT)",
            .. s_times.Select(time => SumColumns.MeanTime(weighedIn, time)),
        ]);

    private static bool HasPlaces(ExplorerScope scope) =>
        scope.Filters.Any(filter => ExplorerValues.IsPlace(filter.Dimension) && filter.Include.Count + filter.Exclude.Count > 0);
}
