namespace Isobar.Server.Api.Queries;

/// <summary>The types of queries (spec 5.2).</summary>
internal static class QueryTypes
{
    public const string Measurements = "MEASUREMENTS", TopLocations = "TOP_LOCATIONS", TopLocationDetails = "TOP_LOCATION_DETAILS",
        OverallSuggestions = "OVERALL_TRAFFIC_SUGGESTIONS", OverallSuggestionsDetails = "OVERALL_TRAFFIC_SUGGESTIONS_DETAILS",
        RoutingSuggestions = "ROUTING_SUGGESTIONS";

    /// <summary>All of them.</summary>
    public static readonly string[] Names =
    [
        Measurements, TopLocations, TopLocationDetails, OverallSuggestions, OverallSuggestionsDetails, RoutingSuggestions,
    ];
}
