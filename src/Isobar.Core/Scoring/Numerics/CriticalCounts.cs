namespace Isobar.Core.Scoring.Numerics;

/// <summary>
/// Critical counts at one level, tabulated over n, q and ρ: a screen that spares nearly every window its exact test, and a good estimate of the critical count itself.
/// </summary>
/// <remarks>
/// In standard deviations above the expected count the critical point varies slowly. The screen takes the least of the eight nodes around, with 3 % of it and half a count off; the tests compare
/// it with exact tails over the whole grid. A node is computed when it is first asked for (14 µs): all 7,308 would take 0.1 s, and the traffic of one application asks for some hundreds. It takes
/// 60 KB and can be shared between threads: whoever computes a node finds the same.
/// </remarks>
public sealed class CriticalCounts
{
    /// <summary>By so much of itself the critical deviation may lie below the least of the nodes around.</summary>
    private const double Margin = 0.03;

    /// <summary>
    /// ln of the critical deviation at each node, 0 where it has not been asked for (a node of exactly 0 is computed each time). For a handful of counts as for thousands it is nearly straight in
    /// the logarithms of n, q and ρ.
    /// </summary>
    private readonly float[] _logDeviations = new float[CriticalGrid.Nodes];

    /// <summary>The least critical deviation of the eight nodes around each cell, the margin taken off; 0 where it has not been asked for.</summary>
    private readonly float[] _least = new float[CriticalGrid.Nodes];

    /// <summary>Makes a table.</summary>
    /// <param name="alpha">The greatest level that the screen is asked about, 1e-15 to 0.05.</param>
    public CriticalCounts(double alpha)
    {
        if (!(alpha is >= 1e-15 and <= 0.05))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The level of a test is from 1e-15 to 0.05.");
        }
        Alpha = alpha;
    }

    /// <summary>The level of the table. The screen holds at every smaller level too.</summary>
    public double Alpha { get; }

    /// <summary>
    /// Counts below this are surely not significant at <see cref="Alpha"/> or any smaller level: the exact test need not be made. Never above the critical count;
    /// 1, which screens out only windows that counted nothing, where q is outside 2^-13 … 1 − 2^-6 or ρ above ¼.
    /// </summary>
    /// <param name="n">Number of samples or votes, ≥ 0.</param>
    /// <param name="q">Expected share, 0 to 1.</param>
    /// <param name="rho">Intra-class correlation, 0 to below 1.</param>
    public long LowerBound(long n, double q, double rho)
    {
        if (!(n > 0 && q is >= CriticalGrid.LeastShare and <= CriticalGrid.MostShare && rho <= CriticalGrid.MostCorrelation))
        {
            return 1;
        }
        rho = Math.Max(rho, 0);
        double bound = n * q + Least(CriticalGrid.Cell(n, q, rho)) * Spread(n, q, rho) - 0.5;
        return Math.Clamp((long)Math.Ceiling(bound), 1, n + 1);
    }

    /// <summary>
    /// The critical point between counts, interpolated between the nodes; a count at or above it is about significant at <see cref="Alpha"/>. n + 1 where none is.
    /// Within 1 % of its distance from n q in nine cases of ten; q and ρ outside the grid are taken as its ends.
    /// </summary>
    /// <inheritdoc cref="LowerBound" path="/param"/>
    public double Estimate(long n, double q, double rho)
    {
        if (n <= 0)
        {
            return 1;
        }
        q = Math.Clamp(q, CriticalGrid.LeastShare, CriticalGrid.MostShare);
        rho = Math.Clamp(rho, 0, CriticalGrid.MostCorrelation);
        double deviation = StableMath.Exp(CriticalGrid.Interpolate(this, n, q, rho));
        return Math.Min(n * q + deviation * Spread(n, q, rho), n + 1);
    }

    /// <summary>ln of the critical deviation at a node.</summary>
    internal double LogDeviation(int node)
    {
        float known = _logDeviations[node];
        if (known == 0)
        {
            (long n, double q, double rho) = CriticalGrid.At(node);
            double deviation = (BetaBinomial.CriticalPoint(n, q, rho, Alpha, TailKind.MidP) - n * q) / Spread(n, q, rho);
            _logDeviations[node] = known = (float)StableMath.Log(deviation);
        }
        return known;
    }

    private double Least(int cell)
    {
        float known = _least[cell];
        if (known == 0)
        {
            double least = LogDeviation(cell);
            for (int corner = 1; corner < 8; corner++)
            {
                least = Math.Min(least, LogDeviation(CriticalGrid.Corner(cell, corner)));
            }
            _least[cell] = known = (float)((1 - Margin) * StableMath.Exp(least));
        }
        return known;
    }

    /// <summary>Standard deviation of the count.</summary>
    private static double Spread(long n, double q, double rho) => Math.Sqrt(n * q * (1 - q) * (1 + (n - 1) * rho));
}
