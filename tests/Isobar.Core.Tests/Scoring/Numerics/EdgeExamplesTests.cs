using Isobar.Core.Scoring.Numerics;

namespace Isobar.Core.Tests.Scoring.Numerics;

/// <summary>
/// Section 5 of the statistical design, "Why five edges": usual RTT lognormal with p50 50 and p90 68 ms, and everybody slower by some milliseconds.
/// The expected shares, and what is scored of them for large n.
/// </summary>
public sealed class EdgeExamplesTests
{
    private static readonly double s_sigma = Math.Log(68.0 / 50) / SpecialFunctions.NormalQuantile(0.9);
    private static readonly double[] s_quantiles = [0.10, 0.25, 0.50, 0.75, 0.90];

    /// <summary>The edges of the example, milliseconds.</summary>
    private static readonly double[] s_edges = [42.1, 48.4, 55.7, 65.4, 75.2];

    [Fact]
    public void Edges_lie_a_margin_above_the_quantiles_and_these_shares_are_usually_above_them()
    {
        double[] usual = [.. s_quantiles.Select(q => 50 * Math.Exp(s_sigma * SpecialFunctions.NormalQuantile(q)))];
        Assert.All(usual.Zip(s_edges), pair => Assert.InRange(pair.Second, Math.Max(1.1 * pair.First, pair.First + 5) - 0.05, Math.Max(1.1 * pair.First, pair.First + 5) * 1.0203));
        double[] expected = [0.76, 0.55, 0.33, 0.13, 0.04];
        Assert.All(s_edges.Zip(expected), pair => Assert.Equal(pair.Second, Above(pair.First, 0), 0.006));
    }

    [Theory]
    [InlineData(5, 0.04, 0.55, 0)]
    [InlineData(10, 0.09, 0.86, 0.86)]
    [InlineData(20, 0.31, 1.00, 1.00)]
    [InlineData(30, 0.65, 1.00, 1.00)]
    public void Everybody_slower_is_seen_by_five_edges_and_hardly_by_the_highest(double slower, double highest, double largest, double scored)
    {
        const long N = 1_000_000;
        double[] shares = [.. s_edges.Select(edge => DropShare.OfRate(Above(edge, slower), Above(edge, 0)))];
        double counted = 0;
        for (int j = 0; j < s_edges.Length; j++)
        {
            double y = Math.Floor(N * Above(s_edges[j], slower));
            if (DropShare.EdgeMatters(y, N, s_quantiles[j], 0, 6e-6))
            {
                counted = Math.Max(counted, shares[j]);
            }
        }
        Assert.Equal(highest, shares[^1], 0.012);
        Assert.Equal(largest, shares.Max(), 0.012);
        Assert.Equal(scored, counted, 0.012);
    }

    /// <summary>Share of samples above an edge when all are slower by so much, ms.</summary>
    private static double Above(double edge, double slower) => SpecialFunctions.NormalCdf(-Math.Log((edge - slower) / 50) / s_sigma);
}
