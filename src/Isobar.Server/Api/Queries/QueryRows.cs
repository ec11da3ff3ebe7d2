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
    private const long SuggestionSeconds = 30 * 86_400;

    /// <summary>The rows of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="folder">The data folder.</param>
    /// <param name="locations">The user's own service locations.</param>
    /// <param name="stop">Interrupts the engine.</param>
    public static IEnumerable<string[]> Of(QueryPlan plan, DataFolder folder, ImmutableArray<ServiceLocation> locations, CancellationToken stop) => plan.Type switch
    {
        QueryTypes.Measurements => folder.Measurements.Rows(plan.Question, stop),
        QueryTypes.TopLocations => TopLocations(plan, folder, locations, stop),
        QueryTypes.TopLocationDetails => Details(plan, folder, locations, stop),
        QueryTypes.OverallSuggestions => QueryInsights.Of(folder, LongTerm(plan.Question), locations, stop).Overall(),
        QueryTypes.OverallSuggestionsDetails => QueryInsights.Of(folder, LongTerm(plan.Question), locations, stop).Details(plan.Proposed),
        _ => RoutingRows.Of(QueryInsights.Of(folder, plan.Question, locations, stop).Locations).Where(row => plan.Rows.All(filter => filter(row))),
    };

    /// <summary>Suggestions compare the means of 30 days up to the end of the range (spec 5.2), or of the whole range where that is longer.</summary>
    private static MeasurementQuery LongTerm(MeasurementQuery question) =>
        question with { Filter = question.Filter with { From = Math.Min(question.Filter.From, question.Filter.To - SuggestionSeconds) } };

    private static IEnumerable<string[]> TopLocations(QueryPlan plan, DataFolder folder, ImmutableArray<ServiceLocation> locations, CancellationToken stop)
    {
        int asn = IndexOf(plan, MeasurementColumn.Asn);
        // The columns of place lie between location and network.
        ILookup<string, LocationInsight> insights = QueryInsights.Of(folder, plan.Question, locations, stop).By(insight => Key([
            insight.ServiceLocation, .. PlaceOf(insight.CityNetwork).TakeLast(asn - 1), insight.CityNetwork.Asn.ToString(CultureInfo.InvariantCulture)]));
        foreach (string[] row in folder.Measurements.Rows(plan.Question, stop))
        {
            (string best, string bestLocation, string cdn) = QueryInsights.BestFor(insights[Key(row[..(asn + 1)])]);
            yield return [.. row, best, bestLocation, cdn];
        }
    }

    private static IEnumerable<string[]> Details(QueryPlan plan, DataFolder folder, ImmutableArray<ServiceLocation> locations, CancellationToken stop)
    {
        Dictionary<string, (string Best, string Location, string Cdn)> known = QueryInsights.Of(folder, plan.Question, locations, stop)
            .By(insight => insight.ServiceLocation).ToDictionary(users => users.Key, QueryInsights.BestFor, StringComparer.Ordinal);
        foreach (string[] row in folder.Measurements.Rows(plan.Question, stop))
        {
            (string best, string location, string cdn) = known.GetValueOrDefault(row[1], ("", "", ""));
            yield return [.. row, best, location, cdn];
        }
    }

    private static string Key(IEnumerable<string> parts) => string.Join('\n', parts);

    private static string[] PlaceOf(CityNetwork network) => [network.City, network.Metro, network.Subdivision, network.Country];

    private static int IndexOf(QueryPlan plan, MeasurementColumn column) => plan.Question.Columns.Index().First(each => each.Item == column).Index;
}
