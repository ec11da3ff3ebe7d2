using Isobar.Core.Formats;
using Isobar.Core.Formats.Columns;
using Isobar.Core.Traffic;

namespace Isobar.Core.Tests.Formats.Columns;

/// <summary>A user's own columns.</summary>
public sealed class ColumnCompileTests
{
    private static LogFormat Compile(string text)
    {
        var faults = new List<string>();
        LogFormat? format = ColumnFormats.Compile(text, faults);
        Assert.Empty(faults);
        return format!;
    }

    [Fact]
    public void Columns_are_laid_out_by_position()
    {
        LogFormat format = Compile("columns:tab:-,client,time:iso,status,out,rtt:ms,end");
        Assert.Equal(
            FormatFields.Client | FormatFields.Time | FormatFields.Status | FormatFields.BytesOut | FormatFields.Rtt | FormatFields.Termination, format.Fields);
        Assert.Equal(
            new(ParseError.None, "192.0.2.1", 1_767_225_600_000_000, -1, 5, 30_250, -1, 200, Outcome.Ok),
            ParsedLine.Of(format, "x\t192.0.2.1\t2026-01-01T00:00:00Z\t200\t5\t30.25\t-"));
    }

    [Fact]
    public void Apaches_csv_keeps_its_columns_though_a_quote_stands_escaped_inside() => Assert.Equal(
        "a, \\\"b\\\", c",
        ParsedLine.Of(Compile("columns:comma-backslash:host,client,time:clf,agent,status"), "h,192.0.2.1,[01/Jan/2026:00:00:00 +0000],\"a, \\\"b\\\", c\",200").UserAgent);

    [Fact]
    public void A_realtime_stream_has_the_fields_that_were_chosen()
    {
        LogFormat format = Compile("cloudfront-realtime:timestamp c-ip time-to-first-byte sc-status x-edge-location");
        Assert.Equal(
            new(ParseError.None, "192.0.2.1", 1_700_000_000_123_000, -1, -1, -1, 2_000, 200, Outcome.Ok, Edge: "FRA56"),
            ParsedLine.Of(format, "1700000000.123\t192.0.2.1\t0.002\t200\tFRA56"));
        Assert.Equal("cloudfront-realtime:timestamp c-ip time-to-first-byte sc-status x-edge-location", format.Name);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var faults = new List<string>();
        Assert.Null(ColumnFormats.Compile("columns:dot:status,rtt,latency,ttfb:days", faults));
        Assert.Collection(
            faults,
            fault => Assert.Contains("'dot'", fault, StringComparison.Ordinal),
            fault => Assert.Contains("'rtt'", fault, StringComparison.Ordinal),
            fault => Assert.Contains("'latency'", fault, StringComparison.Ordinal),
            fault => Assert.Contains("'ttfb:days'", fault, StringComparison.Ordinal),
            fault => Assert.Contains("client", fault, StringComparison.Ordinal),
            fault => Assert.Contains("time", fault, StringComparison.Ordinal));
    }

    [Fact]
    public void A_time_is_whole_or_in_two_parts_not_both()
    {
        var faults = new List<string>();
        Assert.Null(ColumnFormats.Compile("columns:tab:client,time,date,clock", faults));
        Assert.Contains("whole time", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nginx:$remote_addr")]
    [InlineData("w3c")]
    [InlineData("columns")]
    public void Texts_of_other_formats_are_not_claimed(string text)
    {
        Assert.False(ColumnFormats.Understands(text));
        var faults = new List<string>();
        Assert.Null(ColumnFormats.Compile(text, faults));
        Assert.Single(faults);
    }
}
