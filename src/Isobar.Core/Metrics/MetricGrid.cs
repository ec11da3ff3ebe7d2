namespace Isobar.Core.Metrics;

/// <summary>Periods that follow each other.</summary>
/// <param name="Start">Start of the first, Unix seconds.</param>
/// <param name="PeriodSeconds">Length of each.</param>
/// <param name="Count">How many.</param>
public readonly record struct MetricGrid(long Start, int PeriodSeconds, int Count)
{
    /// <summary>First second after the last.</summary>
    public long End => StartOf(Count);

    /// <summary>Start of a period.</summary>
    public long StartOf(int index) => Start + (long)PeriodSeconds * index;

    /// <summary>The periods on the clock that have a part in a range.</summary>
    /// <param name="from">First second.</param>
    /// <param name="to">First second after the range.</param>
    /// <param name="periodSeconds">Length of a period.</param>
    public static MetricGrid Aligned(long from, long to, int periodSeconds)
    {
        long start = from - Rest(from, periodSeconds), count = to <= start ? 0 : (to - start + periodSeconds - 1) / periodSeconds;
        return new(start, periodSeconds, checked((int)count));
    }

    private static long Rest(long value, long period) => (value % period + period) % period;
}
