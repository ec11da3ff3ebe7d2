using Isobar.Storage.DuckDb;

namespace Isobar.Storage.Measurements;

/// <summary>The tables of the column store; docs/formats/data-folder.md describes them, and a test compares the two.</summary>
internal static class MeasurementSchema
{
    /// <summary>Version of the tables, kept in `meta`.</summary>
    public const int Version = 1;

    /// <summary>Columns of `tallies` that a caller gives, in the order of the table; `commit_no` follows in the hot file only.</summary>
    public static readonly (string Name, DuckDbType Type)[] TallyColumns =
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
    ];

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

    /// <summary>The names of <see cref="TallyColumns"/>, as a select list.</summary>
    public static readonly string TallySelect = string.Join(", ", TallyColumns.Select(column => column.Name));

    /// <summary>Order of a sealed day's rows: a city-network's day lies together, so one city-network's month reads little.</summary>
    public const string DayOrder = "city_network, service_location, source, zone, family, method, window_start";

    /// <summary>Order in which rows are handed out: that of <see cref="Core.Windows.TallyBatch"/>.</summary>
    public const string ScanOrder = "window_start, window_seconds, source, service_location, zone, family, method, city_network";

    /// <summary>
    /// Creates the tables of a new hot file. There are no keys: the engine's indexes forbid deleting and inserting one key in one transaction, and
    /// uniqueness is kept by the commit protocol.
    /// </summary>
    public static readonly string CreateHot = $"""
        BEGIN TRANSACTION;
        CREATE TABLE tallies ({Define(TallyColumns)}, commit_no BIGINT NOT NULL);
        CREATE TABLE city_networks ({Define(NameColumns)});
        CREATE TABLE sealed_days (day BIGINT NOT NULL, file VARCHAR NOT NULL, row_count BIGINT NOT NULL, last_commit BIGINT NOT NULL);
        CREATE TABLE meta (version INTEGER NOT NULL, folder_id VARCHAR NOT NULL, last_commit BIGINT NOT NULL);
        INSERT INTO meta VALUES ({Version}, '', 0);
        COMMIT;
        """;

    private static string Define((string Name, DuckDbType Type)[] columns) =>
        string.Join(", ", columns.Select(column => $"{column.Name} {SqlName(column.Type)} NOT NULL"));

    private static string SqlName(DuckDbType type) => type switch
    {
        DuckDbType.Int16 => "SMALLINT",
        DuckDbType.Int32 => "INTEGER",
        DuckDbType.Int64 => "BIGINT",
        DuckDbType.UInt8 => "UTINYINT",
        DuckDbType.UInt32 => "UINTEGER",
        DuckDbType.UInt64 => "UBIGINT",
        DuckDbType.Double => "DOUBLE",
        DuckDbType.Varchar => "VARCHAR",
        DuckDbType.Blob => "BLOB",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No column has this type."),
    };
}
