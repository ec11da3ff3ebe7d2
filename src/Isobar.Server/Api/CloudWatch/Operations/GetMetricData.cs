using System.Globalization;
using Isobar.Core.Metrics;
using Isobar.Core.Metrics.Expressions;
using Isobar.Server.Api.CloudWatch.Protocols;

namespace Isobar.Server.Api.CloudWatch.Operations;

/// <summary>Data of several metrics, and of expressions over them.</summary>
internal sealed class GetMetricData : ICloudWatchOperation
{
    private const int MostQueries = 500, MostPoints = 100_800, LargestComputation = 20_000_000;

    /// <inheritdoc/>
    public string Name => nameof(GetMetricData);

    /// <inheritdoc/>
    public ValueTask<WireStructure> RunAsync(CloudWatchServices services, RequestMembers request)
    {
        MetricDataQuery[] queries = [.. request.Structures("MetricDataQueries", MostQueries).Select(MetricMembers.Query)];
        if (queries.Length == 0)
        {
            throw CloudWatchFault.Missing("MetricDataQueries");
        }
        bool newestFirst = request.Choice("ScanBy", ["TimestampDescending", "TimestampAscending"]) != "TimestampAscending";
        int most = request.Integer("MaxDatapoints", 1, MostPoints) ?? MostPoints;
        int shortest = queries.Where(query => query.Stat is not null).Select(query => query.Stat!.PeriodSeconds).DefaultIfEmpty(60).Min();
        (long from, long to) = MetricTimes.Range(request, shortest, services.NowMillis);
        IReadOnlyList<MetricSeries> series = Evaluate(services, queries, from, to, out IReadOnlyList<string> ids);
        string fingerprint = string.Create(CultureInfo.InvariantCulture, $"{string.Join('\n', ids)}\n{from}\n{to}\n{newestFirst}\n{queries.Length}");
        int skip = PageToken.Read(request.Text("NextToken"), fingerprint, 1) is [string position]
            ? int.TryParse(position, CultureInfo.InvariantCulture, out int first) ? first : throw CloudWatchFault.InvalidToken()
            : 0;
        return ValueTask.FromResult(Page(series, ids, newestFirst, skip, most, next => PageToken.Write(fingerprint, next.ToString(CultureInfo.InvariantCulture))));
    }

    private static List<MetricSeries> Evaluate(CloudWatchServices services, MetricDataQuery[] queries, long from, long to, out IReadOnlyList<string> ids)
    {
        try
        {
            var set = new MetricQuerySet(queries);
            long cells = 0;
            IReadOnlyDictionary<string, IReadOnlyList<MetricSeries>> results = set.Evaluate(stat =>
            {
                MetricGrid grid = MetricTimes.Grid(from, to, stat.PeriodSeconds);
                if ((cells += grid.Count) > LargestComputation)
                {
                    throw CloudWatchFault.Validation("The request asks for too many periods; increase Period or decrease the time range.");
                }
                return services.Folder.Metrics.Read(stat, grid).Values;
            });
            (string Id, MetricSeries Series)[] answered =
                [.. queries.Where(query => query.ReturnData).SelectMany(query => results[query.Id].Select(series => (query.Id, series)))];
            ids = [.. answered.Select(pair => pair.Id)];
            return [.. answered.Select(pair => pair.Series)];
        }
        catch (ExpressionException fault)
        {
            throw CloudWatchFault.Validation(fault.Message);
        }
    }

    /// <summary>A page of points, series by series; a series that goes on in the next page says so.</summary>
    private static WireStructure Page(IReadOnlyList<MetricSeries> series, IReadOnlyList<string> ids, bool newestFirst, int skip, int most, Func<int, string> token)
    {
        var results = new List<WireStructure>();
        int seen = 0, end = skip > int.MaxValue - most ? int.MaxValue : skip + most;
        for (int s = 0; s < series.Count; s++)
        {
            var times = new List<WireValue>();
            var values = new List<WireValue>();
            int before = seen;
            foreach ((long time, double value) in Points(series[s], newestFirst))
            {
                if (seen >= skip && seen < end)
                {
                    times.Add(new WireValue.Time(time * 1000));
                    values.Add(new WireValue.Number(value));
                }
                seen++;
            }
            // An empty series belongs to the first page, any other to those that have points of it.
            if (times.Count > 0 || (seen == before && skip == 0))
            {
                results.Add(new WireStructure()
                    .Add("Id", ids[s]).Add("Label", series[s].Label).Add("Timestamps", new WireValue.List(times)).Add("Values", new WireValue.List(values))
                    .Add("StatusCode", seen > end ? "PartialData" : "Complete"));
            }
        }
        return new WireStructure()
            .Add("MetricDataResults", results)
            .Add("Messages", Enumerable.Empty<WireStructure>())
            .Add("NextToken", seen > end ? token(end) : null);
    }

    private static IEnumerable<(long Time, double Value)> Points(MetricSeries series, bool newestFirst)
    {
        for (int i = 0; i < series.Values.Length; i++)
        {
            int index = newestFirst ? series.Values.Length - 1 - i : i;
            if (!double.IsNaN(series.Values[index]))
            {
                yield return (series.Grid.StartOf(index), series.Values[index]);
            }
        }
    }
}
