namespace Isobar.Core.Scoring.Numerics;

/// <summary>
/// The negative binomial distribution of volumes: mean m and dispersion k, Var = m + m²/k. Distinct clients of a slot vary more than a Poisson count does, the busier the more;
/// with k = ∞ it is the Poisson distribution.
/// </summary>
public static class NegativeBinomial
{
    /// <summary>Beyond this the distribution cannot be told from Poisson's: the variance of a million clients differs by 1e-6 of itself.</summary>
    private const double GreatestDispersion = 1e12;

    /// <summary>ln P(X = x); −∞ below 0.</summary>
    /// <param name="x">Count.</param>
    /// <param name="mean">Expected count m, ≥ 0.</param>
    /// <param name="dispersion">k, above 0; smaller is wider.</param>
    public static double LogMass(long x, double mean, double dispersion)
    {
        if (x < 0 || !(mean > 0))
        {
            return x == 0 ? 0 : double.NegativeInfinity;
        }
        double k = Math.Min(dispersion, GreatestDispersion);
        if (x == 0)
        {
            return -k * StableMath.Log1p(mean / k);
        }
        // x^a y^b / B(a, b) at a = k, b = x is the mass times x.
        return SpecialFunctions.LogBetaPower(k, x, k / (k + mean), mean / (k + mean)) - StableMath.Log(x);
    }

    /// <summary>The p-value of a low volume: the mid-p lower tail P(X &lt; x) + ½ P(X = x).</summary>
    /// <inheritdoc cref="LogMass" path="/param"/>
    public static double LowerTail(long x, double mean, double dispersion) => StableMath.Exp(LogLowerTail(x, mean, dispersion));

    /// <summary>ln of the mid-p lower tail, for p-values that a double cannot hold.</summary>
    /// <inheritdoc cref="LogMass" path="/param"/>
    public static double LogLowerTail(long x, double mean, double dispersion)
    {
        if (x < 0)
        {
            return double.NegativeInfinity;
        }
        double mass = StableMath.Exp(LogMass(x, mean, dispersion));
        if (!(mean > 0) || x == 0)
        {
            return x > 0 ? 0 : LogMass(0, Math.Max(mean, 0), dispersion) + StableMath.Log(0.5);
        }
        // P(X ≤ x) = I_p(k, x + 1) with p = k / (k + m); P(X < x) the same with x.
        double k = Math.Min(dispersion, GreatestDispersion);
        double p = k / (k + mean), rest = mean / (k + mean);
        double below = SpecialFunctions.LogBetaTail(k, x, p, rest);
        return below > -700 ? StableMath.Log(StableMath.Exp(below) + 0.5 * mass) : LogSum(below, LogMass(x, mean, dispersion) + StableMath.Log(0.5));
    }

    /// <summary>
    /// The critical volume: the greatest x whose mid-p lower tail is at most α, −1 where not even 0 is significant.
    /// </summary>
    /// <param name="mean">Expected count m, ≥ 0.</param>
    /// <param name="dispersion">k, above 0; smaller is wider.</param>
    /// <param name="alpha">Level of the test, above 0.</param>
    public static long CriticalVolume(double mean, double dispersion, double alpha)
    {
        double target = StableMath.Log(alpha);
        long low = -1, high = (long)Math.Ceiling(Math.Max(mean, 0)) + 1;
        while (high < (1L << 52) && LogLowerTail(high, mean, dispersion) <= target)
        {
            high *= 2;
        }
        // Invariant: p(low) ≤ α < p(high), as if p(−1) were 0.
        while (high - low > 1)
        {
            long middle = low + (high - low) / 2;
            (low, high) = LogLowerTail(middle, mean, dispersion) <= target ? (middle, high) : (low, middle);
        }
        return low;
    }

    private static double LogSum(double a, double b) => Math.Max(a, b) + StableMath.Log1p(StableMath.Exp(-Math.Abs(a - b)));
}
