using System.Diagnostics;

namespace Isobar.Benchmarks.Verbs;

/// <summary>Times a thing several times.</summary>
internal static class Medians
{
    /// <summary>The median of the seconds that a thing takes.</summary>
    public static double Seconds(int times, Action work)
    {
        double[] seconds = new double[times];
        for (int i = 0; i < times; i++)
        {
            long started = Stopwatch.GetTimestamp();
            work();
            seconds[i] = Stopwatch.GetElapsedTime(started).TotalSeconds;
        }
        Array.Sort(seconds);
        return seconds[times / 2];
    }
}
