using FsCheck;
using FsCheck.Fluent;
using Isobar.Server.Configuration;
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

    [Theory]
    [InlineData(null, 400, 499, null, null, null, 404, 404, null, null, true)]
    [InlineData(null, 404, 404, null, null, null, 400, 499, null, null, false)]
    [InlineData(null, null, null, "c", null, "haproxy", null, null, "cD", true, true)]
    [InlineData("haproxy", null, null, "cD", null, null, null, null, "cD", null, false)]
    [InlineData(null, 499, 499, null, true, null, 499, 499, null, null, false)]
    [InlineData(null, 499, 499, null, true, null, 499, 499, null, false, false)]
    [InlineData("Combined", 499, 499, null, null, "combined", 499, 499, null, true, true)]
    public void A_rule_covers_what_all_of_its_conditions_cover(
        string? format, int? from, int? to, string? termination, bool? nothing, string? format2, int? from2, int? to2, string? termination2, bool? nothing2, bool covers)
    {
        var earlier = new OutcomeOverride(Core.Traffic.Outcome.Ok, format, from, to, termination, nothing);
        var later = new OutcomeOverride(Core.Traffic.Outcome.Ok, format2, from2, to2, termination2, nothing2);
        Assert.Equal(covers, earlier.Covers(later));
    }
}
