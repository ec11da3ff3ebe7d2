using System.Collections.Immutable;
using System.Text;
using Isobar.Simulator.Lines;
using Isobar.Simulator.Scenarios;
using Isobar.Simulator.Worlds;
using Isobar.Tests;

namespace Isobar.Simulator.Tests;

/// <summary>docs/simulator.md is right.</summary>
public sealed class SimulatorDocumentTests
{
    private static readonly string s_text = File.ReadAllText(Repository.Path("docs/simulator.md"));

    [Fact]
    public void The_example_of_a_scenario_can_be_played()
    {
        WorldOptions options = new() { Seed = 1 };
        Scenario? scenario = Scenario.Read(Encoding.UTF8.GetBytes(Block("json")), new SimulatedWorld(options), options.StartSeconds, out ImmutableArray<string> errors);
        Assert.Empty(errors);
        Assert.Equal(3, scenario!.Faults.Length);
    }

    [Fact]
    public void All_kinds_and_the_format_are_told()
    {
        Assert.Equal(TrafficLines.Format, Block("").Trim());
        Assert.All(ScenarioReader.Kinds, kind => Assert.Contains($"| `{kind}` |", s_text, StringComparison.Ordinal));
    }

    private static string Block(string language)
    {
        string fence = $"```{language}\n";
        // The block without a language is the last one, so that the fences that close others do not count.
        int start = (language.Length > 0 ? s_text.IndexOf(fence, StringComparison.Ordinal) : s_text.LastIndexOf(fence, s_text.LastIndexOf(fence, StringComparison.Ordinal) - 1, StringComparison.Ordinal)) + fence.Length;
        return s_text[start..s_text.IndexOf("```", start, StringComparison.Ordinal)];
    }
}
