namespace Isobar.Core.Scoring.Numerics;

/// <summary>
/// The beta-binomial distribution of counts: y of n, expected share q, intra-class correlation ρ, that is Var(y/n) = q (1 − q)/n · (1 + (n − 1) ρ).
/// A share of a window's samples fails (or is slow) together: with ρ = 0, the binomial, such bursts would be thousands of false alarms.
/// </summary>
/// <remarks>
/// As a mixture: θ ~ Beta(a, b), y ~ Binomial(n, θ) with a = q (1 − ρ)/ρ, b = (1 − q)(1 − ρ)/ρ. Shares are clamped to 1e-12 … 1 − 1e-12, so that a baseline without any failure
/// is still a distribution; a correlation below 1e-9 counts as none. Tails have a relative error below 1e-8 for n up to 1e6 (ln p correspondingly absolute), whatever their size.
/// </remarks>
public static class BetaBinomial
{
    private const double LeastShare = 1e-12;

    private const double LeastCorrelation = 1e-9;

    private const double MostCorrelation = 0.999;

    /// <summary>Up to so many factors are multiplied, which is faster than gamma functions and cannot leave the range of numbers: most windows have few failures.</summary>
    private const long FewFactors = 16;

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

    /// <summary>ln of the upper tail, for p-values that a double cannot hold.</summary>
    /// <param name="y">Count; the tail is all of it below 0 and nothing beyond n.</param>
    /// <param name="n">Number of samples or votes, ≥ 0.</param>
    /// <param name="q">Expected share, 0 to 1.</param>
    /// <param name="rho">Intra-class correlation, 0 to below 1.</param>
    /// <param name="tail">How much of P(X = y) belongs to it.</param>
    public static double LogUpperTail(long y, long n, double q, double rho, TailKind tail = TailKind.MidP)
    {
        if (y < 0 || y > n)
        {
            return y < 0 ? 0 : double.NegativeInfinity;
        }
        q = Share(q);
        double half = tail == TailKind.Exact ? 0.5 : 0;
        // Summed away from the mean; on the near side of it the other tail is the small one.
        return y >= n * q
            ? LogMass(y, n, q, rho) + StableMath.Log(TailOverMass(y, n, q, rho) + half)
            : StableMath.Log1p(-Math.Min(StableMath.Exp(LogMass(y, n, q, rho)) * (TailOverMass(n - y, n, 1 - q, rho) - half), 1));
    }

    /// <summary>P(X ≥ y), the chance that a critical count is reached: the power of a test.</summary>
    /// <inheritdoc cref="LogMass" path="/param"/>
    public static double AtLeast(long y, long n, double q, double rho) => StableMath.Exp(LogUpperTail(y, n, q, rho, TailKind.Exact));

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
    /// The critical count: the smallest y whose upper tail is at most α. Where even y = n is not significant it is n + 1.
    /// </summary>
    /// <param name="n">Number of samples or votes, ≥ 0.</param>
    /// <param name="q">Expected share, 0 to 1.</param>
    /// <param name="rho">Intra-class correlation, 0 to below 1.</param>
    /// <param name="alpha">Level of the test, above 0.</param>
    /// <param name="tail">The tail that is compared with α.</param>
    public static long CriticalCount(long n, double q, double rho, double alpha, TailKind tail = TailKind.MidP) =>
        FindCritical(n, q, rho, alpha, tail).High;

    /// <summary>
    /// Where ln of the tail, interpolated between counts, crosses ln α: above the greatest count that is not significant, at most the critical one. Smooth in n, q and ρ where the
    /// critical count itself has steps. n + 1 where no count is significant.
    /// </summary>
    internal static double CriticalPoint(long n, double q, double rho, double alpha, TailKind tail)
    {
        (long high, double excessLow, double excessHigh) = FindCritical(n, q, rho, alpha, tail);
        return high > n || double.IsInfinity(excessHigh) ? high : high - excessHigh / (excessHigh - excessLow);
    }

    /// <summary>The critical count, and by how much ln of the tail exceeds ln α one below it and at it.</summary>
    private static (long High, double ExcessLow, double ExcessHigh) FindCritical(long n, double q, double rho, double alpha, TailKind tail)
    {
        if (!(alpha > 0))
        {
            return (n + 1, double.PositiveInfinity, double.NegativeInfinity);
        }
        double target = StableMath.Log(alpha);
        q = Share(q);
        // Invariant: excess(low) > 0 ≥ excess(high), as if the tail were 1 at −1 and beyond n nothing.
        long low = -1, high = n + 1, next = GuessCritical(n, q, rho, alpha);
        double excessLow = Math.Max(-target, double.Epsilon), excessHigh = double.NegativeInfinity;
        for (int i = 0; high - low > 1; i++)
        {
            double logTail = LogUpperTail(next, n, q, rho, tail), excess = logTail - target;
            // ln of the tail falls by about mass / tail per count. It is concave, so that Newton's step from either side ends above the root, ever nearer.
            double step = excess * StableMath.Exp(Math.Min(logTail - LogMass(next, n, q, rho), 100));
            (low, excessLow) = excess > 0 ? (next, excess) : (low, excessLow);
            (high, excessHigh) = excess > 0 ? (high, excessHigh) : (next, excess);
            // For ρ near 1 it is not: bisection ends that.
            next = i < 30 ? next + (long)Math.Ceiling(Math.Clamp(step, -n - 1.0, n)) : low + (high - low) / 2;
            next = high - low > 1 ? Math.Clamp(next, low + 1, high - 1) : next;
        }
        return (high, excessLow, excessHigh);
    }

    /// <summary>The normal quantile with the skewness put in (Cornish and Fisher, first order).</summary>
    private static long GuessCritical(long n, double q, double rho, double alpha)
    {
        if (n == 0)
        {
            return 0;
        }
        double z = -SpecialFunctions.NormalQuantile(Math.Min(alpha, 0.5));
        double spread = Math.Sqrt(n * q * (1 - q) * (1 + (n - 1) * Math.Max(rho, 0)));
        double skewness = (1 - 2 * q) / Math.Sqrt(n * q * (1 - q));
        if (rho >= LeastCorrelation)
        {
            double sum = Sum(rho);
            skewness *= (sum + 2.0 * n) / (sum + 2) * Math.Sqrt((1 + sum) / (sum + n));
        }
        return (long)Math.Clamp(n * q + spread * (z + (z * z - 1) / 6 * skewness), 0, n);
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
    private static double LogRising(long k, double c)
    {
        if (k > FewFactors)
        {
            return -StableMath.Log(k) - SpecialFunctions.LogBeta(k, c);
        }
        double product = 1;
        for (long i = 0; i < k; i++)
        {
            product *= (c + i) / (i + 1);
        }
        return StableMath.Log(product);
    }

    /// <summary>ln of the rising factorials' ratio: ln [Γ(k + to) Γ(from) / (Γ(k + from) Γ(to))].</summary>
    private static double LogGrowth(long k, double from, double to)
    {
        if (k > FewFactors)
        {
            return SpecialFunctions.LogBeta(k, from) - SpecialFunctions.LogBeta(k, to);
        }
        double product = 1;
        for (long i = 0; i < k; i++)
        {
            product *= (to + i) / (from + i);
        }
        return StableMath.Log(product);
    }
}
