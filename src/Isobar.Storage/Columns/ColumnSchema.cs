using System.Globalization;
using Isobar.Storage.DuckDb;

namespace Isobar.Storage.Columns;

/// <summary>The tables of the column store; docs/formats/data-folder.md describes them, and a test compares the two.</summary>
internal static class ColumnSchema
{
    /// <summary>What was counted: a row for each (window, stratum, city-network).</summary>
    public static readonly ColumnTable Tallies = new(
        "tallies", "", "window_start", "city_network, service_location, source, zone, family, method, window_start", "", "",
        [
            ("shard", DuckDbType.Int16),
            ("window_start", DuckDbType.Int64),
            ("window_seconds", DuckDbType.Int32),
            ("source", DuckDbType.Varchar),
            ("service_location", DuckDbType.Varchar),
            ("zone", DuckDbType.Varchar),
            ("family", DuckDbType.UInt8),
            ("method", DuckDbType.UInt8),
            ("city_network", DuckDbType.UInt64),
            ("bytes_in", DuckDbType.Int64),
            ("bytes_out", DuckDbType.Int64),
            ("connections", DuckDbType.Int64),
            ("attempts", DuckDbType.Int64),
            ("network_failures", DuckDbType.Int64),
            ("service_failures", DuckDbType.Int64),
            ("votes", DuckDbType.Int32),
            ("network_failed_votes", DuckDbType.Int32),
            ("service_failed_votes", DuckDbType.Int32),
            ("clients", DuckDbType.Int32),
            ("client_sketch", DuckDbType.Blob),
            ("rtt_sketch", DuckDbType.Blob),
            ("rtt_samples", DuckDbType.Int32),
            ("rtt_p50_us", DuckDbType.Int32),
            ("rtt_p90_us", DuckDbType.Int32),
            ("rtt_p95_us", DuckDbType.Int32),
            ("ttfb_sketch", DuckDbType.Blob),
            ("ttfb_samples", DuckDbType.Int32),
            ("ttfb_p50_us", DuckDbType.Int32),
            ("ttfb_p90_us", DuckDbType.Int32),
            ("ttfb_p95_us", DuckDbType.Int32),
        ]);

    /// <summary>The table beside <see cref="Measurements"/> with the families of rows of both, each by itself.</summary>
    public const string Parts = "measurement_parts";

    /// <summary>The column that says by which address families a row's traffic came. Day files of earlier versions do not have it.</summary>
    public const string FamiliesColumn = "families";

    /// <summary>What was scored: a row for each (monitor, five minutes, city-network, service location).</summary>
    public static readonly ColumnTable Measurements = new(
        "measurements", "measurements-", "window_start", "monitor, city_network, service_location, window_start", "", "",
        [
            ("monitor", DuckDbType.Varchar),
            ("window_start", DuckDbType.Int64),
            ("city_network", DuckDbType.UInt64),
            ("service_location", DuckDbType.Varchar),
            ("availability_state", DuckDbType.UInt8),
            ("availability_score", DuckDbType.Double),
            ("performance_state", DuckDbType.UInt8),
            ("performance_score", DuckDbType.Double),
            ("weight", DuckDbType.Double),
            ("traffic_percent", DuckDbType.Double),
            ("bytes_in", DuckDbType.Int64),
            ("bytes_out", DuckDbType.Int64),
            ("connections", DuckDbType.Int64),
            ("clients", DuckDbType.Int32),
            ("rtt_p50_us", DuckDbType.Int32),
            ("rtt_p90_us", DuckDbType.Int32),
            ("rtt_p95_us", DuckDbType.Int32),
            ("ttfb_p50_us", DuckDbType.Int32),
            ("ttfb_p90_us", DuckDbType.Int32),
            ("ttfb_p95_us", DuckDbType.Int32),
            ("ttfb_mean_us", DuckDbType.Int32),
            (FamiliesColumn, DuckDbType.UInt8),
        ])
    {
        Companion = Parts,
    };

    /// <summary>What baselines are derived from: a row for each (city-network, health stratum, UTC day).</summary>
    public static readonly ColumnTable DaySummaries = new(
        "day_summaries", "summaries-", "day_start", "city_network, service_location, zone, family, method",
        "city_network, service_location, zone, family, method, day_start", "commit_no DESC, summary",
        [
            ("city_network", DuckDbType.UInt64),
            ("service_location", DuckDbType.Varchar),
            ("zone", DuckDbType.Varchar),
            ("family", DuckDbType.UInt8),
            ("method", DuckDbType.UInt8),
            ("day_start", DuckDbType.Int64),
            ("summary", DuckDbType.Blob),
        ]);

