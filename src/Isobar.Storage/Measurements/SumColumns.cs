using System.Globalization;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;

namespace Isobar.Storage.Measurements;

/// <summary>
/// The sums that every answer about measurements is made of, and the answers as quotients of them. All are whole numbers: sums of floating-point numbers would depend on how the engine's threads
/// divide the rows.
/// </summary>
internal static class SumColumns
{
    private const string NotANumber = "CAST('NaN' AS DOUBLE)";

    private static readonly string[] s_times = ["rtt_p50", "rtt_p90", "rtt_p95", "ttfb_p50", "ttfb_p90", "ttfb_p95", "ttfb_mean"];

    private static readonly string s_known = string.Create(CultureInfo.InvariantCulture, $">= {(byte)HealthState.Ok}");

    /// <summary>Measurements.</summary>
    public static readonly SumColumn Rows = SumColumn.Narrow("row_count", "CAST(count(*) AS HUGEINT)");

    /// <summary>Bytes from clients.</summary>
    public static readonly SumColumn BytesIn = SumColumn.Narrow("bytes_in", "sum(bytes_in)");

    /// <summary>Bytes to clients.</summary>
    public static readonly SumColumn BytesOut = SumColumn.Narrow("bytes_out", "sum(bytes_out)");

    /// <summary>Connections or requests.</summary>
    public static readonly SumColumn Connections = SumColumn.Narrow("connections", "sum(connections)");

    /// <summary>Weights in thousandths.</summary>
    public static readonly SumColumn Weight = SumColumn.Narrow("weight", "sum(weight_millis)");

    /// <summary>All columns, as a roll-up has them.</summary>
    public static IEnumerable<SumColumn> All { get; } =
    [
        Rows, BytesIn, BytesOut, Connections, Weight, .. OfScore("availability"), OfLeast("availability"), .. OfScore("performance"), OfLeast("performance"),
        .. s_times.SelectMany(time => (SumColumn[])[.. OfTime(TrafficWeight.Bytes, time), .. OfTime(TrafficWeight.Connections, time)]),
    ];

    /// <summary>Times that the explorer tells.</summary>
    public static IReadOnlyList<string> ExplorerTimes { get; } = ["rtt_p50", "rtt_p90", "rtt_p95", "ttfb_mean"];

    /// <summary>What the explorer tells, weighed either way: the columns of a roll-up by address family. There is no least, which cannot be taken away from another.</summary>
    public static IEnumerable<SumColumn> OfFamilies { get; } = [.. OfExplorer(TrafficWeight.Bytes).Concat(OfExplorer(TrafficWeight.Connections)).DistinctBy(column => column.Name)];

    /// <summary>What the explorer tells.</summary>
    public static IEnumerable<SumColumn> OfExplorer(TrafficWeight weighedIn)
    {
        SumColumn[] columns =
        [
            Rows, BytesIn, BytesOut, Weight, .. OfTraffic(weighedIn), .. OfScore("availability"), .. OfScore("performance"), .. ExplorerTimes.SelectMany(time => OfTime(weighedIn, time)),
        ];
        return columns.DistinctBy(column => column.Name);
    }

    /// <summary>What the mean of a score needs, but <see cref="Weight"/>: the weight without a score, and weight times what is missing to 100, in millionths.</summary>
    public static SumColumn[] OfScore(string metric) =>
    [
        SumColumn.Narrow($"{metric}_unknown", $"sum(CASE WHEN NOT {metric}_state {s_known} THEN weight_millis END)"),
        // Most scores are 100, so most rows are spared the product of 128 bits.
        SumColumn.Wide(
            $"{metric}_missing",
            $"sum(CASE WHEN {metric}_state {s_known} AND {metric}_score < 100 THEN CAST(weight_millis AS HUGEINT) * (100000000 - CAST(round({metric}_score * 1000000) AS BIGINT)) END)"),
    ];

    /// <summary>The least score.</summary>
    public static SumColumn OfLeast(string metric) => SumColumn.Least($"least_{metric}", $"min(CASE WHEN {metric}_state {s_known} THEN {metric}_score END)");

    /// <summary>What the mean of a time needs, but the traffic: the traffic without it, and the time multiplied by traffic.</summary>
    public static SumColumn[] OfTime(TrafficWeight weighedIn, string time)
    {
        string traffic = weighedIn == TrafficWeight.Bytes ? "bytes" : "connection_count";
        return
        [
            SumColumn.Narrow($"{time}_{traffic}_unknown", $"sum(CASE WHEN {time}_us <= 0 THEN {traffic} END)"),
            SumColumn.Narrow($"{time}_{traffic}", $"sum(CASE WHEN {time}_us > 0 THEN {traffic} * {time}_us END)"),
        ];
    }

    /// <summary>The columns of which <see cref="Traffic"/> is made.</summary>
    public static SumColumn[] OfTraffic(TrafficWeight weighedIn) => weighedIn == TrafficWeight.Bytes ? [BytesIn, BytesOut] : [Connections];

    /// <summary>The traffic, of summed columns.</summary>
    public static string Traffic(TrafficWeight weighedIn) => weighedIn == TrafficWeight.Bytes ? "(bytes_in + bytes_out)" : "connections";

    /// <summary>The mean score by weight, of summed columns; NaN of nothing.</summary>
    public static string MeanScore(string metric) => $"{Quotient($"(weight - {metric}_unknown) * 100000000 - {metric}_missing", $"weight - {metric}_unknown")} / 1000000";

    /// <summary>The least score; NaN of nothing.</summary>
    public static string LeastScore(string metric) => $"coalesce(least_{metric}, {NotANumber})";

    /// <summary>The mean time by traffic in microseconds, of summed columns; NaN of nothing.</summary>
    public static string MeanTime(TrafficWeight weighedIn, string time)
    {
        string column = OfTime(weighedIn, time)[1].Name;
        return Quotient(column, $"{Traffic(weighedIn)} - {column}_unknown");
    }

    private static string Quotient(string sum, string weight) =>
        $"coalesce(CAST({sum} AS DOUBLE) / nullif(CAST({weight} AS DOUBLE), 0), {NotANumber})";
}
