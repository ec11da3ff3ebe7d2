using Isobar.Server.Replay;
using Isobar.Simulator.Scenarios;
using Isobar.Simulator.Worlds;
using Spectre.Console;

namespace Isobar.Server.Simulation;

/// <summary>Lists what a scenario can let fail, as it is to be written there.</summary>
internal static class ElementPrinter
{
    /// <summary>Elements of a kind that are listed.</summary>
    private const int Listed = 12;

    private const int WidestName = 40;

    /// <summary>Prints the busiest elements of each kind.</summary>
    public static void Print(SimulatedWorld world, IAnsiConsole console)
    {
        foreach (string kind in WorldElements.Kinds)
        {
            WorldElement[] elements = [.. WorldElements.Of(world, kind)];
            ReportTable table = new(2, new(elements.Length > Listed ? $"{kind}, the busiest of {ReportText.Count(elements.Length)}" : kind, false), new("traffic", true), new("pairs", true), new("", false, "grey"));
            foreach (WorldElement element in elements.Take(Listed))
            {
                table.Add([element.Text, ReportText.Percent(element.TrafficShare), ReportText.Count(element.Pairs), element.Name]);
            }
            table.Print(console, WidestName);
            console.WriteLine();
        }
    }
}
