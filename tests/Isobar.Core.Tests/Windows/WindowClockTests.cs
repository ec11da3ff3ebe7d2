using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Windows;

public sealed class WindowClockTests
{
    private static readonly int[] s_legal = [10, 12, 15, 20, 25, 30, 50, 60, 75, 100, 150, 300];

    [Fact]
    public void Windows_are_10_to_300_seconds_and_divide_300()
    {
        for (int seconds = -10; seconds <= 700; seconds++)
        {
            if (s_legal.Contains(seconds))
            {
                Assert.Equal(seconds, new WindowClock(seconds).WindowSeconds);
                continue;
            }
            Assert.Throws<ArgumentOutOfRangeException>(() => new WindowClock(seconds));
        }
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(50, 50)]
    [InlineData(60, 60)]
    [InlineData(75, 75)]
    [InlineData(100, 100)]
    [InlineData(150, 75)]
    [InlineData(300, 60)]
    public void An_interval_is_a_minute_or_the_window_or_what_divides_it(int windowSeconds, int intervalSeconds) =>
        Assert.Equal(intervalSeconds, new WindowClock(windowSeconds).IntervalSeconds);

    [Fact]
    public void A_time_lies_in_the_window_of_its_interval_also_before_1970() =>
        Prop.ForAll<int>(seed => s_legal.All(seconds =>
        {
            WindowClock clock = new(seconds);
            SeededRandom random = new(seed);
            // From within an hour of 1970 to the ends of time.
            long micros = unchecked((long)random.NextWord()) >> random.Next(32);
            long window = clock.WindowOf(micros);
            decimal start = (decimal)clock.StartSeconds(window) * 1_000_000;
            return (decimal)window == Math.Floor(micros / (seconds * 1_000_000m))
                && clock.IntervalOf(micros) == (long)Math.Floor(micros / (clock.IntervalSeconds * 1_000_000m))
                && clock.WindowOfInterval(clock.IntervalOf(micros)) == window
                && start <= micros && micros < start + seconds * 1_000_000m;
        })).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(299_999_999, 0)]
    [InlineData(300_000_000, 1)]
    [InlineData(-1, -1)]
    [InlineData(-300_000_000, -1)]
    [InlineData(-300_000_001, -2)]
    public void Windows_count_from_1970(long micros, long window) => Assert.Equal(window, new WindowClock(300).WindowOf(micros));

    [Fact]
    public void A_window_is_open_until_the_watermark_reaches_its_end()
    {
        WindowClock clock = new(300);
        Assert.Equal(1, clock.FirstOpenWindow(599_999_999));
        Assert.Equal(2, clock.FirstOpenWindow(600_000_000));
        Assert.Equal(-1, clock.FirstOpenWindow(-1));
    }

    [Fact]
    public void The_ends_of_time_do_not_overflow()
    {
        foreach (int seconds in s_legal)
        {
            WindowClock clock = new(seconds);
            foreach (long micros in (long[])[long.MinValue, long.MaxValue])
            {
                Assert.Equal(clock.WindowOf(micros), clock.WindowOfInterval(clock.IntervalOf(micros)));
                Assert.Equal(micros > 0, clock.StartSeconds(clock.WindowOf(micros)) > 0);
            }
        }
    }
}
