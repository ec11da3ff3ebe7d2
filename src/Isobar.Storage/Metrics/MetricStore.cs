using Isobar.Core.Metrics;
using Isobar.Storage.Columns;

namespace Isobar.Storage.Metrics;

/// <summary>The points of metrics of a data folder, for reading. Reads may run on several threads, beside commits and roll-overs.</summary>
public sealed class MetricStore
{
    private readonly ColumnStore _columns;

    internal MetricStore(ColumnStore columns) => _columns = columns;

    /// <summary>What the points of a metric come to, period by period and unit by unit; periods without a point are left out.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="unit">Only points of this unit; null for all.</param>
    /// <param name="grid">The periods.</param>
    /// <param name="withDistributions">Whether percentiles are to be computed: their rows are read one by one, all else is summed by the engine.</param>
    public IReadOnlyList<MetricPeriod> Read(MetricIdentity metric, string? unit, MetricGrid grid, bool withDistributions)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return grid.Count == 0 ? [] : _columns.Read(ColumnSchema.MetricPoints, grid.Start, grid.End, (connection, range) => withDistributions
            ? MetricQueries.Distributions(connection, range, metric, unit, grid)
            : MetricQueries.Sums(connection, range, metric, unit, grid));
    }

    /// <summary>A statistic for each period of a grid, and how many samples it was computed from; NaN where there is none.</summary>
    public (MetricSeries Values, double[] Samples) Read(MetricStat stat, MetricGrid grid)
    {
        ArgumentNullException.ThrowIfNull(stat);
        var values = new double[grid.Count];
        var samples = new double[grid.Count];
        Array.Fill(values, double.NaN);
        foreach (IGrouping<int, MetricPeriod> period in Read(stat.Metric, stat.Unit, grid, stat.Statistic.NeedsDistribution).GroupBy(period => period.Index))
        {
            var joined = MetricPeriod.Join([.. period]);
            values[period.Key] = joined.Compute(stat.Statistic);
            samples[period.Key] = joined.Samples.SampleCount;
        }
        return (new MetricSeries(stat.Metric.Name, grid, values), samples);
    }

    /// <summary>The metrics that have points, in the order of namespace, name and dimensions.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="accept">A further condition on each.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<MetricIdentity> List(MetricFilter filter, Func<MetricIdentity, bool> accept, int most)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(accept);
        return _columns.Read(ColumnSchema.MetricPoints, filter.From, filter.To, (connection, range) => MetricQueries.List(connection, range, filter, accept, most));
    }
}
