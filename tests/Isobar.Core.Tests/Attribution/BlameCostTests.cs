using Isobar.Core.Attribution;
using Isobar.Core.Scoring;

namespace Isobar.Core.Tests.Attribution;

public sealed class BlameCostTests
{
    /// <summary>More than attribution remembers: from then on its room is made.</summary>
    private const int Windows = 12;

    [Theory]
    [InlineData(ElementKind.ClientAsn)]
    [InlineData(ElementKind.Country)]
    [InlineData(ElementKind.ServiceLocation)]
    public void Twice_the_pairs_are_asked_about_twice_as_often(ElementKind kind)
    {
        (long asked, long bytes) = CostOf(1500, kind);
        (long askedOfTwice, long bytesOfTwice) = CostOf(3000, kind);
        Assert.InRange(askedOfTwice, 1, asked * 5 / 2);
        // A larger world has more networks for the same fault to be blamed on; what grew with the square would be four times as much.
        Assert.InRange(bytesOfTwice, 1, bytes * 3);
    }

    /// <summary>What the windows of a fault cost: pairs that are asked, and bytes allocated.</summary>
    private static (long Asked, long Bytes) CostOf(int pairs, ElementKind kind)
    {
        TestWorld world = TestWorld.Make(5, pairs);
        TestPair pair = world.Pairs.MaxBy(each => each.Votes)!;
        NetworkElement element = kind switch
        {
            ElementKind.ClientAsn => new(kind, "", $"{pair.Pair.CityNetwork.Asn}"),
            ElementKind.Country => new(kind, "", pair.Pair.CityNetwork.CountryCode),
            _ => new(kind, pair.Pair.ServiceLocation, ""),
        };
        TestEngine engine = new(world, 1, [new PlantedFault(element, EvidenceStream.NetworkFailures, 0.8, 2)]);
        BlameAnalysis analysis = new();
        long bytes = 0;
        for (int window = 0; window < Windows; window++)
        {
            HealthMap map = engine.Next();
            long before = GC.GetAllocatedBytesForCurrentThread();
            analysis.Conclude(map, []);
            bytes += window < Windows - 2 ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;
        }
        return (analysis.PairsAsked, bytes);
    }
}