    /// <summary>Points of metrics: a row for each that was published or sent.</summary>
    public static readonly ColumnTable MetricPoints = new(
        "metric_points", "metrics-", "timestamp", "namespace, name, dimensions, unit, timestamp", "", "",
        [
            ("namespace", DuckDbType.Varchar),
            ("name", DuckDbType.Varchar),
            ("dimensions", DuckDbType.Varchar),
            ("unit", DuckDbType.Varchar),
            ("timestamp", DuckDbType.Int64),
            ("sample_count", DuckDbType.Double),
            ("sum", DuckDbType.Double),
            ("minimum", DuckDbType.Double),
            ("maximum", DuckDbType.Double),
            ("distribution", DuckDbType.Blob),
        ]);

    /// <summary>All kinds of rows.</summary>
    public static readonly ColumnTable[] Tables = [Tallies, Measurements, DaySummaries, MetricPoints];

    /// <summary>Columns of `city_networks`.</summary>
    public static readonly (string Name, DuckDbType Type)[] NameColumns =
    [
        ("id", DuckDbType.UInt64),
        ("country_code", DuckDbType.Varchar),
        ("country", DuckDbType.Varchar),
        ("subdivision", DuckDbType.Varchar),
        ("metro", DuckDbType.Varchar),
        ("city", DuckDbType.Varchar),
        ("asn", DuckDbType.UInt32),
        ("network_name", DuckDbType.Varchar),
        ("latitude", DuckDbType.Double),
        ("longitude", DuckDbType.Double),
    ];

