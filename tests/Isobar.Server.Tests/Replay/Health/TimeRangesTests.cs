using Isobar.Server.Replay.Health;

namespace Isobar.Server.Tests.Replay.Health;

public sealed class TimeRangesTests
{
    private readonly TimeRanges _ranges = new([(50, 60), (10, 20), (20, 25), (15, 18), (90, 90)]);

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    [InlineData(19, true)]
    [InlineData(24, true)]
    [InlineData(25, false)]
    [InlineData(59, true)]
    [InlineData(60, false)]
    [InlineData(90, false)]
    public void Starts_belong_to_a_range_and_ends_do_not(long time, bool inside) => Assert.Equal(inside, _ranges.Holds(time));

    [Theory]
    [InlineData(0, 9, false)]
    [InlineData(0, 10, true)]
    [InlineData(25, 49, false)]
    [InlineData(25, 50, true)]
    [InlineData(0, 100, true)]
    [InlineData(60, 100, false)]
    public void A_stretch_meets_what_it_shares_a_moment_with(long first, long last, bool meets) => Assert.Equal(meets, _ranges.Meets(first, last));

    [Fact]
    public void Nothing_meets_no_range() => Assert.False(new TimeRanges([]).Meets(long.MinValue, long.MaxValue));

    [Fact]
    public void Blocks_without_a_record_of_that_time_are_passed_over()
    {
        BlockTimes blocks = new(), other = new();
        blocks.Add(0, 0, 5, 9);
        other.Add(0, 512, 12, 30);
        other.Add(1, 0, long.MaxValue, long.MinValue);
        blocks.Add(other);
        Assert.False(blocks.MayHold(0, 0, _ranges));
        Assert.True(blocks.MayHold(0, 512, _ranges));
        Assert.False(blocks.MayHold(1, 0, _ranges));
        Assert.False(blocks.MayHold(1, 512, _ranges));
    }
}
