namespace Isobar.Core.Scoring.Numerics;

/// <summary>
/// The power of the beta-binomial test: how surely it finds that a share f of the traffic sees a drop, with the same correlation under the fault. Exact, and as slow as a
/// few to some dozen tails; for every pair and window take <see cref="DetectableDrops"/>.
/// </summary>
/// <remarks>
/// Over-dispersion, not n, is the limit: for great n the rate itself varies by √(q (1 − q) ρ), and a drop within that is never found in one window however busy it is.
/// As a count has steps, power is a saw-tooth in n; sample sizes are those from which it stays.
/// </remarks>
public static class Power
{
    /// <summary>The power that is asked of a test unless said otherwise.</summary>
    public const double Usual = 0.9;

    /// <summary>n_min of availability: the fewest effective votes that find f = 0.5 (p0 = 0.5 %, ρ = 0.002, α = 3e-5).</summary>
    public const int LeastVotes = 12;

    /// <summary>n_min of performance: the fewest effective samples that find f = 0.5 (q = 0.10, ρ = 0, α = 6e-6).</summary>
    public const int LeastSamples = 29;

    /// <summary>The probability that the test at α rejects when the share f of the traffic is affected.</summary>
    /// <param name="n">Number of samples or votes.</param>
    /// <param name="q">Usual share, 0 to 1.</param>
    /// <param name="rho">Intra-class correlation.</param>
    /// <param name="alpha">Level of the test.</param>
    /// <param name="f">Affected share, 0 to 1.</param>
    /// <param name="tail">The tail that the test compares with α.</param>
    public static double Of(long n, double q, double rho, double alpha, double f, TailKind tail = TailKind.MidP) =>
        BetaBinomial.AtLeast(BetaBinomial.CriticalCount(n, q, rho, alpha, tail), n, DropShare.RateUnder(f, q), rho);

    /// <summary>The smallest n from which on, up to the limit, the power is at least as asked; −1 where it is not at the limit.</summary>
    /// <param name="q">Usual share, 0 to 1.</param>
    /// <param name="rho">Intra-class correlation.</param>
    /// <param name="alpha">Level of the test.</param>
    /// <param name="f">Affected share, 0 to 1.</param>
    /// <param name="tail">The tail that the test compares with α.</param>
    /// <param name="power">Power asked for.</param>
    /// <param name="limit">Greatest n that counts.</param>
    public static long SmallestSample(double q, double rho, double alpha, double f, TailKind tail = TailKind.MidP, double power = Usual, long limit = 100_000)
    {
        if (Of(limit, q, rho, alpha, f, tail) < power)
        {
            return -1;
        }
        double target = StableMath.Log(alpha), rate = DropShare.RateUnder(f, q);
        long critical = 0, failed = 0;
        // The teeth of the saw shrink as n grows: once it has held for twice as long and a hundred more, it holds.
        for (long n = 1; n <= Math.Min(limit, 2 * failed + 100); n++)
        {
            // The critical count never falls as n grows, and by at most one step for each.
            while (critical <= n && BetaBinomial.LogUpperTail(critical, n, q, rho, tail) > target)
            {
                critical++;
            }
            failed = BetaBinomial.AtLeast(critical, n, rate, rho) < power ? n : failed;
        }
        return failed + 1;
    }

    /// <summary>The smallest detectable drop: the least f that the test finds with the power asked for, within 1e-6; ∞ where it would not even find a total loss.</summary>
    /// <param name="n">Number of samples or votes.</param>
    /// <param name="q">Usual share, 0 to 1.</param>
    /// <param name="rho">Intra-class correlation.</param>
    /// <param name="alpha">Level of the test.</param>
    /// <param name="tail">The tail that the test compares with α.</param>
    /// <param name="power">Power asked for.</param>
    public static double DetectableDrop(long n, double q, double rho, double alpha, TailKind tail = TailKind.MidP, double power = Usual) =>
        DropReaching(BetaBinomial.CriticalCount(n, q, rho, alpha, tail), n, q, rho, power);

    /// <summary>The least f under which so many are counted with the power asked for, within 1e-6; ∞ where there are not so many.</summary>
    /// <param name="count">The count to be reached.</param>
    /// <param name="n">Number of samples or votes.</param>
    /// <param name="usual">Usual share, 0 to 1.</param>
    /// <param name="rho">Intra-class correlation.</param>
    /// <param name="power">Power asked for.</param>
    public static double DropReaching(long count, long n, double usual, double rho, double power = Usual)
    {
        if (count > n)
        {
            return double.PositiveInfinity;
        }
        double low = 0, high = 1;
        while (high - low > 1e-6)
        {
            double middle = (low + high) / 2;
            bool reached = BetaBinomial.AtLeast(count, n, DropShare.RateUnder(middle, usual), rho) >= power;
            (low, high) = reached ? (low, middle) : (middle, high);
        }
        return high;
    }
}