    /// <summary>
    /// The tables of the hot file, as steps forward: step n turns version n into n + 1. Released steps are never edited. There are no keys: the engine's
    /// indexes forbid deleting and inserting one key in one transaction, and uniqueness is kept by the commit protocol.
    /// </summary>
    public static readonly string[] Steps =
    [
        """
        CREATE TABLE tallies (
          shard SMALLINT NOT NULL, window_start BIGINT NOT NULL, window_seconds INTEGER NOT NULL, source VARCHAR NOT NULL,
          service_location VARCHAR NOT NULL, zone VARCHAR NOT NULL, family UTINYINT NOT NULL, method UTINYINT NOT NULL, city_network UBIGINT NOT NULL,
          bytes_in BIGINT NOT NULL, bytes_out BIGINT NOT NULL, connections BIGINT NOT NULL, attempts BIGINT NOT NULL,
          network_failures BIGINT NOT NULL, service_failures BIGINT NOT NULL, votes INTEGER NOT NULL, network_failed_votes INTEGER NOT NULL,
          service_failed_votes INTEGER NOT NULL, clients INTEGER NOT NULL, client_sketch BLOB NOT NULL, rtt_sketch BLOB NOT NULL,
          rtt_samples INTEGER NOT NULL, rtt_p50_us INTEGER NOT NULL, rtt_p90_us INTEGER NOT NULL, rtt_p95_us INTEGER NOT NULL,
          ttfb_sketch BLOB NOT NULL, ttfb_samples INTEGER NOT NULL, ttfb_p50_us INTEGER NOT NULL, ttfb_p90_us INTEGER NOT NULL,
          ttfb_p95_us INTEGER NOT NULL, commit_no BIGINT NOT NULL);
        CREATE TABLE city_networks (
          id UBIGINT NOT NULL, country_code VARCHAR NOT NULL, country VARCHAR NOT NULL, subdivision VARCHAR NOT NULL, metro VARCHAR NOT NULL,
          city VARCHAR NOT NULL, asn UINTEGER NOT NULL, network_name VARCHAR NOT NULL, latitude DOUBLE NOT NULL, longitude DOUBLE NOT NULL);
        CREATE TABLE sealed_days (day BIGINT NOT NULL, file VARCHAR NOT NULL, row_count BIGINT NOT NULL, last_commit BIGINT NOT NULL);
        CREATE TABLE meta (version INTEGER NOT NULL, folder_id VARCHAR NOT NULL, last_commit BIGINT NOT NULL);
        INSERT INTO meta VALUES (1, '', 0);
        """,
        """
        CREATE TABLE measurements (
          monitor VARCHAR NOT NULL, window_start BIGINT NOT NULL, city_network UBIGINT NOT NULL, service_location VARCHAR NOT NULL,
          availability_state UTINYINT NOT NULL, availability_score DOUBLE NOT NULL, performance_state UTINYINT NOT NULL,
          performance_score DOUBLE NOT NULL, weight DOUBLE NOT NULL, traffic_percent DOUBLE NOT NULL, bytes_in BIGINT NOT NULL,
          bytes_out BIGINT NOT NULL, connections BIGINT NOT NULL, clients INTEGER NOT NULL, rtt_p50_us INTEGER NOT NULL, rtt_p90_us INTEGER NOT NULL,
          rtt_p95_us INTEGER NOT NULL, ttfb_p50_us INTEGER NOT NULL, ttfb_p90_us INTEGER NOT NULL, ttfb_p95_us INTEGER NOT NULL,
          ttfb_mean_us INTEGER NOT NULL, commit_no BIGINT NOT NULL);
        CREATE TABLE day_summaries (
          city_network UBIGINT NOT NULL, service_location VARCHAR NOT NULL, zone VARCHAR NOT NULL, family UTINYINT NOT NULL, method UTINYINT NOT NULL,
          day_start BIGINT NOT NULL, summary BLOB NOT NULL, commit_no BIGINT NOT NULL);
        CREATE TABLE day_files (kind VARCHAR NOT NULL, day BIGINT NOT NULL, file VARCHAR NOT NULL, row_count BIGINT NOT NULL, last_commit BIGINT NOT NULL);
        INSERT INTO day_files SELECT 'tallies', day, file, row_count, last_commit FROM sealed_days;
        DROP TABLE sealed_days;
        """,
        """
        CREATE TABLE metric_points (
          namespace VARCHAR NOT NULL, name VARCHAR NOT NULL, dimensions VARCHAR NOT NULL, unit VARCHAR NOT NULL, timestamp BIGINT NOT NULL,
          sample_count DOUBLE NOT NULL, sum DOUBLE NOT NULL, minimum DOUBLE NOT NULL, maximum DOUBLE NOT NULL, distribution BLOB NOT NULL,
          commit_no BIGINT NOT NULL);
        """,
        // The table anew: a column that is added stands behind `commit_no`, and appenders fill columns in their order.
        """
        CREATE TABLE measurement_parts (
          monitor VARCHAR NOT NULL, window_start BIGINT NOT NULL, city_network UBIGINT NOT NULL, service_location VARCHAR NOT NULL,
          availability_state UTINYINT NOT NULL, availability_score DOUBLE NOT NULL, performance_state UTINYINT NOT NULL,
          performance_score DOUBLE NOT NULL, weight DOUBLE NOT NULL, traffic_percent DOUBLE NOT NULL, bytes_in BIGINT NOT NULL,
          bytes_out BIGINT NOT NULL, connections BIGINT NOT NULL, clients INTEGER NOT NULL, rtt_p50_us INTEGER NOT NULL, rtt_p90_us INTEGER NOT NULL,
          rtt_p95_us INTEGER NOT NULL, ttfb_p50_us INTEGER NOT NULL, ttfb_p90_us INTEGER NOT NULL, ttfb_p95_us INTEGER NOT NULL,
          ttfb_mean_us INTEGER NOT NULL, families UTINYINT NOT NULL, commit_no BIGINT NOT NULL);
        CREATE TEMPORARY TABLE rows_before AS SELECT * FROM measurements;
        DROP TABLE measurements;
        CREATE TABLE measurements (
          monitor VARCHAR NOT NULL, window_start BIGINT NOT NULL, city_network UBIGINT NOT NULL, service_location VARCHAR NOT NULL,
          availability_state UTINYINT NOT NULL, availability_score DOUBLE NOT NULL, performance_state UTINYINT NOT NULL,
          performance_score DOUBLE NOT NULL, weight DOUBLE NOT NULL, traffic_percent DOUBLE NOT NULL, bytes_in BIGINT NOT NULL,
          bytes_out BIGINT NOT NULL, connections BIGINT NOT NULL, clients INTEGER NOT NULL, rtt_p50_us INTEGER NOT NULL, rtt_p90_us INTEGER NOT NULL,
          rtt_p95_us INTEGER NOT NULL, ttfb_p50_us INTEGER NOT NULL, ttfb_p90_us INTEGER NOT NULL, ttfb_p95_us INTEGER NOT NULL,
          ttfb_mean_us INTEGER NOT NULL, families UTINYINT NOT NULL, commit_no BIGINT NOT NULL);
        INSERT INTO measurements
        SELECT monitor, window_start, city_network, service_location, availability_state, availability_score, performance_state, performance_score, weight, traffic_percent,
          bytes_in, bytes_out, connections, clients, rtt_p50_us, rtt_p90_us, rtt_p95_us, ttfb_p50_us, ttfb_p90_us, ttfb_p95_us, ttfb_mean_us, 0, commit_no FROM rows_before;
        DROP TABLE rows_before;
        """,
    ];

    /// <summary>Version of the tables after all steps, kept in `meta`.</summary>
    public static int Version => Steps.Length;

    /// <summary>Takes the steps from a version on, each in a transaction of its own; 0 is an empty file.</summary>
    public static void BringForward(DuckDbConnection connection, long version)
    {
        for (; version < Version; version++)
        {
            using DuckDbTransaction transaction = connection.BeginTransaction();
            connection.ExecuteNonQuery(Steps[version]);
            connection.ExecuteNonQuery(string.Create(CultureInfo.InvariantCulture, $"UPDATE meta SET version = {version + 1}"));
            transaction.Commit();
        }
    }
}
