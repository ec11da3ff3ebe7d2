namespace Isobar.Core.Scoring.Numerics;

/// <summary>
/// The drop share f: the share of traffic that sees a drop, a score being 100 · (1 − f). What usually fails (or is slow) does so without a fault:
/// affected traffic is beyond the limit, the rest as often as usual, so y/n = f + (1 − f) q and f = (y/n − q) / (1 − q).
/// </summary>
public static class DropShare
{
    /// <summary>Failures must rise by at least this share of all attempts to be a drop in availability: two points.</summary>
    public const double LeastRise = 0.02;

    /// <summary>f from a count: failed votes against the usual failure rate p0, or samples above an edge against the share q usually above it; 0 to 1.</summary>
    /// <param name="count">Failed votes, or samples above the edge.</param>
    /// <param name="n">Votes or samples; with none, f is 0.</param>
    /// <param name="usual">Share that is usual, 0 to below 1.</param>
    public static double Of(double count, double n, double usual) => n > 0 ? OfRate(count / n, usual) : 0;

    /// <summary>f from an observed rate and the usual one; 0 to 1.</summary>
    public static double OfRate(double rate, double usual) => usual < 1 ? Math.Clamp((rate - usual) / (1 - usual), 0, 1) : 0;

    /// <summary>The rate that a drop of share f makes of a usual rate: f + (1 − f) · usual.</summary>
    public static double RateUnder(double f, double usual) => f + (1 - f) * usual;

    /// <summary>f of a volume: 1 − V/V̂, the share of the expected clients that did not come; 0 to 1.</summary>
    /// <param name="clients">Distinct clients seen.</param>
    /// <param name="expected">Distinct clients expected; with none, f is 0.</param>
    public static double OfVolume(double clients, double expected) => expected > 0 ? Math.Clamp(1 - clients / expected, 0, 1) : 0;

    /// <summary>
    /// How many independent samples n correlated ones are worth: n / (1 + (n − 1) ρ). However many there are, it stays below 1/ρ.
    /// </summary>
    public static double EffectiveCount(double n, double rho) => n <= 1 ? Math.Max(n, 0) : n / (1 + (n - 1) * Math.Max(rho, 0));

    /// <summary>Jeffreys' lower bound of the rate count/n: exceeded by the true rate but with probability α. 0 when nothing was counted.</summary>
    /// <param name="count">Count, 0 … n.</param>
    /// <param name="n">Votes or samples.</param>
    /// <param name="rho">Their intra-class correlation; both numbers are scaled to the effective count.</param>
    /// <param name="alpha">One-sided level, down to 1e-300.</param>
    public static double LowerBound(double count, double n, double rho, double alpha)
    {
        double weight = Weight(n, rho);
        return count > 0 ? SpecialFunctions.BetaQuantile(alpha, count * weight + 0.5, (n - count) * weight + 0.5) : 0;
    }

    /// <summary>Jeffreys' upper bound of the rate count/n. 1 when everything was counted.</summary>
    /// <inheritdoc cref="LowerBound" path="/param"/>
    public static double UpperBound(double count, double n, double rho, double alpha)
    {
        double weight = Weight(n, rho);
        return count < n ? SpecialFunctions.BetaUpperQuantile(alpha, count * weight + 0.5, (n - count) * weight + 0.5) : 1;
    }

    /// <summary>The interval of f at a confidence level (0.95: both bounds at 2.5 %), from Jeffreys' interval of the rate.</summary>
    /// <param name="count">Failed votes, or samples above the edge.</param>
    /// <param name="n">Votes or samples.</param>
    /// <param name="usual">Share that is usual, 0 to below 1.</param>
    /// <param name="rho">Intra-class correlation.</param>
    /// <param name="confidence">0 to 1.</param>
    public static ShareInterval Interval(double count, double n, double usual, double rho, double confidence)
    {
        double alpha = (1 - confidence) / 2;
        return new(OfRate(LowerBound(count, n, rho, alpha), usual), OfRate(UpperBound(count, n, rho, alpha), usual));
    }

    /// <summary>The effect floor of availability: failures rose by two points and at least doubled. Whether that is certain is the test's to say.</summary>
    /// <inheritdoc cref="Of" path="/param"/>
    public static bool FailuresMatter(double count, double n, double usual) => n > 0 && count / n - usual >= Math.Max(LeastRise, usual);

    /// <summary>
    /// The effect floor of performance: the j-th percentile is surely above its edge, that is, the lower bound of the share above exceeds 1 − j/100.
    /// Without it every +5 ms of a busy pair would be a drop.
    /// </summary>
    /// <param name="count">Samples above the edge.</param>
    /// <param name="n">Samples.</param>
    /// <param name="quantile">j/100: the quantile that the edge lies above, 0 to 1.</param>
    /// <param name="rho">Intra-class correlation.</param>
    /// <param name="alpha">One-sided level of the bound.</param>
    public static bool EdgeMatters(double count, double n, double quantile, double rho, double alpha)
    {
        if (!(n > 0) || count / n <= 1 - quantile)
        {
            return false;
        }
        // The bound is above the share exactly when the posterior leaves at most α below it: one tail instead of an inverse.
        double weight = Weight(n, rho);
        return SpecialFunctions.LogBetaTail(count * weight + 0.5, (n - count) * weight + 0.5, 1 - quantile, quantile) <= StableMath.Log(alpha);
    }

    private static double Weight(double n, double rho) => n > 0 ? EffectiveCount(n, rho) / n : 1;
}
