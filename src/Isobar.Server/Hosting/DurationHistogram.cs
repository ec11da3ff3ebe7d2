namespace Isobar.Server.Hosting;

/// <summary>Durations in buckets, as Prometheus wants them: each counts what is not longer than its bound.</summary>
internal sealed class DurationHistogram
{
    private static readonly double[] s_bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly long[] _counts = new long[s_bounds.Length];

    /// <summary>Upper bounds of the buckets, seconds, inclusive.</summary>
    public static IReadOnlyList<double> Bounds => s_bounds;

    /// <summary>Number of durations.</summary>
    public long Count { get; private set; }

    /// <summary>Their sum, seconds.</summary>
    public double Sum { get; private set; }

    /// <summary>Adds a duration, seconds.</summary>
    public void Add(double seconds)
    {
        Count++;
        Sum += seconds;
        for (int i = 0; i < s_bounds.Length; i++)
        {
            _counts[i] += seconds <= s_bounds[i] ? 1 : 0;
        }
    }

    /// <summary>The counts as they are now.</summary>
    public DurationCounts Snapshot() => new([.. _counts], Count, Sum);
}
