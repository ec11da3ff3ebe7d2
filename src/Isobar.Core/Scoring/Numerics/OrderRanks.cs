namespace Isobar.Core.Scoring.Numerics;

/// <summary>Ranks of order statistics that enclose a quantile whatever the distribution, counted from 1.</summary>
public static class OrderRanks
{
    /// <summary>
    /// The ranks r &lt; s with y_(r) ≤ quantile ≤ y_(s) but with probability (1 − confidence)/2 on either side: r is the lower and s, one more, the upper quantile of Binomial(n, p).
    /// For p90 and 95 % of 100 samples they are 84 and 96.
    /// </summary>
    /// <param name="n">Number of samples, ≥ 1.</param>
    /// <param name="p">The quantile, 0 to 1.</param>
    /// <param name="confidence">Two-sided, 0 to 1.</param>
    /// <returns>A lower rank of 0 or an upper one of n + 1 says that there is no such sample.</returns>
    public static (long Lower, long Upper) Enclosing(long n, double p, double confidence)
    {
        double tail = (1 - confidence) / 2;
        return (BinomialQuantile(n, p, tail), BinomialQuantile(n, p, 1 - tail) + 1);
    }

    /// <summary>
    /// Wilson's ranks n·w∓ of the interval of a median: [½ + z²/2n ∓ z √(1/4n + z²/4n²)] / (1 + z²/n), rounded outwards. Good from a handful of samples on.
    /// </summary>
    /// <param name="n">Number of samples, ≥ 1.</param>
    /// <param name="p">The quantile, 0 to 1; ½ for the median.</param>
    /// <param name="confidence">Two-sided, 0 to 1.</param>
    public static (long Lower, long Upper) Wilson(long n, double p, double confidence)
    {
        ShareInterval share = WilsonInterval(n * p, n, confidence);
        return (Math.Max((long)Math.Floor(n * share.Lower), 1), Math.Min((long)Math.Ceiling(n * share.Upper), n));
    }

    /// <summary>Wilson's interval of a share, count of n.</summary>
    /// <param name="count">Count, 0 … n.</param>
    /// <param name="n">Number of samples, above 0.</param>
    /// <param name="confidence">Two-sided, 0 to 1.</param>
    public static ShareInterval WilsonInterval(double count, double n, double confidence)
    {
        double z = -SpecialFunctions.NormalQuantile((1 - confidence) / 2);
        double p = count / n, square = z * z / n;
        double half = z * Math.Sqrt(p * (1 - p) / n + square / (4 * n));
        return new(Math.Max(0, (p + square / 2 - half) / (1 + square)), Math.Min(1, (p + square / 2 + half) / (1 + square)));
    }

    /// <summary>c = round((n + 1)/2 − √n), at least 1: the rank that Price and Bonett take from either end; 0 below five samples.</summary>
    /// <param name="n">Number of samples.</param>
    public static int PriceBonett(int n) => n < 5 ? 0 : Math.Max(1, (int)Math.Round((n + 1) / 2.0 - Math.Sqrt(n)));

    /// <summary>The smallest k with P(X ≤ k) ≥ share for X ~ Binomial(n, p).</summary>
    private static long BinomialQuantile(long n, double p, double share)
    {
        long low = -1, high = n;
        while (high - low > 1)
        {
            long middle = low + (high - low) / 2;
            // P(X ≤ k) = 1 − I_p(k + 1, n − k)
            bool reached = SpecialFunctions.BetaComplement(middle + 1.0, n - middle, p) >= share;
            (low, high) = reached ? (low, middle) : (middle, high);
        }
        return high;
    }
}
