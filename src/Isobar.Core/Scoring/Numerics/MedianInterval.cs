namespace Isobar.Core.Scoring.Numerics;

/// <summary>A median with the standard error that the spread of its order statistics gives (Price and Bonett, 2002), and the difference of two of them.</summary>
/// <param name="Median">The sample's median, in the samples' unit.</param>
/// <param name="StandardError">Its standard error, same unit; ∞ where there are too few samples to tell.</param>
public readonly record struct MedianInterval(double Median, double StandardError)
{
    /// <summary>
    /// From samples in ascending order: with c = round((n + 1)/2 − √n) the order statistics y_(c) and y_(n−c+1) lie z = Φ⁻¹(1 − p) standard errors about the median,
    /// p = P(Binomial(n, ½) &lt; c).
    /// </summary>
    /// <param name="ascending">Samples, ascending. Below five nothing can be said, and the error is ∞.</param>
    public static MedianInterval Of(ReadOnlySpan<double> ascending)
    {
        int n = ascending.Length;
        if (n == 0)
        {
            return new(double.NaN, double.PositiveInfinity);
        }
        double median = (ascending[(n - 1) / 2] + ascending[n / 2]) / 2;
        int rank = OrderRanks.PriceBonett(n);
        return rank < 1
            ? new(median, double.PositiveInfinity)
            : new(median, (ascending[n - rank] - ascending[rank - 1]) / (2 * Deviations(n, rank)));
    }

    /// <summary>From quantiles of a sketch: the order statistics are read as quantiles of their ranks, so that the sketch's accuracy of 1 % adds to the error.</summary>
    /// <param name="n">Number of samples in the sketch.</param>
    /// <param name="median">Its median.</param>
    /// <param name="lower">Its value at rank <see cref="OrderRanks.PriceBonett"/> from below.</param>
    /// <param name="upper">Its value at the same rank from above.</param>
    public static MedianInterval Of(int n, double median, double lower, double upper)
    {
        int rank = OrderRanks.PriceBonett(n);
        return rank < 1 ? new(median, double.PositiveInfinity) : new(median, (upper - lower) / (2 * Deviations(n, rank)));
    }

    /// <summary>The interval of this median minus another, independent one: difference ± z √(V1 + V2).</summary>
    /// <param name="other">What is subtracted.</param>
    /// <param name="confidence">Two-sided, 0 to below 1: 0.95 gives z = 1.96.</param>
    /// <returns>Both bounds, in the samples' unit; infinite where either has too few samples.</returns>
    public (double Lower, double Upper) Minus(MedianInterval other, double confidence)
    {
        double z = -SpecialFunctions.NormalQuantile((1 - confidence) / 2);
        double half = z * Math.Sqrt(StandardError * StandardError + other.StandardError * other.StandardError);
        return (Median - other.Median - half, Median - other.Median + half);
    }

    private static double Deviations(int n, int rank) => -SpecialFunctions.NormalQuantile(BinomialBelow(n, rank));

    /// <summary>P(Binomial(n, ½) &lt; c) = I_½(n − c + 1, c).</summary>
    private static double BinomialBelow(int n, int c) => SpecialFunctions.Beta(n - c + 1, c, 0.5);
}
