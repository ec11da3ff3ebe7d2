using System.Text.Json;
using Isobar.Benchmarks.Rtt;
using Isobar.Tests;

namespace Isobar.Core.Tests.Accuracy;

public sealed class RttCommandTests
{
    [Fact]
    public void A_folder_is_scored_as_text_and_as_json()
    {
        using TemporaryFolder folder = Folder();
        (int code, string text, string errors) = Run("rtt", folder.Path);
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("2 series, 1000 samples, 2 labelled changes", text, StringComparison.Ordinal);

        (code, string json, _) = Run("rtt", folder.Path, "--json");
        Assert.Equal(0, code);
        JsonElement root = JsonDocument.Parse(json).RootElement;
        Assert.Equal(1, root.GetProperty("offline").GetProperty("f1").GetDouble());
        Assert.Equal(1, root.GetProperty("causal").GetProperty("weightedF2").GetDouble());
        Assert.Equal(JsonValueKind.Number, root.GetProperty("causal").GetProperty("delayP50").ValueKind);
        Assert.Equal(2, root.GetProperty("episodes").GetProperty("found").GetInt32());
        Assert.Equal(["one", "two"], root.GetProperty("series").EnumerateArray().Select(one => one.GetProperty("name").GetString()!));
    }

    [Fact]
    public void All_unreadable_files_are_named_and_nothing_is_scored()
    {
        using TemporaryFolder folder = Folder();
        folder.File("bad.csv", "nothing");
        folder.File("worse.csv", "epoch;rtt;cp\nx;1;0\n");
        (int code, string text, string errors) = Run("rtt", folder.Path);
        Assert.Equal((1, ""), (code, text));
        Assert.Contains("bad.csv:1:", errors, StringComparison.Ordinal);
        Assert.Contains("worse.csv:2:", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_series_or_that_is_missing_is_a_fault()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(1, Run("rtt", folder.Path).Code);
        Assert.Contains("no such folder", Run("rtt", folder["missing"]).Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("rtt")]
    [InlineData("rtt", "a", "b")]
    [InlineData("rtt", "--jason")]
    [InlineData("speed", "a")]
    public void Wrong_arguments_are_refused(params string[] arguments)
    {
        (int code, string text, string errors) = Run(arguments);
        Assert.Equal((2, ""), (code, text));
        Assert.Contains("rtt DIR [--json]", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_is_an_answer()
    {
        (int code, string text, string errors) = Run("--help");
        Assert.Equal((0, ""), (code, errors));
        Assert.StartsWith("Usage: bench/accuracy rtt DIR", text, StringComparison.Ordinal);
    }

    /// <summary>Two series of 500 samples with a long step up by 25 ms each.</summary>
    private static TemporaryFolder Folder()
    {
        var folder = new TemporaryFolder();
        IEnumerable<string> lines = Enumerable.Range(0, 500).Select(i => $"{1480000000 + i * 240};{(i >= 450 ? 65.5 : 40.5)};{(i == 450 ? 1 : 0)}");
        string text = string.Join('\n', lines.Prepend("epoch;rtt;cp"));
        folder.File("two.csv", text.Replace('.', ','));
        folder.File("one.csv", text.Replace("\n", "\r\n", StringComparison.Ordinal));
        return folder;
    }

    private static (int Code, string Output, string Errors) Run(params string[] arguments)
    {
        var output = new StringWriter();
        var errors = new StringWriter();
        int code = RttCommand.Run(arguments, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
