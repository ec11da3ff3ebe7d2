using System.Globalization;
using Isobar.Core.Metrics;
using Isobar.Storage.Columns;
using Isobar.Storage.DuckDb;

namespace Isobar.Storage.Metrics;

/// <summary>Queries over `metric_points`. Texts are numbered parameters, since a condition stands once for each file of the range.</summary>
internal static class MetricQueries
{
    private const string OfMetric = "namespace = $1 AND name = $2 AND dimensions = $3 AND ($4 = '' OR unit = $4)";

    /// <summary>Sums by period and unit. They are added in an order of their own, or the last bits would depend on the engine's threads.</summary>
    public static List<MetricPeriod> Sums(DuckDbConnection connection, ColumnRange range, MetricIdentity metric, string? unit, MetricGrid grid)
    {
        string sql = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT CAST((timestamp - {grid.Start}) // {grid.PeriodSeconds} AS INTEGER) AS period, unit, sum(sample_count ORDER BY timestamp, sample_count),
              sum(sum ORDER BY timestamp, sum), min(minimum), max(maximum)
            FROM {range.Rows(OfMetric)} GROUP BY period, unit ORDER BY period, unit
            """);
        var periods = new List<MetricPeriod>();
        using DuckDbDataReader reader = connection.ExecuteReader(sql, metric.Namespace, metric.Name, metric.DimensionKey, unit ?? "");
        while (reader.ReadChunk())
        {
            for (int row = 0; row < reader.Count; row++)
            {
                periods.Add(new(reader.Column<int>(0)[row], reader.GetString(1, row), Samples(reader, 2, row), null));
            }
        }
        return periods;
    }

    /// <summary>Distributions by period and unit.</summary>
    public static List<MetricPeriod> Distributions(DuckDbConnection connection, ColumnRange range, MetricIdentity metric, string? unit, MetricGrid grid)
    {
        string sql = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT CAST((timestamp - {grid.Start}) // {grid.PeriodSeconds} AS INTEGER) AS period, unit, sample_count, sum, minimum, maximum, distribution
            FROM {range.Rows(OfMetric)} ORDER BY period, unit, timestamp, sum
            """);
        var periods = new List<MetricPeriod>();
        Gathering? open = null;
        using DuckDbDataReader reader = connection.ExecuteReader(sql, metric.Namespace, metric.Name, metric.DimensionKey, unit ?? "");
        while (reader.ReadChunk())
        {
            for (int row = 0; row < reader.Count; row++)
            {
                (int index, string rowUnit) = (reader.Column<int>(0)[row], reader.GetString(1, row));
                if (open is null || open.Index != index || open.Unit != rowUnit)
                {
                    Close(open, periods);
                    open = new Gathering(index, rowUnit);
                }
                open.Add(Samples(reader, 2, row), reader.GetBytes(6, row));
            }
        }
        Close(open, periods);
        return periods;
    }

    /// <summary>The metrics of a range.</summary>
    public static List<MetricIdentity> List(
        DuckDbConnection connection, ColumnRange range, MetricFilter filter, Func<MetricIdentity, bool> accept, int most)
    {
        // The engine compares texts by their UTF-8 bytes.
        string condition = "($1 = '' OR namespace = $1) AND ($2 = '' OR name = $2)";
        string after = filter.After is null ? "" : " AND (namespace, name, dimensions) > ($3, $4, $5)";
        var found = new List<MetricIdentity>();
        object[] parameters = [filter.Namespace ?? "", filter.Name ?? ""];
        if (filter.After is MetricIdentity last)
        {
            parameters = [.. parameters, last.Namespace, last.Name, last.DimensionKey];
        }
        using DuckDbDataReader reader = connection.ExecuteReader(
            $"SELECT DISTINCT namespace, name, dimensions FROM {range.Rows(condition + after)} ORDER BY namespace, name, dimensions", parameters);
        while (found.Count < most && reader.ReadChunk())
        {
            for (int row = 0; row < reader.Count && found.Count < most; row++)
            {
                var metric = new MetricIdentity(reader.GetString(0, row), reader.GetString(1, row), MetricIdentity.ReadDimensions(reader.GetString(2, row)));
                if (accept(metric))
                {
                    found.Add(metric);
                }
            }
        }
        return found;
    }

    private static void Close(Gathering? gathering, List<MetricPeriod> periods)
    {
        if (gathering is not null)
        {
            periods.Add(gathering.ToPeriod());
        }
    }

    private static StatisticSet Samples(DuckDbDataReader reader, int column, int row) => new(
        reader.Column<double>(column)[row], reader.Column<double>(column + 1)[row], reader.Column<double>(column + 2)[row], reader.Column<double>(column + 3)[row]);

    /// <summary>The rows of one period.</summary>
    private sealed class Gathering(int index, string unit)
    {
        private readonly List<WeighedValue> _values = [];
        private StatisticSet _samples;
        private bool _isKnown = true;

        public int Index => index;

        public string Unit => unit;

        public void Add(StatisticSet samples, ReadOnlySpan<byte> distribution)
        {
            _isKnown &= MetricDistribution.TryRead(distribution, samples, _values);
            _samples = _samples.Plus(samples);
        }

        public MetricPeriod ToPeriod() => new(index, unit, _samples, _isKnown ? [.. _values.OrderBy(value => value.Value)] : null);
    }
}
