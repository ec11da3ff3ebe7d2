using System.Numerics;

namespace Isobar.Core.Scoring.Numerics;

/// <summary>
/// The false openings allowed a day, and what they leave to each test. B is split into twelve equal shares b = B/12: two metrics (availability, performance) × three paths
/// (slow, fast, accumulate) × two levels (strata, aggregates); by each, one of N strata may open falsely in one of W windows with probability π = b / (N · W).
/// </summary>
/// <remarks>
/// <para>Streams and edges divide the share further. A metric's share is divided by the streams tested at that level (availability: network failures, service failures, volume;
/// performance: RTT, TTFB), and that of a performance stream by its edges, five or as many as are tested: <c>budget.Slow(streams: 2, edges: 5)</c> is α at one RTT edge where RTT and TTFB are tested.
/// The path's α is divided, not its π, so that two streams at α/2 open together at most as often as one at α.</para>
/// <para>Spans do not multiply the tests: a stratum is tested on one span at a time, and a longer span steps by its own length, so it has fewer windows a day (96 of 15 min, 24 of 1 h, 4 of 6 h).
/// Use one budget, with W of the shortest span, for all.</para>
/// <para>Strata come and go: <see cref="WithStrata"/> rounds N up to a power of √2, so that α, and the tables made for it, change rarely; it costs at most a factor 1.19 in α of the slow path.</para>
/// </remarks>
/// <param name="Strata">N: number of strata (or aggregates) tested, at least 1.</param>
/// <param name="WindowsPerDay">W: 288 for windows of 5 min.</param>
/// <param name="FalseOpeningsPerDay">B: all false openings allowed a day.</param>
public sealed record FalseAlarmBudget(double Strata, double WindowsPerDay, double FalseOpeningsPerDay)
{
    /// <summary>Number of equal shares of B: 2 metrics × 3 paths × 2 levels.</summary>
    public const int Shares = 12;

    /// <summary>The fast path is never laxer than this: it opens on one window's word.</summary>
    public const double FastLimit = 1e-9;

    /// <summary>Five false openings a day among all strata, whatever their number.</summary>
    public const double DefaultFalseOpeningsPerDay = 5;

    /// <summary>b: false openings a day allowed to one path of one metric at one level.</summary>
    public double Share => FalseOpeningsPerDay / Shares;

    /// <summary>π = b / (N · W): probability with which one window of one stratum may open falsely by one path.</summary>
    public double PerWindow => Share / (Math.Max(Strata, 1) * WindowsPerDay);

    /// <summary>α of the rule "2 of 3 windows", 3 α² = π, and of the score of a single window.</summary>
    /// <param name="streams">Streams of the metric tested at this level, at least 1.</param>
    /// <param name="edges">Edges of the stream, 1 where it has one limit only.</param>
    public double Slow(int streams = 1, int edges = 1) => Divided(Math.Sqrt(PerWindow / 3), streams, edges);

    /// <summary>α of the rule "3 of 4 windows", 4 α³ = π, to be used instead of "2 of 3" where four windows are at hand.</summary>
    /// <inheritdoc cref="Slow" path="/param"/>
    public double SlowThreeOfFour(int streams = 1, int edges = 1) => Divided(CubeRoot(PerWindow / 4), streams, edges);

    /// <summary>α of the fast path: one window, with f ≥ 0.5 and n ≥ 30 besides.</summary>
    /// <inheritdoc cref="Slow" path="/param"/>
    public double Fast(int streams = 1, int edges = 1) => Math.Min(FastLimit, Divided(PerWindow, streams, edges));

    /// <summary>h: the CUSUM opens when it reaches this, ln(N · W / b) / 0.953; streams share b.</summary>
    /// <param name="streams">Streams of the metric that accumulate at this level, at least 1.</param>
    public double CusumThreshold(int streams = 1) => StableMath.Log(streams / PerWindow) / Cusum.ClippedExponent;

    /// <summary>The same budget for so many strata, rounded up to the next power of √2.</summary>
    /// <param name="strata">At least 0; counts beyond 2^30 are taken as that.</param>
    public FalseAlarmBudget WithStrata(long strata)
    {
        ulong counted = (ulong)Math.Clamp(strata, 1, 1L << 30);
        return this with { Strata = Math.Sqrt(BitOperations.RoundUpToPowerOf2(counted * counted)) };
    }

    private static double Divided(double alpha, int streams, int edges) => alpha / (Math.Max(streams, 1) * (double)Math.Max(edges, 1));

    /// <summary>By logarithms and one step of Newton: <see cref="Math.Cbrt"/> is the platform's.</summary>
    private static double CubeRoot(double x)
    {
        double root = StableMath.Exp(StableMath.Log(x) / 3);
        return root - (root * root * root - x) / (3 * root * root);
    }
}
