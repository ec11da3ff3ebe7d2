using System.Collections.Immutable;
using System.Text;
using Isobar.Server.Simulation;
using Isobar.Simulator.Lines;
using Isobar.Simulator.Scenarios;
using Isobar.Tests;

namespace Isobar.Simulator.Tests;

/// <summary>docs/simulator.md is right.</summary>
public sealed class SimulatorDocumentTests
{
    private static readonly string s_text = File.ReadAllText(Repository.Path("docs/simulator.md"));

    [Fact]
    public void The_example_of_a_scenario_is_the_file_and_can_be_played()
    {
        string file = File.ReadAllText(Repository.Path("docs/scenario.example.json"));
        Assert.Equal(file, Block("json"));
        PlayOptions options = new(1, PlayOptions.UsualPairs, PlayOptions.UsualFrom);
        Scenario? scenario = Scenario.Read(Encoding.UTF8.GetBytes(file), options.World(), options.From, out ImmutableArray<string> errors);
        Assert.Empty(errors);
        Assert.Equal(3, scenario!.Faults.Length);
    }

    [Fact]
    public void All_kinds_and_the_format_are_told()
    {
        Assert.Contains($"```\n{TrafficLines.Format}\n```", s_text, StringComparison.Ordinal);
        Assert.All(ScenarioReader.Kinds, kind => Assert.Contains($"| `{kind}` |", s_text, StringComparison.Ordinal));
    }

    private static string Block(string language)
    {
        string fence = $"```{language}\n";
        int start = s_text.IndexOf(fence, StringComparison.Ordinal) + fence.Length;
        return s_text[start..s_text.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
