namespace Isobar.Core.Metrics;

/// <summary>What the points of a metric come to in one period.</summary>
/// <param name="Index">The period's place in its grid.</param>
/// <param name="Unit">Unit of the points.</param>
/// <param name="Samples">Count, sum and extremes.</param>
/// <param name="Ascending">The distribution; null where it was not asked for, or is not known.</param>
public sealed record MetricPeriod(int Index, string Unit, StatisticSet Samples, WeighedValue[]? Ascending)
{
    /// <summary>The value of a statistic; NaN where the distribution that it needs is not known.</summary>
    public double Compute(MetricStatistic statistic)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        return !statistic.NeedsDistribution ? statistic.Compute(Samples) : Ascending is null ? double.NaN : statistic.Compute(Ascending);
    }

    /// <summary>All samples of a period, whatever their unit.</summary>
    public static MetricPeriod Join(IReadOnlyList<MetricPeriod> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 1)
        {
            return parts[0];
        }
        StatisticSet samples = default;
        foreach (MetricPeriod part in parts)
        {
            samples = samples.Plus(part.Samples);
        }
        WeighedValue[]? all = parts.Any(part => part.Ascending is null) ? null : [.. parts.SelectMany(part => part.Ascending!).OrderBy(value => value.Value)];
        return new(parts[0].Index, parts[0].Unit, samples, all);
    }
}
