using Isobar.Simulator.Drawing;

namespace Isobar.Simulator.Worlds;

/// <summary>Service times of each location: lognormal, σ 0.6, a median of 12 to 45 ms.</summary>
internal static class ServiceTimes
{
    private const double Spread = 0.6;

    /// <summary>Equally likely service times for each location, microseconds.</summary>
    public static double[][] Of(WorldOptions options)
    {
        double[] shape = [.. Enumerable.Range(0, SampleDraws.ServicePoints)
            .Select(i => Math.Exp(Spread * Quantiles.Normal((i + 0.5) / SampleDraws.ServicePoints)))];
        double[][] times = new double[options.Locations.Length][];
        for (int location = 0; location < times.Length; location++)
        {
            KeyedRandom random = KeyedRandom.Of(options.Seed, DrawPurpose.LocationWindow, (ulong)location);
            double median = random.NextLogUniform(12_000, 45_000);
            times[location] = Array.ConvertAll(shape, time => time * median);
        }
        return times;
    }
}
