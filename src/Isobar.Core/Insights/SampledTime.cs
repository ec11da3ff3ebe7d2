using Isobar.Core.Scoring.Numerics;

namespace Isobar.Core.Insights;

/// <summary>Times of samples as intervals, from quantiles that are stored of them: the samples are taken for a normal distribution.</summary>
public static class SampledTime
{
    /// <summary>Less is not believed, microseconds.</summary>
    private const double LeastError = 1000;

    /// <summary>A normal distribution's 90th percentile in standard deviations.</summary>
    private const double NinetiethPercentile = 1.2816;

    /// <summary>The standard error of its median in standard errors of the mean: √(π/2).</summary>
    private const double MedianInefficiency = 1.2533;

    /// <summary>Of which nothing is known.</summary>
    public static MedianInterval Unknown => new(double.NaN, double.PositiveInfinity);

    /// <summary>The median of samples.</summary>
    /// <param name="median">Their median, microseconds; NaN where it is not known.</param>
    /// <param name="p90">Their 90th percentile, microseconds.</param>
    /// <param name="samples">How many there are.</param>
    public static MedianInterval OfMedian(double median, double p90, long samples) =>
        double.IsNaN(median) ? Unknown : new(median, Math.Max(LeastError, MedianInefficiency * Math.Max(0, p90 - median) / NinetiethPercentile / Math.Sqrt(Math.Max(1, samples))));

    /// <summary>The mean of samples.</summary>
    /// <param name="mean">Their mean, microseconds.</param>
    /// <param name="median">Their median, microseconds.</param>
    /// <param name="p90">Their 90th percentile, microseconds.</param>
    /// <param name="samples">How many there are.</param>
    public static MedianInterval OfMean(double mean, double median, double p90, long samples) =>
        new(mean, Math.Max(LeastError, Math.Max(0, p90 - median) / NinetiethPercentile / Math.Sqrt(Math.Max(1, samples))));
}
