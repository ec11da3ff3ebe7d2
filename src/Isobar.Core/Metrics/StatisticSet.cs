namespace Isobar.Core.Metrics;

/// <summary>What is known of the samples of a metric in a period: enough for all statistics but percentiles.</summary>
/// <param name="SampleCount">Number of samples; need not be whole, since clients may send weighed counts.</param>
/// <param name="Sum">Their sum.</param>
/// <param name="Minimum">The least.</param>
/// <param name="Maximum">The greatest.</param>
public readonly record struct StatisticSet(double SampleCount, double Sum, double Minimum, double Maximum)
{
    /// <summary>One sample.</summary>
    public static StatisticSet Of(double value) => new(1, value, value, value);

    /// <summary>Sum through count.</summary>
    public double Average => Sum / SampleCount;

    /// <summary>The samples of both.</summary>
    public StatisticSet Plus(StatisticSet other) => SampleCount == 0 ? other
        : other.SampleCount == 0 ? this
        : new(SampleCount + other.SampleCount, Sum + other.Sum, Math.Min(Minimum, other.Minimum), Math.Max(Maximum, other.Maximum));
}
