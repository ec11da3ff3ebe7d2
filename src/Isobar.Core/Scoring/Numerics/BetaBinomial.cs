namespace Isobar.Core.Scoring.Numerics;

/// <summary>
/// The beta-binomial distribution of counts: y of n, expected share q, intra-class correlation ρ, that is Var(y/n) = q (1 − q)/n · (1 + (n − 1) ρ).
/// A share of a window's samples fails (or is slow) together: with ρ = 0, the binomial, such bursts would be thousands of false alarms.
/// </summary>
/// <remarks>
/// As a mixture: θ ~ Beta(a, b), y ~ Binomial(n, θ) with a = q (1 − ρ)/ρ, b = (1 − q)(1 − ρ)/ρ. Shares are clamped to 1e-12 … 1 − 1e-12, so that a baseline without any failure is still a distribution;
/// a correlation below 1e-9 counts as none. Tails have a relative error below 1e-8 for n up to 1e6 (ln p correspondingly absolute), whatever their size.
/// </remarks>
public static class BetaBinomial
{
    private const double LeastShare = 1e-12;

    private const double LeastCorrelation = 1e-9;

    private const double MostCorrelation = 0.999;

    private const double LogHalf = -0.69314718055994530942;

    /// <summary>ln P(X = y).</summary>
    /// <param name="y">Count; −∞ outside 0 … n.</param>
    /// <param name="n">Number of samples or votes, ≥ 0.</param>
    /// <param name="q">Expected share, 0 to 1.</param>
    /// <param name="rho">Intra-class correlation, 0 to below 1.</param>
    public static double LogMass(long y, long n, double q, double rho)
    {
        if (y < 0 || y > n)
        {
            return double.NegativeInfinity;
        }
        q = Share(q);
        if (rho < LeastCorrelation)
        {
            return LogBinomialMass(y, n, q);
        }
        double sum = Sum(rho);
        return LogRising(y, q * sum) + LogRising(n - y, (1 - q) * sum) - LogRising(n, sum);
    }

    /// <summary>The p-value of a high count: the mid-p upper tail P(X &gt; y) + ½ P(X = y).</summary>
    /// <inheritdoc cref="LogMass" path="/param"/>
    public static double UpperTail(long y, long n, double q, double rho) => StableMath.Exp(LogUpperTail(y, n, q, rho));

    /// <summary>The p-value of a low count: the mid-p lower tail P(X &lt; y) + ½ P(X = y).</summary>
    /// <inheritdoc cref="LogMass" path="/param"/>
    public static double LowerTail(long y, long n, double q, double rho) => UpperTail(n - y, n, 1 - Share(q), rho);

    /// <summary>ln of the mid-p upper tail, for p-values that a double cannot hold.</summary>
    /// <inheritdoc cref="LogMass" path="/param"/>
    public static double LogUpperTail(long y, long n, double q, double rho)
    {
        if (y < 0 || y > n)
        {
            return y < 0 ? 0 : double.NegativeInfinity;
        }
        q = Share(q);
        // Summed away from the mean; on the near side of it the other tail is the small one.
        return y >= n * q
            ? LogMass(y, n, q, rho) + StableMath.Log(TailOverMass(y, n, q, rho))
            : StableMath.Log1p(-StableMath.Exp(LogMass(y, n, q, rho)) * TailOverMass(n - y, n, 1 - q, rho));
    }

    /// <summary>P(X ≥ y), the chance that a critical count is reached: the power of a test.</summary>
    /// <inheritdoc cref="LogMass" path="/param"/>
    public static double AtLeast(long y, long n, double q, double rho) =>
        y <= 0 ? 1 : y > n ? 0
        : Math.Min(1, StableMath.Exp(LogUpperTail(y, n, q, rho)) + 0.5 * StableMath.Exp(LogMass(y, n, q, rho)));

    /// <summary>
    /// ln [P(y | q + δ) / P(y | q)] with the same n and ρ: what one window says for "a share of δ more is hit" against "as usual". The step of the CUSUM, not clipped.
    /// </summary>
    /// <param name="y">Count, 0 … n.</param>
    /// <param name="n">Number of samples or votes, ≥ 0.</param>
    /// <param name="q">Expected share, 0 to 1.</param>
    /// <param name="delta">The rise to look for; where q + δ would pass the middle between q and 1, that middle is taken.</param>
    /// <param name="rho">Intra-class correlation, 0 to below 1.</param>
    public static double LogLikelihoodRatio(long y, long n, double q, double delta, double rho)
    {
        q = Share(q);
        double raised = Math.Min(q + delta, 0.5 + 0.5 * q);
        if (rho < LeastCorrelation)
        {
            return y * StableMath.Log(raised / q) + (n - y) * StableMath.Log1p((q - raised) / (1 - q));
        }
        // The binomial coefficient and all that depends on a + b alone are the same on both sides.
        double sum = Sum(rho);
        double a = q * sum, b = (1 - q) * sum, raisedA = raised * sum, raisedB = (1 - raised) * sum;
        return LogGrowth(y, a, raisedA) + LogGrowth(n - y, b, raisedB);
    }

