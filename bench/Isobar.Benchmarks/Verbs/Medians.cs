using System.Diagnostics;

namespace Isobar.Benchmarks.Verbs;

/// <summary>Times a thing several times.</summary>
internal static class Medians
{
    /// <summary>The median of the seconds that a thing takes, by the clock on the wall.</summary>
    public static double Seconds(int times, Action work)
    {
        double[] seconds = new double[times];
        for (int i = 0; i < times; i++)
        {
            long started = Stopwatch.GetTimestamp();
            work();
            seconds[i] = Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
        return Of(seconds);
    }

    /// <summary>
    /// The median of the processor seconds that a single-threaded thing takes. On a machine that is shared they say what the code costs where the clock on the wall says how
    /// busy the neighbours are; mmdblookup reports them too.
    /// </summary>
    public static double ProcessorSeconds(int times, Action work)
    {
        double[] seconds = new double[times];
        for (int i = 0; i < times; i++)
        {
            TimeSpan started = Environment.CpuUsage.TotalTime;
            work();
            seconds[i] = (Environment.CpuUsage.TotalTime - started).TotalSeconds;
        }
        return Of(seconds);
    }

    private static double Of(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
