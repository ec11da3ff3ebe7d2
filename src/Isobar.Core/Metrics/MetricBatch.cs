namespace Isobar.Core.Metrics;

/// <summary>Points of metrics as columns, one row each.</summary>
public sealed class MetricBatch
{
    /// <summary>Namespaces.</summary>
    public List<string> Namespace { get; } = [];

    /// <summary>Names.</summary>
    public List<string> Name { get; } = [];

    /// <summary>Dimensions, as <see cref="MetricIdentity.DimensionKey"/>.</summary>
    public List<string> Dimensions { get; } = [];

    /// <summary>Units; `None` where none was given.</summary>
    public List<string> Unit { get; } = [];

    /// <summary>Times, Unix seconds.</summary>
    public List<long> Timestamp { get; } = [];

    /// <summary>Numbers of samples.</summary>
    public List<double> SampleCount { get; } = [];

    /// <summary>Their sums.</summary>
    public List<double> Sum { get; } = [];

    /// <summary>The least of them.</summary>
    public List<double> Minimum { get; } = [];

    /// <summary>The greatest of them.</summary>
    public List<double> Maximum { get; } = [];

    /// <summary>The values and how often each occurred (<see cref="MetricDistribution"/>); empty where the other columns say it all, or nothing more is known.</summary>
    public List<byte[]> Distribution { get; } = [];

    /// <summary>Number of rows.</summary>
    public int Count => Timestamp.Count;

    /// <summary>Adds a single value.</summary>
    public void Add(MetricIdentity metric, string unit, long timestamp, double value) => Add(metric, unit, timestamp, StatisticSet.Of(value), []);

    /// <summary>Adds a point.</summary>
    /// <param name="metric">Of which metric.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="timestamp">Unix seconds.</param>
    /// <param name="samples">What is known of the samples.</param>
    /// <param name="distribution">The written distribution, or empty.</param>
    public void Add(MetricIdentity metric, string unit, long timestamp, StatisticSet samples, byte[] distribution)
    {
        ArgumentNullException.ThrowIfNull(metric);
        Namespace.Add(metric.Namespace);
        Name.Add(metric.Name);
        Dimensions.Add(metric.DimensionKey);
        Unit.Add(unit);
        Timestamp.Add(timestamp);
        SampleCount.Add(samples.SampleCount);
        Sum.Add(samples.Sum);
        Minimum.Add(samples.Minimum);
        Maximum.Add(samples.Maximum);
        Distribution.Add(distribution);
    }
}
