using System.Collections.Immutable;
using System.Globalization;
using Isobar.Core.Atlas;
using Isobar.Core.Insights;
using Isobar.Core.Locations;
using Isobar.Storage;
using Isobar.Storage.Measurements;

namespace Isobar.Server.Api.Queries;

/// <summary>Runs plans: rows come from the measurement store one by one, insights fill the columns that it does not have.</summary>
internal static class QueryRows
{
    /// <summary>The rows of a plan.</summary>
    public static IEnumerable<string[]> Of(QueryPlan plan, DataFolder folder, ImmutableArray<ServiceLocation> locations) => plan.Type switch
    {
        QueryTypes.Measurements => folder.Measurements.Rows(plan.Question),
        QueryTypes.TopLocations => TopLocations(plan, folder, locations),
        QueryTypes.TopLocationDetails => Details(plan, folder, locations),
        QueryTypes.OverallSuggestions => QueryInsights.Of(folder, plan.Question, locations).Overall(),
        QueryTypes.OverallSuggestionsDetails => QueryInsights.Of(folder, plan.Question, locations).Details(plan.Proposed),
        // Nothing tells which resolver a client asks, so there is nothing to suggest.
        _ => [],
    };

    private static IEnumerable<string[]> TopLocations(QueryPlan plan, DataFolder folder, ImmutableArray<ServiceLocation> locations)
    {
        int asn = IndexOf(plan, MeasurementColumn.Asn);
        // The columns of place lie between location and network.
        ILookup<string, LocationInsight> insights = QueryInsights.Of(folder, plan.Question, locations).By(insight => Key([
            insight.ServiceLocation, .. PlaceOf(insight.CityNetwork).TakeLast(asn - 1), insight.CityNetwork.Asn.ToString(CultureInfo.InvariantCulture)]));
        foreach (string[] row in folder.Measurements.Rows(plan.Question))
        {
            (string best, string bestLocation, string cdn) = QueryInsights.BestFor(insights[Key(row[..(asn + 1)])]);
            yield return [.. row, best, bestLocation, cdn];
        }
    }

    private static IEnumerable<string[]> Details(QueryPlan plan, DataFolder folder, ImmutableArray<ServiceLocation> locations)
    {
        Dictionary<string, (string Best, string Location, string Cdn)> known = QueryInsights.Of(folder, plan.Question, locations)
            .By(insight => insight.ServiceLocation).ToDictionary(users => users.Key, QueryInsights.BestFor, StringComparer.Ordinal);
        foreach (string[] row in folder.Measurements.Rows(plan.Question))
        {
            (string best, string location, string cdn) = known.GetValueOrDefault(row[1], ("", "", ""));
            yield return [.. row, best, location, cdn];
        }
    }

    private static string Key(IEnumerable<string> parts) => string.Join('\n', parts);

    private static string[] PlaceOf(CityNetwork network) => [network.City, network.Metro, network.Subdivision, network.Country];

    private static int IndexOf(QueryPlan plan, MeasurementColumn column) => plan.Question.Columns.Index().First(each => each.Item == column).Index;
}