    /// <summary>
    /// The critical count: the smallest y whose mid-p upper tail is at most α. Where even y = n is not significant it is n + 1.
    /// </summary>
    /// <param name="n">Number of samples or votes, ≥ 0.</param>
    /// <param name="q">Expected share, 0 to 1.</param>
    /// <param name="rho">Intra-class correlation, 0 to below 1.</param>
    /// <param name="alpha">Level of the test, above 0.</param>
    public static long CriticalCount(long n, double q, double rho, double alpha)
    {
        double target = StableMath.Log(alpha);
        q = Share(q);
        double spread = Math.Sqrt(n * q * (1 - q) * (1 + (n - 1) * Math.Max(rho, 0)));
        double guess = n * q - SpecialFunctions.NormalQuantile(Math.Min(alpha, 0.5)) * spread;
        long step = 1 + (long)(spread / 4);
        // Invariant of the gallop and of the search: p(low − 1) > α ≥ p(high), as if p(−1) were 1 and p(n + 1) were 0.
        long low = Math.Clamp((long)guess, 0, n), high = low;
        if (LogUpperTail(low, n, q, rho) <= target)
        {
            for (low--; low >= 0 && LogUpperTail(low, n, q, rho) <= target; low -= step, step *= 2)
            {
                high = low;
            }
            low = Math.Max(low, -1) + 1;
        }
        else
        {
            for (high = low + step; high <= n && LogUpperTail(high, n, q, rho) > target; high += step, step *= 2)
            {
                low = high;
            }
            high = Math.Min(high, n + 1);
            low++;
        }
        while (low < high)
        {
            long middle = low + (high - low) / 2;
            (low, high) = LogUpperTail(middle, n, q, rho) <= target ? (low, middle) : (middle + 1, high);
        }
        return high;
    }

    /// <summary>q as the mean of a proper distribution.</summary>
    internal static double Share(double q) => Math.Clamp(q, LeastShare, 1 - LeastShare);

    /// <summary>a + b.</summary>
    private static double Sum(double rho)
    {
        rho = Math.Min(rho, MostCorrelation);
        return (1 - rho) / rho;
    }

    private static double TailOverMass(long y, long n, double q, double rho)
    {
        if (y == n)
        {
            return 0.5;
        }
        if (rho >= LeastCorrelation)
        {
            double sum = Sum(rho);
            return BetaBinomialTail.OverMass(y, n, q * sum, (1 - q) * sum);
        }
        // P(X > y) = I_q(y + 1, n − y) = P(X = y) · q (n − y) / F.
        return 0.5 + q * (n - y) / SpecialFunctions.BetaFraction(y + 1.0, n - y, q, 1 - q);
    }

    /// <summary>ln of the binomial probability by deviances, with full accuracy for great n (Loader, 2000).</summary>
    private static double LogBinomialMass(double y, double n, double q)
    {
        if (y == 0 || y == n)
        {
            return n == 0 ? 0 : n * (y == 0 ? StableMath.Log1p(-q) : StableMath.Log(q));
        }
        // x^a (1 − x)^b / B(a, b) at a = y, b = n − y is the mass times y (n − y) / n.
        return SpecialFunctions.LogBetaPower(y, n - y, q, 1 - q) - StableMath.Log(y / n * (n - y));
    }

    /// <summary>ln [Γ(k + c) / (k! Γ(c))] = −ln k − ln B(k, c): the three factors of the probability have this form.</summary>
    private static double LogRising(long k, double c) => k == 0 ? 0 : -StableMath.Log(k) - SpecialFunctions.LogBeta(k, c);

    /// <summary>ln of the rising factorials' ratio: ln [Γ(k + to) Γ(from) / (Γ(k + from) Γ(to))].</summary>
    private static double LogGrowth(long k, double from, double to) => k == 0 ? 0 : SpecialFunctions.LogBeta(k, from) - SpecialFunctions.LogBeta(k, to);
}
