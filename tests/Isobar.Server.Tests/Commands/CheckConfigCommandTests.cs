using System.CommandLine;
using System.Text.Json.Nodes;
using Isobar.Server.Commands;
using Isobar.Server.Configuration;
using Isobar.Server.Configuration.Schema;
using Isobar.Server.Sources;
using Isobar.Tests;

namespace Isobar.Server.Tests.Commands;

public sealed class CheckConfigCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("isobar-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_good_file_is_shown_without_escape_codes_when_it_is_not_a_terminal()
    {
        (int status, string output) = Run(Repository.Path("docs/isobar.example.json"));
        Assert.Equal(0, status);
        Assert.StartsWith("OK ", output, StringComparison.Ordinal);
        Assert.Contains("arn:aws:isobar:eu-central-1:123456789012:source/web", output, StringComparison.Ordinal);
        Assert.Contains("edge of each record", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
    }

    [Fact]
    public void Faults_are_listed_one_a_line_and_counted()
    {
        string path = Write("{\n  \"grace\": 1,\n  \"windw\": \"1m\"\n}");
        (int status, string output) = Run(path);
        Assert.Equal(1, status);
        Assert.Equal(
            [$"{path}:2:12: grace: the number 1 is here, expected a duration such as 90s, 5m, 1h or 30d", $"{path}:3:3: windw: 'windw' is not a known key (did you mean 'window'?)", "2 faults", ""],
            output.Split('\n'));
    }

    [Fact]
    public void Every_fault_of_a_format_has_its_own_line_under_the_key_that_holds_it()
    {
        string path = Write("""
            { "sources": {
              "a": { "files": ["a"], "location": "FRA", "format": "combind" },
              "b": { "files": ["b"], "location": "FRA", "fields": { "clint": "x", "rtt": "r" } },
              "c": { "files": ["c"], "location": "FRA", "format": "vpc-flow", "columns": ["srcaddr", "end"] } } }
            """);
        (int status, string output) = Run(path);
        Assert.Equal(1, status);
        Assert.Contains($"{path}:2:55: sources.a.format: 'combind' is no format: did you mean 'combined'?", output, StringComparison.Ordinal);
        Assert.Contains($"{path}:3:45: sources.b.fields: 'clint' is no field", output, StringComparison.Ordinal);
        Assert.Contains($"{path}:3:45: sources.b.fields: 'r' is a duration, so it needs its unit", output, StringComparison.Ordinal);
        Assert.Contains($"{path}:4:78: sources.c.columns: A flow log needs both ends", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_a_wrong_argument() => Assert.Equal(2, Run(Path.Combine(_folder, "none.json")).Status);

    [Fact]
    public void Json_holds_the_faults_with_their_places()
    {
        (int status, string output) = Run(Write("""{ "grace": 1 }"""), "--json");
        JsonNode json = JsonNode.Parse(output)!;
        Assert.Equal(1, status);
        Assert.False(json["valid"]!.GetValue<bool>());
        JsonNode fault = Assert.Single(json["faults"]!.AsArray())!;
        Assert.Equal(("wrongType", 1, 12, "grace"), (fault["kind"]!.GetValue<string>(), fault["line"]!.GetValue<int>(), fault["column"]!.GetValue<int>(), fault["path"]!.GetValue<string>()));
        Assert.Null(json["configuration"]);
    }

    [Fact]
    public void Json_holds_the_configuration_in_force()
    {
        (int status, string output) = Run(Write("{}"), "--json");
        JsonNode json = JsonNode.Parse(output)!;
        Assert.Equal((0, true, "90s"), (status, json["valid"]!.GetValue<bool>(), json["configuration"]!["grace"]!.GetValue<string>()));
    }

    [Fact]
    public void The_schema_is_printed_whole() => Assert.Equal((0, ConfigurationSchema.Write()), Run("--schema"));

    private string Write(string text)
    {
        string path = Path.Combine(_folder, "isobar.json");
        File.WriteAllText(path, text);
        return path;
    }

    private static (int Status, string Output) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        var root = new RootCommand { CheckConfigCommand.Create(ConfigurationInputs.None with { CheckFormat = InputFormat.Check }) };
        int status = root.Parse(["check-config", .. arguments]).Invoke(new() { Output = output, Error = output });
        return (status, output.ToString());
    }
}
