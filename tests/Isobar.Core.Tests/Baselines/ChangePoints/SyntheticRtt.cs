using Isobar.Core.Tests.Windows;

namespace Isobar.Core.Tests.Baselines.ChangePoints;

/// <summary>Round-trip times as probes see them: a floor, noise that is mostly upwards, now and then a spike.</summary>
internal static class SyntheticRtt
{
    /// <summary>Values on a level, milliseconds; multiples of 1/64, so that sums and shifts are exact.</summary>
    public static double[] Level(SeededRandom random, double level, int count, double noise = 0.3)
    {
        var values = new double[count];
        for (int i = 0; i < count; i++)
        {
            double up = -Math.Log(1 - random.Next(1000) / 1000.0) * noise;
            double spike = random.Next(100) == 0 ? 5 + random.Next(60) : 0;
            values[i] = Math.Round((level + up + spike) * 64) / 64;
        }
        return values;
    }

    /// <summary>Levels after each other.</summary>
    public static double[] Steps(int seed, double noise, params (double Level, int Count)[] levels)
    {
        SeededRandom random = new(seed);
        return [.. levels.SelectMany(level => Level(random, level.Level, level.Count, noise))];
    }
}
