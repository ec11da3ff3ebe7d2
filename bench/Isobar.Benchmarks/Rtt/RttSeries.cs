namespace Isobar.Benchmarks.Rtt;

/// <summary>A labelled series of round-trip times.</summary>
/// <param name="Name">Its file's name without the ending.</param>
/// <param name="Seconds">Time of each value, seconds since 1970.</param>
/// <param name="Raw">The values as the file has them, milliseconds; a lost ping is negative there.</param>
/// <param name="Labels">Where the level changes: the first value of each new segment, rising, never the first of the series.</param>
internal sealed record RttSeries(string Name, long[] Seconds, double[] Raw, int[] Labels)
{
    /// <summary>The values with lost pings as NaN.</summary>
    public double[] Millis { get; } = Array.ConvertAll(Raw, value => value > 0 ? value : double.NaN);

    public int Lost => Millis.Count(double.IsNaN);

    /// <summary>First and last-plus-one index of the labelled segments.</summary>
    public IEnumerable<(int From, int To)> Segments() => Labels.Prepend(0).Zip(Labels.Append(Raw.Length));
}
