namespace Isobar.Simulator.Tests;

/// <summary>Whether drawn numbers follow a distribution. Draws are seeded, so a test that holds once holds always.</summary>
internal static class Fit
{
    /// <summary>Pearson's statistic in standard deviations above its mean; cells with fewer than ten expected are joined.</summary>
    public static double ChiSquareSigmas(IReadOnlyList<double> expected, IReadOnlyList<double> observed)
    {
        double statistic = 0, expectedCell = 0, observedCell = 0;
        int cells = 0;
        for (int i = 0; i < expected.Count; i++)
        {
            expectedCell += expected[i];
            observedCell += observed[i];
            if (expectedCell >= 10)
            {
                statistic += (observedCell - expectedCell) * (observedCell - expectedCell) / expectedCell;
                cells++;
                expectedCell = observedCell = 0;
            }
        }
        double degrees = Math.Max(1, cells - 1);
        return (statistic - degrees) / Math.Sqrt(2 * degrees);
    }

    /// <summary>The same for two samples of equal size.</summary>
    public static double TwoSampleSigmas(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        double statistic = 0, a = 0, b = 0;
        int cells = 0;
        for (int i = 0; i < first.Count; i++)
        {
            a += first[i];
            b += second[i];
            if (a + b >= 20)
            {
                statistic += (a - b) * (a - b) / (a + b);
                cells++;
                a = b = 0;
            }
        }
        double degrees = Math.Max(1, cells - 1);
        return (statistic - degrees) / Math.Sqrt(2 * degrees);
    }

    /// <summary>Mean and variance.</summary>
    public static (double Mean, double Variance) Moments(IReadOnlyCollection<double> values)
    {
        double mean = values.Average();
        return (mean, values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }
}
