using Isobar.Server.Web;

namespace Isobar.Server.Tests.Web;

public sealed class TimeRangeTests
{
    private const long Now = 1_700_000_000;

    [Theory]
    [InlineData(null, null, 86_400, 0)]
    [InlineData("now-6h", null, 21_600, 0)]
    [InlineData("now-7d", "now-1d", 604_800, 86_400)]
    [InlineData("now-90m", "now", 5_400, 0)]
    [InlineData("1699990000", "1699999000", 10_000, 1_000)]
    public void Ranges_are_absolute_or_relative(string? from, string? to, long fromAgo, long toAgo) =>
        Assert.Equal(new TimeRange(Now - fromAgo, Now - toAgo), TimeRange.Read(from, to, Now));

    [Theory]
    [InlineData("now", "now-1h")]
    [InlineData("now-1w", null)]
    [InlineData("now-", null)]
    [InlineData("n", null)]
    [InlineData("yesterday", null)]
    [InlineData("-5", null)]
    [InlineData("now-9999999d", null)]
    public void What_is_no_range_is_refused(string from, string? to) => Assert.Equal("Validation", Assert.Throws<ConsoleFault>(() => TimeRange.Read(from, to, Now)).Code);

    [Theory]
    [InlineData(299)]
    [InlineData(0)]
    [InlineData(-300)]
    public void Steps_are_whole_windows(int step) => Assert.Equal("step", Assert.Throws<ConsoleFault>(() => new TimeRange(0, 86_400).Step(step)).Field);
}
