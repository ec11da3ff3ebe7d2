using Isobar.Benchmarks.Rtt;
using Isobar.Tests;

namespace Isobar.Core.Tests.Accuracy;

public sealed class RttSeriesReaderTests
{
    [Theory]
    [InlineData("epoch;rtt;cp\n2016-11-25 13:19:31;68.5;0\n2016-11-25 13:23:31;-3;1\n")]
    [InlineData("epoch;rtt;cp\r\n2016-11-25 13:19:31;68,5;0\r\n2016-11-25 13:23:31;-4;1\r\n\r\n")]
    [InlineData("cp,epoch,rtt\n0,1480079971,68.5\n1,1480080211,-3")]
    [InlineData("\uFEFFepoch;rtt;cp\n2016-11-25T13:19:31Z;68.5;0.0\n2016-11-25T13:23:31Z;;1.0\n")]
    [InlineData("Epoch\tRTT\tCP\n\"1480079971\"\t\"68.5\"\t0\n1480080211\tNaN\t1\n")]
    public void All_ways_to_write_a_series_are_read_alike(string text)
    {
        RttSeries series = Read(text);
        Assert.Equal([1480079971, 1480080211], series.Seconds);
        Assert.Equal([68.5, double.NaN], series.Millis);
        Assert.Equal([1], series.Labels);
        Assert.Equal(1, series.Lost);
    }

    [Fact]
    public void Days_come_before_months()
    {
        RttSeries series = Read("epoch;rtt;cp\n08/11/2016 21:19;1;0\n8/11/2016 9:05;1;0\n");
        Assert.Equal([1478639940, 1478595900], series.Seconds);
    }

    [Fact]
    public void A_label_on_the_first_sample_is_no_change() => Assert.Equal([2], Read("epoch;rtt;cp\n1;5;1\n2;5;0\n3;5;1\n").Labels);

    [Fact]
    public void All_faults_are_told_with_their_lines()
    {
        var faults = new List<string>();
        string[] lines = ["epoch;rtt;cp", "1;5;0", "yesterday;5;0", "2;slow;0", "3;5;maybe", "4;5"];
        Assert.Null(RttSeriesReader.Parse("x", "x.csv", lines, faults));
        Assert.Equal(["x.csv:3: ", "x.csv:4: ", "x.csv:5: ", "x.csv:6: "], faults.Select(fault => fault[..9]));
        Assert.Contains("\"yesterday\" is not a time", faults[0], StringComparison.Ordinal);
        Assert.Contains("\"slow\" is not a round-trip time", faults[1], StringComparison.Ordinal);
        Assert.Contains("\"maybe\" is not a label", faults[2], StringComparison.Ordinal);
        Assert.Contains("found 2", faults[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("time;value\n1;2\n")]
    [InlineData("epoch;rtt;cp\n")]
    public void A_file_without_series_is_a_fault(string text)
    {
        var faults = new List<string>();
        Assert.Null(RttSeriesReader.Parse("x", "x.csv", text.Split('\n'), faults));
        Assert.Single(faults);
    }

    private static RttSeries Read(string text)
    {
        using var folder = new TemporaryFolder();
        var faults = new List<string>();
        RttSeries? series = RttSeriesReader.Read(folder.File("x.csv", text), faults);
        Assert.Empty(faults);
        return series!;
    }
}
