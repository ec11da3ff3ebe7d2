using Isobar.Storage.DuckDb;

namespace Isobar.Storage.Explorer;

/// <summary>Puts the rows of a chart into the columns of its groups.</summary>
internal sealed class ExplorerChart
{
    private const double MicrosPerMilli = 1000;

    /// <summary>Measures of a group, by step; the last entry is the whole range.</summary>
    private sealed class Columns(int steps)
    {
        public double?[] Availability { get; } = new double?[steps + 1];

        public double?[] Performance { get; } = new double?[steps + 1];

        public long?[] BytesIn { get; } = new long?[steps + 1];

        public long?[] BytesOut { get; } = new long?[steps + 1];

        public double?[][] Millis { get; } = [.. Enumerable.Range(0, 4).Select(_ => new double?[steps + 1])];
    }

    private readonly ExplorerSteps _steps;
    private readonly SortedDictionary<int, Columns> _groups = [];

    private ExplorerChart(ExplorerSteps steps) => _steps = steps;

    /// <summary>Reads the rows of <see cref="ExplorerSql.Chart"/>.</summary>
    public static ExplorerChart Read(DuckDbDataReader reader, ExplorerSteps steps)
    {
        var chart = new ExplorerChart(steps);
        while (reader.ReadChunk())
        {
            for (int row = 0; row < reader.Count; row++)
            {
                chart.Add(reader, row);
            }
        }
        return chart;
    }

    /// <summary>A value that is known.</summary>
    public static double? Known(double value) => double.IsNaN(value) ? null : value;

    /// <summary>The answer.</summary>
    /// <param name="values">The values whose ranks the groups are told by.</param>
    /// <param name="groupBy">What tells groups apart.</param>
    public ExplorerAnswer Answer(IReadOnlyList<ExplorerValue> values, ExplorerDimension groupBy)
    {
        bool isGrouped = groupBy != ExplorerDimension.None;
        string left = groupBy == ExplorerDimension.AddressFamily ? "Not recorded" : "Other";
        IEnumerable<ExplorerGroup> groups = _groups.Select(group =>
        {
            bool isOther = isGrouped && group.Key == values.Count;
            ExplorerValue value = group.Key < values.Count ? values[group.Key] : new("", isOther ? left : "", 0);
            return new ExplorerGroup(value.Value, value.Label, isOther, Series(group.Value), Total(group.Value));
        });
        return new(_steps.From, _steps.To, _steps.Seconds, _steps.IsHourly, [.. Enumerable.Range(0, _steps.Count).Select(step => _steps.First + (long)step * _steps.Seconds)], [.. groups]);
    }

    private void Add(DuckDbDataReader reader, int row)
    {
        int rank = reader.Column<int>(1)[row], step = reader.IsNull(0, row) ? _steps.Count : (int)((reader.Column<long>(0)[row] - _steps.First) / _steps.Seconds);
        if (!_groups.TryGetValue(rank, out Columns? group))
        {
            _groups.Add(rank, group = new(_steps.Count));
        }
        group.Availability[step] = Known(reader.Column<double>(2)[row]);
        group.Performance[step] = Known(reader.Column<double>(3)[row]);
        group.BytesIn[step] = reader.Column<long>(4)[row];
        group.BytesOut[step] = reader.Column<long>(5)[row];
        for (int time = 0; time < group.Millis.Length; time++)
        {
            group.Millis[time][step] = Known(reader.Column<double>(6 + time)[row] / MicrosPerMilli);
        }
    }

    private static ExplorerSeries Series(Columns group) => new()
    {
        Availability = group.Availability[..^1],
        Performance = group.Performance[..^1],
        BytesIn = group.BytesIn[..^1],
        BytesOut = group.BytesOut[..^1],
        RttP50Millis = group.Millis[0][..^1],
        RttP90Millis = group.Millis[1][..^1],
        RttP95Millis = group.Millis[2][..^1],
        TtfbMillis = group.Millis[3][..^1],
    };

    private static ExplorerTotal Total(Columns group) => new(
        group.Availability[^1], group.Performance[^1], group.BytesIn[^1] ?? 0, group.BytesOut[^1] ?? 0,
        group.Millis[0][^1], group.Millis[1][^1], group.Millis[2][^1], group.Millis[3][^1]);
}
