using Isobar.Core.Sketches;
using Isobar.Core.Tests.Windows;

namespace Isobar.Core.Tests.Sketches;

public sealed class HyperLogLogTests
{
    [Fact]
    public void Empty_registers_are_no_values() => Assert.Equal(0, HyperLogLog.Estimate(new byte[4096], 52));

    [Theory]
    [InlineData(1, 0.01)]
    [InlineData(64, 0.05)]
    [InlineData(1_000, 0.05)]
    [InlineData(20_000, 0.06)]
    [InlineData(1_000_000, 0.06)]
    public void The_estimate_is_near_over_the_whole_range(int distinct, double tolerance)
    {
        // 4,096 registers: a standard error of 1.6 %, and the few collisions of small sets.
        byte[] registers = new byte[4096];
        SeededRandom random = new(4);
        for (int i = 0; i < distinct; i++)
        {
            ulong hash = random.NextWord();
            int rank = 1;
            for (ulong bit = 1ul << 51; bit != 0 && (hash & bit) == 0; bit >>= 1)
            {
                rank++;
            }
            registers[hash >> 52] = Math.Max(registers[hash >> 52], (byte)rank);
        }
        Assert.Equal(distinct, HyperLogLog.Estimate(registers, 52), distinct * tolerance);
    }

    [Fact]
    public void A_higher_register_never_lowers_the_estimate()
    {
        byte[] registers = new byte[64];
        double before = 0;
        for (int rank = 1; rank <= 26; rank++)
        {
            for (int register = 0; register < 64; register++)
            {
                registers[register] = (byte)rank;
                double estimate = HyperLogLog.Estimate(registers, 26);
                Assert.True(estimate > before, $"{estimate} after {before}");
                before = estimate;
            }
        }
    }
}
