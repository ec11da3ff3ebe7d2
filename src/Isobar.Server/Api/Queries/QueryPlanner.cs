using Isobar.Core.Monitors;
using Isobar.Server.Api.Operations;
using Isobar.Storage.Measurements;

namespace Isobar.Server.Api.Queries;

/// <summary>Makes the plan of a query from the request (spec 5).</summary>
internal static class QueryPlanner
{
    private const int FiveMinutes = 300, Hour = 3600, LongestBucketSeconds = 30 * 86_400;

    private static readonly MeasurementKeys[] s_levelKeys =
    [
        MeasurementKeys.Country | MeasurementKeys.Subdivision | MeasurementKeys.Metro | MeasurementKeys.City,
        MeasurementKeys.Country | MeasurementKeys.Subdivision | MeasurementKeys.Metro,
        MeasurementKeys.Country | MeasurementKeys.Subdivision,
        MeasurementKeys.Country,
    ];

    /// <summary>The plan.</summary>
    /// <param name="request">The request; type and times have been checked.</param>
    /// <param name="monitor">Key of the monitor.</param>
    /// <param name="from">First instant, Unix seconds.</param>
    /// <param name="to">First instant after the range, Unix seconds.</param>
    /// <param name="weight">In what the monitor's traffic is weighed.</param>
    /// <exception cref="ApiException">Filters, order or buckets are not allowed.</exception>
    public static QueryPlan Plan(StartQueryRequest request, string monitor, long from, long to, TrafficWeight weight)
    {
        string type = request.QueryType!;
        QueryFilters filters = QueryFilters.Read(type, request.FilterParameters);
        IReadOnlyList<QueryColumn> columns = QueryColumns.Of(type, filters.Level);
        MeasurementQuery question = new()
        {
            Filter = new() { MonitorName = monitor, From = from, To = to, Conditions = filters.Conditions },
            Grouping = new() { StepSeconds = StepOf(type, request.TimeBucketSeconds), Keys = KeysOf(type, filters.Level), WeighedIn = weight },
            Columns = [.. columns.Select(column => column.Source).OfType<MeasurementColumn>()],
            Having = filters.Having,
            Order = request.OrderBy is { Count: > 0 } order ? [.. order.Select(each => OrderOf(each, columns))] : UsualOrderOf(type),
        };
        return new QueryPlan(type, columns, question, filters.Proposed) { Rows = filters.Rows };
    }

    private static MeasurementKeys KeysOf(string type, string level) => type switch
    {
        QueryTypes.Measurements => MeasurementKeys.None,
        QueryTypes.TopLocations => MeasurementKeys.ServiceLocation | MeasurementKeys.Asn | s_levelKeys[Array.IndexOf(QueryColumns.Levels, level)],
        QueryTypes.TopLocationDetails => MeasurementKeys.ServiceLocation,
        _ => MeasurementKeys.ServiceLocation | MeasurementKeys.CityNetwork,
    };

    private static int StepOf(string type, long? bucket)
    {
        int usual = type switch
        {
            QueryTypes.Measurements => FiveMinutes,
            QueryTypes.TopLocationDetails => Hour,
            _ => 0,
        };
        if (bucket is not long seconds)
        {
            return usual;
        }
        return usual > 0 && seconds is >= FiveMinutes and <= LongestBucketSeconds && seconds % FiveMinutes == 0
            ? (int)seconds
            : throw ApiException.Invalid(
                usual > 0
                    ? $"TimeBucketSeconds must be a multiple of {FiveMinutes} from {FiveMinutes} to {LongestBucketSeconds}."
                    : $"A query of type {type} has no time buckets.");
    }

    private static (MeasurementColumn Column, bool IsDescending) OrderOf(OrderByWire? order, IReadOnlyList<QueryColumn> columns)
    {
        MeasurementColumn? column = columns.FirstOrDefault(column => column.Name == order?.Field)?.Source;
        bool? descending = (order?.Direction ?? "ASC") switch
        {
            "ASC" => false,
            "DESC" => true,
            _ => null,
        };
        return column is not null && descending is not null
            ? (column.Value, descending.Value)
            : throw ApiException.Invalid($"OrderBy {order?.Field} {order?.Direction}: a measured column of the results, and ASC or DESC, were expected.");
    }

    private static (MeasurementColumn Column, bool IsDescending)[] UsualOrderOf(string type) =>
        type == QueryTypes.TopLocations ? [(MeasurementColumn.Traffic, true)] : [];
}
