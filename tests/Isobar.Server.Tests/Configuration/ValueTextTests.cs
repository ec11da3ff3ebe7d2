using FsCheck;
using FsCheck.Fluent;
using Isobar.Server.Configuration.Syntax;
using Isobar.Server.Configuration.Values;

namespace Isobar.Server.Tests.Configuration;

public sealed class ValueTextTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("5m", 300)]
    [InlineData("1h", 3600)]
    [InlineData("30d", 2_592_000)]
    [InlineData("9999999d", 863_999_913_600)]
    public void Durations_are_read(string text, long seconds)
    {
        Assert.True(DurationText.TryRead(text, out TimeSpan duration));
        Assert.Equal(seconds, (long)duration.TotalSeconds);
    }

    [Theory]
    [InlineData("256MB", 256_000_000)]
    [InlineData("64KiB", 65_536)]
    [InlineData("1GiB", 1_073_741_824)]
    [InlineData("0B", 0)]
    [InlineData("999999999GiB", 1_073_741_822_926_258_176)]
    public void Sizes_are_read(string text, long bytes)
    {
        Assert.True(SizeText.TryRead(text, out long read));
        Assert.Equal(bytes, read);
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        Prop.ForAll(Gen.Choose(0, 9_999_999).ToArbitrary(), number =>
            DurationText.TryRead(DurationText.Write(TimeSpan.FromSeconds(number)), out TimeSpan duration) && duration == TimeSpan.FromSeconds(number)
            && SizeText.TryRead(SizeText.Write(number * 1000L), out long bytes) && bytes == number * 1000L
            && SizeText.TryRead(SizeText.Write(number * 1024L), out bytes) && bytes == number * 1024L).QuickCheckThrowOnFailure();
        Prop.ForAll(Gen.Choose(-840, 840).ToArbitrary(), minutes =>
            UtcOffsetText.TryRead(UtcOffsetText.Write(TimeSpan.FromMinutes(minutes)), out TimeSpan offset) && offset == TimeSpan.FromMinutes(minutes)).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("grace", "grace", 0)]
    [InlineData("grcae", "grace", 1)]
    [InlineData("grac", "grace", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void Distances_count_edits_and_swaps(string a, string b, int distance) => Assert.Equal(distance, NearestName.Distance(a, b));

    [Fact]
    public void A_name_too_far_from_all_has_no_nearest()
    {
        Assert.Null(NearestName.Find("completely", ["grace", "window"]));
        Assert.Equal("window", NearestName.Find("WINDOWS", ["grace", "window"]));
    }
}
