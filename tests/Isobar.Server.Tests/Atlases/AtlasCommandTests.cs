using Isobar.Tests;
using System.CommandLine;
using System.Text.Json;
using Isobar.Server.Commands;

namespace Isobar.Server.Tests.Atlases;

public sealed class AtlasCommandTests
{
    [Fact]
    public void A_built_atlas_answers_in_text_and_in_JSON()
    {
        using TemporaryFolder folder = new();
        string atlas = Build(folder);
        (int status, string text, string errors) = Run("lookup", "--atlas", atlas, "20.0.0.1", "20.0.1.1");
        Assert.Equal((0, ""), (status, errors));
        Assert.Contains("Germany (DE)", text, StringComparison.Ordinal);
        Assert.Contains("AS13335 Cloudflare", text, StringComparison.Ordinal);
        Assert.Contains("seldom a client's own address", text, StringComparison.Ordinal);
        Assert.Contains("not in the atlas", text, StringComparison.Ordinal);
        Assert.EndsWith("by somebody\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("metro", text, StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(Run("lookup", "--json", "--atlas", atlas, "20.0.0.1", "20.0.1.1").Output);
        Assert.Equal("Köln", json.RootElement[0].GetProperty("city").GetString());
        Assert.Equal(13335, json.RootElement[0].GetProperty("asn").GetInt32());
        Assert.False(json.RootElement[0].TryGetProperty("metro", out _));
        Assert.Equal("0000000000000000", json.RootElement[1].GetProperty("cityNetworkId").GetString());
    }

    [Fact]
    public void Wrong_arguments_end_with_2()
    {
        Assert.Equal(2, Run("lookup", "www.example.com").Status);
        Assert.Equal(2, Run("build", "--city", "/no/such/file").Status);
        Assert.Contains("--city", Run("build", "--help").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Unreadable_sources_end_with_1_and_name_the_line()
    {
        using TemporaryFolder folder = new();
        (int status, _, string errors) = Run("build", "--city", folder.File("c.csv", "20.0.0.0,rubbish,DE\n"), "-o", folder["out"]);
        Assert.Equal(1, status);
        Assert.Contains("c.csv: line 1 ", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["out"]));
    }

    private static string Build(TemporaryFolder folder)
    {
        string output = folder["a.isoatlas"];
        (int status, string text, string errors) = Run(
            "build", "--city", folder.File("c.csv", "20.0.0.0,20.0.0.255,DE,NRW,,Köln,,50.9,6.9,\n"),
            "--asn", folder.File("a.csv", "20.0.0.0,20.0.0.255,13335,Cloudflare\n"), "--output", output, "--attribution", "by somebody");
        Assert.Equal((0, ""), (status, errors));
        Assert.Contains("1 city-networks, 3 IPv4", text, StringComparison.Ordinal);
        return output;
    }

    private static (int Status, string Output, string Errors) Run(params string[] arguments)
    {
        using StringWriter output = new(), errors = new();
        InvocationConfiguration configuration = new() { Output = output, Error = errors };
        int status = new RootCommand { AtlasCommand.Create() }.Parse(["atlas", .. arguments]).Invoke(configuration);
        return (status, output.ToString(), errors.ToString());
    }
}
