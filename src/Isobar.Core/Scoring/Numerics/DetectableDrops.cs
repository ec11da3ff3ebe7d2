namespace Isobar.Core.Scoring.Numerics;

/// <summary>
/// The smallest drop that a test at one level would have found with power 0.9, for every pair and window: from the table of critical counts and Wilson's bound, without a tail.
/// </summary>
/// <remarks>
/// It errs upwards: in 100,000 random cases of n from 10 to 100,000 and ρ up to 0.06, where the exact answer is at most 0.6, it was never below that and on average 0.005 above; in one case
/// of a hundred by more than 0.04, and by 0.12 at most (ten votes, where one count is that much). Above 0.6 it can be some hundredths off either way. Less than 0.1 µs a call.
/// </remarks>
/// <param name="table">The critical counts of the test.</param>
public sealed class DetectableDrops(CriticalCounts table)
{
    /// <summary>Φ⁻¹(0.9): the power asked for.</summary>
    private const double PowerDeviation = 1.2815515655446004;

    /// <summary>The critical point is taken so much of its deviation higher than interpolated.</summary>
    private const double Margin = 0.02;

    /// <summary>For failures: the test's critical count, and not below the effect floor of availability. ∞ where not even a total loss would be found.</summary>
    /// <param name="n">Votes, ≥ 0.</param>
    /// <param name="usual">Usual failure rate p0.</param>
    /// <param name="rho">Intra-class correlation.</param>
    public double OfFailures(long n, double usual, double rho) =>
        Of(Math.Max(CriticalCount(n, usual, rho), Math.Ceiling(n * (usual + Math.Max(DropShare.LeastRise, usual)))), n, usual, rho);

    /// <summary>
    /// For one edge: the test's critical count against the share usually above it, and not below the effect floor of performance, that the quantile is surely above its edge.
    /// </summary>
    /// <param name="n">Samples, ≥ 0.</param>
    /// <param name="usual">Usual share q above the edge.</param>
    /// <param name="tested">The share the test is made against: q, but at least 0.02.</param>
    /// <param name="quantile">j/100: the quantile that the edge lies above.</param>
    /// <param name="rho">Intra-class correlation.</param>
    public double OfEdge(long n, double usual, double tested, double quantile, double rho) =>
        Of(Math.Max(CriticalCount(n, tested, rho), CriticalCount(n, 1 - quantile, rho)), n, usual, rho);

    /// <summary>The drop under which so many are counted with power 0.9.</summary>
    private static double Of(double count, long n, double usual, double rho)
    {
        if (!(count <= n))
        {
            return double.PositiveInfinity;
        }
        // The rate whose mean lies PowerDeviation of its own standard deviations above the count: Wilson's upper bound of count/n, continuity corrected.
        double effective = DropShare.EffectiveCount(n, rho);
        double observed = Math.Max(count - 0.5, 0) / n;
        double square = PowerDeviation * PowerDeviation / effective;
        double centre = observed + square / 2;
        double half = Math.Sqrt(square * (observed * (1 - observed) + square / 4));
        return DropShare.OfRate((centre + SkewAllowance(rho) * half) / (1 + square), usual);
    }

    /// <summary>A beta-distributed rate reaches further down than a normal one of the same spread, the further the wider it is (fitted to exact tails).</summary>
    private static double SkewAllowance(double rho) => 1.012 + 0.7 * Math.Clamp(rho, 0, CriticalGrid.MostCorrelation);

    private double CriticalCount(long n, double q, double rho)
    {
        double expected = n * q;
        return Math.Ceiling(expected + (1 + Margin) * (table.Estimate(n, q, rho) - expected));
    }
}
