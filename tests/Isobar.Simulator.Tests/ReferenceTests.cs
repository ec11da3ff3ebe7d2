using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Isobar.Simulator.Worlds;

namespace Isobar.Simulator.Tests;

/// <summary>Truth that a detector is judged by must not come from the detector: what the simulator may know of Core is records and quantities.</summary>
public sealed class ReferenceTests
{
    private static readonly string[] s_detector = ["Isobar.Core.Baselines", "Isobar.Core.Scoring", "Isobar.Core.Events", "Isobar.Core.Attribution"];

    [Fact]
    public void The_simulator_refers_to_no_type_of_the_detector()
    {
        string[] used = [.. NamespacesUsed()];
        Assert.Contains("Isobar.Core.Windows", used);
        Assert.DoesNotContain(used, name => s_detector.Any(part => name == part || name.StartsWith(part + ".", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_simulator_refers_to_core_alone_of_our_assemblies()
    {
        string[] own = [.. typeof(SimulatedWorld).Assembly.GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(name => name.StartsWith("Isobar", StringComparison.Ordinal) || name == "isobar")];
        Assert.Equal(["Isobar.Core"], own);
    }

    private static IEnumerable<string> NamespacesUsed()
    {
        using FileStream file = File.OpenRead(typeof(SimulatedWorld).Assembly.Location);
        using PEReader image = new(file);
        MetadataReader metadata = image.GetMetadataReader();
        return [.. metadata.TypeReferences.Select(handle => metadata.GetString(metadata.GetTypeReference(handle).Namespace)).Distinct()];
    }
}
