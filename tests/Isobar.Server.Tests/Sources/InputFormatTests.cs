using Isobar.Core.Formats;
using Isobar.Server.Sources;
using Isobar.Tests;

namespace Isobar.Server.Tests.Sources;

public sealed class InputFormatTests
{
    [Theory]
    [InlineData("combined", "combined")]
    [InlineData("ALB", "alb")]
    [InlineData("columns:tab:client,time,status", "columns:tab:client,time,status")]
    [InlineData("vpc-flow:srcaddr dstaddr bytes end", "vpc-flow:srcaddr dstaddr bytes end")]
    [InlineData("json:client=ip,time=t,rtt=r:ms", "json:client=ip,time=t,rtt=r:ms")]
    [InlineData("$remote_addr [$time_iso8601] $status", "$remote_addr [$time_iso8601] $status")]
    public void Names_maps_columns_and_templates_are_formats(string text, string name)
    {
        Assert.Equal(name, InputFormat.TryParse(text, out string? fault)?.Name);
        Assert.Null(fault);
        Assert.Empty(InputFormat.Check(text));
    }

    [Theory]
    [InlineData("combind", "did you mean 'combined'?")]
    [InlineData("apache", "Formats by name: combined, common, nginx-main")]
    [InlineData("json:client=ip", "The map has no time")]
    [InlineData("columns:dot:client,time", "'dot' is no separator")]
    [InlineData("$status$request_time", "at character")]
    public void What_is_no_format_is_told_with_what_would_be(string text, string reason)
    {
        Assert.Null(InputFormat.TryParse(text, out string? fault));
        Assert.Contains(reason, fault, StringComparison.Ordinal);
        Assert.Contains(InputFormat.Check(text), one => one.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void The_examples_of_the_guide_are_formats()
    {
        string[] examples = [.. File.ReadLines(Repository.Path("docs/log-formats.md"))
            .SkipWhile(line => line != "| text | example |").Skip(2).TakeWhile(line => line.Length > 0)
            .Select(row => row.TrimEnd(' ', '|', '`')[(row.LastIndexOf("| `", StringComparison.Ordinal) + 3)..])];
        Assert.Equal(5, examples.Length);
        Assert.All(examples, example => Assert.Empty(InputFormat.Check(example)));
    }

    [Fact]
    public void All_faults_of_a_format_are_told_one_by_one() => Assert.Equal(3, InputFormat.Check("columns:dot:latency,status,time").Count);

    [Fact]
    public void An_unknown_log_is_refused_with_its_first_line()
    {
        string told = Assert.Throws<IOException>(() => InputFormat.Recognise("a.log", "nothing \u001bknown\n"u8)).Message;
        Assert.StartsWith("a.log: its format is not recognised: no known format reads any of its first lines.", told, StringComparison.Ordinal);
        Assert.Contains("(line 1, truncated): nothing \uFFFDknown", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_without_a_client_is_refused_with_the_reason()
    {
        string told = Assert.Throws<IOException>(() => InputFormat.Recognise("a.csv", "timestamp,status\n1700000000,200\n"u8)).Message;
        Assert.StartsWith(
            "a.csv: its header cannot be used. The header names no column for the client's address; 'client_ip', 'clientip', 'client_address', 'client_addr', 'client' would be one.", told,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv", "timestamp,status\n1700000000,200\n", "client's address")]
    [InlineData("csv", "1700000000,200\n1700000001,200\n", "names no column that is known")]
    [InlineData("cloudfront", "#Fields: date time c-ip\n2026-01-01\t00:00:00\t192.0.2.1\n", "x-edge-location")]
    public void The_header_of_a_log_whose_format_was_given_is_judged_too(string format, string log, string reason)
    {
        Assert.True(LogFormats.TryFind(format, out LogFormat? found));
        Assert.Contains(reason, InputFormat.HeaderFault(found!, System.Text.Encoding.UTF8.GetBytes(log)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_good_header_has_no_fault()
    {
        Assert.True(LogFormats.TryFind("csv", out LogFormat? csv));
        Assert.Null(InputFormat.HeaderFault(csv!, "timestamp,client_ip\n1700000000,192.0.2.1\n"u8));
        Assert.True(LogFormats.TryFind("combined", out LogFormat? combined));
        Assert.Null(InputFormat.HeaderFault(combined!, "x\n"u8));
    }

    [Theory]
    [InlineData("", "combined")]
    [InlineData("# nothing yet\n", "combined")]
    [InlineData("#Fields: date time c-ip\n", "w3c")]
    public void A_log_without_lines_is_not_refused(string text, string format) =>
        Assert.Equal(format, InputFormat.Recognise("a.log", System.Text.Encoding.UTF8.GetBytes(text)).Name);
}
