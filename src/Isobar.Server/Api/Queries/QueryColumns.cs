using Isobar.Storage.Measurements;

namespace Isobar.Server.Api.Queries;

/// <summary>The columns of each type of query, in the order of the wire (spec 5.2).</summary>
internal static class QueryColumns
{
    private static readonly QueryColumn s_awsLocation = new("aws_location", "string", MeasurementColumn.ServiceLocation);

    private static readonly QueryColumn[] s_places =
    [
        new("city", "string", MeasurementColumn.City), new("metro", "string", MeasurementColumn.Metro),
        new("subdivision", "string", MeasurementColumn.Subdivision), new("country", "string", MeasurementColumn.Country),
    ];

    private static readonly QueryColumn s_asn = new("asn", "integer", MeasurementColumn.Asn);

    /// <summary>The words of `geo`, the narrowest first: as many columns of place as are left from there on.</summary>
    public static readonly string[] Levels = ["city", "metro", "subdivision", "country"];

    /// <summary>The columns of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="level">The narrowest level of place.</param>
    public static IReadOnlyList<QueryColumn> Of(string type, string level) => type switch
    {
        QueryTypes.Measurements =>
        [
            new("timestamp", "integer", MeasurementColumn.Time), new("availability", "float", MeasurementColumn.Availability),
            new("performance", "float", MeasurementColumn.Performance), new("rtt_p50", "bigint", MeasurementColumn.RttP50Millis),
            new("rtt_p90", "bigint", MeasurementColumn.RttP90Millis), new("rtt_p95", "bigint", MeasurementColumn.RttP95Millis),
            new("bytes_in", "bigint", MeasurementColumn.BytesIn), new("bytes_out", "bigint", MeasurementColumn.BytesOut),
        ],
        QueryTypes.TopLocations =>
        [
            s_awsLocation, .. s_places[Array.IndexOf(Levels, level)..], s_asn,
            new("availability", "float", MeasurementColumn.Availability), new("min_availability", "float", MeasurementColumn.LeastAvailability),
            new("performance", "float", MeasurementColumn.Performance), new("min_performance", "float", MeasurementColumn.LeastPerformance),
            new("bytes_in", "bigint", MeasurementColumn.BytesIn), new("bytes_out", "bigint", MeasurementColumn.BytesOut),
            new("current_fbl", "bigint", MeasurementColumn.FirstByteMillis), new("best_ec2", "bigint"), new("best_ec2_region", "string"),
            new("best_cf_fbl", "bigint"),
        ],
        QueryTypes.TopLocationDetails =>
        [
            new("timestamp", "integer", MeasurementColumn.Time), new("current_service", "string", MeasurementColumn.ServiceLocation),
            new("current_fbl", "bigint", MeasurementColumn.FirstByteMillis), new("best_ec2_fbl", "bigint"), new("best_ec2_region", "string"),
            new("best_cf_fbl", "bigint"),
        ],
        QueryTypes.OverallSuggestions =>
        [
            new("current_aws_location", "string"), new("proposed_aws_location", "string"), new("average_fbl", "bigint"), new("traffic", "bigint"),
            new("optimized_traffic_excluding_cf", "bigint"), new("optimized_traffic_including_cf", "bigint"),
        ],
        QueryTypes.OverallSuggestionsDetails =>
        [
            new("aws_location", "string"), new("city", "string"), new("metro", "string"), new("subdivision", "string"), new("country", "string"),
            new("asn", "integer"), new("traffic", "bigint"), new("current_aws_location", "string"), new("fbl_data", "map"),
        ],
        _ =>
        [
            new("dns_resolver_ip", "string"), new("dns_resolver_asn", "integer"), new("dns_resolver_isp", "string"), new("ipv4_prefixes", "array"),
            new("current_aws_location", "string"), new("current_latency", "float"), new("proposed_aws_location", "string"), new("proposed_latency", "float"),
        ],
    };
}
