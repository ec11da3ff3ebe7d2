using Isobar.Core.Scoring.Numerics;

namespace Isobar.Core.Tests.Scoring.Numerics;

/// <summary>What is called for every pair and window, or for many of them: no allocation, and results frozen to the bit, as scores hang on them.</summary>
public sealed class HotPathTests
{
    private static readonly CriticalCounts s_table = new(3.11e-5);
    private static readonly DetectableDrops s_drops = new(s_table);

    [Fact]
    public void Nothing_is_allocated()
    {
        // Once before, so that nothing is compiled while counting.
        double warm = Everything();
        long before = GC.GetAllocatedBytesForCurrentThread();
        double again = Everything();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(warm, again);
    }

    [Theory]
    [InlineData(28, 354, 0.005, 0.002)]
    [InlineData(1200, 10000, 0.1, 0)]
    [InlineData(300000, 1000000, 0.1, 0.02)]
    [InlineData(3000, 1000000, 0.005, 0.02)]
    public void Results_are_the_same_on_every_machine(int y, int n, double q, double rho)
    {
        ulong[] bits =
        [
            BitConverter.DoubleToUInt64Bits(BetaBinomial.LogUpperTail(y, n, q, rho)),
            BitConverter.DoubleToUInt64Bits(BetaBinomial.LogLikelihoodRatio(y, n, q, 0.15, rho)),
            BitConverter.DoubleToUInt64Bits(DropShare.LowerBound(y, n, rho, 1e-9)),
            (ulong)BetaBinomial.CriticalCount(n, q, rho, 3.11e-5),
        ];
        Assert.Equal(Frozen(y), bits);
    }

    private static ulong[] Frozen(int y) => y switch
    {
        28 => [13850128027371582731, 4623642644836469080, 4578039674138459138, 15],
        1200 => [13850780848571122687, 13870961610389137516, 4591973866501162577, 1123],
        300000 => [13844214815099284313, 4618187285015632224, 4586638348402164775, 339456],
        _ => [13831018546977759862, 13850025707534150676, 4373389739585087537, 142966],
    };

    private static double Everything()
    {
        double sum = 0;
        foreach ((long y, long n, double q, double rho) in (ReadOnlySpan<(long, long, double, double)>)[(4, 12, 0.005, 0.002), (62, 375, 0.1, 0.02), (300_000, 1_000_000, 0.1, 0.02), (40_000, 1_000_000, 0.1, 0)])
        {
            sum += s_table.LowerBound(n, q, rho) + s_drops.OfFailures(n, q, rho) + s_drops.OfEdge(n, q, q, 0.9, rho);
            sum += BetaBinomial.UpperTail(y, n, q, rho) + BetaBinomial.CriticalCount(n, q, rho, 1e-6) + Cusum.Step(y, n, q, rho);
            sum += DropShare.Interval(y, n, q, rho, 0.95).Lower + (DropShare.EdgeMatters(y, n, 0.9, rho, 1e-5) ? 1 : 0);
            sum += NegativeBinomial.LowerTail(y, n, 20) + NegativeBinomial.CriticalVolume(n, 20, 1e-6);
            sum += Posterior.Confidence(y, n, 0, 6) + OrderRanks.Enclosing(n, 0.9, 0.95).Lower;
        }
        return sum;
    }
}
