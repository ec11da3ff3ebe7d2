using System.Text;
using System.Text.Json;
using Isobar.Core.Formats;
using Isobar.Server.Replay;
using Isobar.Tests;

namespace Isobar.Server.Tests.Replay;

public sealed class ReportJsonTests
{
    [Fact]
    public void The_object_is_as_in_the_golden_file()
    {
        Golden.Compare("full.json", Write(SampleReports.Full()));
        Golden.Compare("poor.json", Write(SampleReports.Poor()));
    }

    [Fact]
    public void Records_and_rejected_lines_add_up_to_lines()
    {
        JsonElement json = Parse(SampleReports.Full());
        long rejected = json.GetProperty("rejected").EnumerateObject().Sum(reason => reason.Value.GetInt64());
        Assert.Equal(json.GetProperty("lines").GetInt64(), json.GetProperty("records").GetInt64() + rejected);
        Assert.Equal(["blank", "badAddress", "mismatch"], json.GetProperty("rejected").EnumerateObject().Select(reason => reason.Name));
    }

    [Fact]
    public void What_is_not_known_is_left_out()
    {
        JsonElement top = Parse(SampleReports.Full()).GetProperty("top");
        Assert.Equal(
            ["cityNetworkId", "country", "countryCode", "asn", "networkName", "connections", "bytesIn", "bytesOut", "share", "clients"],
            top[5].EnumerateObject().Select(member => member.Name));
        Assert.Equal(["cityNetworkId", "connections", "bytesIn", "bytesOut", "share", "clients"], top[6].EnumerateObject().Select(member => member.Name));
        Assert.Equal("0000000000000000", top[6].GetProperty("cityNetworkId").GetString());
        Assert.False(Parse(SampleReports.Poor()).TryGetProperty("bytesIn", out _));
        Assert.False(Parse(SampleReports.Poor() with { Fields = FormatFields.Client }).TryGetProperty("bytesOut", out _));
        JsonElement empty = Parse(SampleReports.Empty());
        Assert.False(empty.TryGetProperty("firstTimestamp", out _));
        Assert.Equal(0, empty.GetProperty("records").GetInt64());
    }

    [Fact]
    public void Countries_and_networks_that_are_not_known_are_not_counted()
    {
        JsonElement json = Parse(SampleReports.Full());
        Assert.Equal((12, 5), (json.GetProperty("countries").GetInt32(), json.GetProperty("asns").GetInt32()));
    }

    [Fact]
    public void Times_are_of_the_sketch_in_milliseconds()
    {
        JsonElement rtt = Parse(SampleReports.Full()).GetProperty("top")[1].GetProperty("rttMs");
        Assert.Equal(19, rtt.GetProperty("p50").GetDouble(), 19 * 0.01);
        Assert.Equal(31, rtt.GetProperty("p90").GetDouble(), 31 * 0.01);
        Assert.Equal(44, rtt.GetProperty("p95").GetDouble(), 44 * 0.01);
    }

    [Fact]
    public void Instants_have_the_decimals_they_need()
    {
        JsonElement json = Parse(SampleReports.Full());
        Assert.Equal("2026-01-05T00:00:01.25Z", json.GetProperty("firstTimestamp").GetString());
        Assert.Equal("2026-01-10T23:59:29Z", json.GetProperty("lastTimestamp").GetString());
        Assert.Equal("1969-12-31T23:59:59.999999Z", EventTime.Iso(-1));
    }

    [Fact]
    public void The_same_report_gives_the_same_bytes_however_long_it_took() =>
        Assert.Equal(Write(SampleReports.Full()), Write(SampleReports.Full() with { Elapsed = TimeSpan.FromHours(1) }));

    [Fact]
    public void Control_characters_are_escaped()
    {
        string json = Write(SampleReports.Poor() with { Files = [new("a\u001b[2J\u009b\u0000\"", "combined", true, 1, 1)] });
        Assert.DoesNotContain(json, c => c != '\n' && char.IsControl(c));
        Assert.Equal("a\u001b[2J\u009b\u0000\"", JsonDocument.Parse(json).RootElement.GetProperty("files")[0].GetProperty("name").GetString());
    }

    private static JsonElement Parse(ReplayReport report) => JsonDocument.Parse(Write(report)).RootElement;

    private static string Write(ReplayReport report)
    {
        using MemoryStream output = new();
        ReportJson.Write(report, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
