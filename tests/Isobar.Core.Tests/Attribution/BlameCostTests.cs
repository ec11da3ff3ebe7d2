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

    [Fact]
    public void Wide_elements_whose_sum_shows_no_drop_are_not_asked_and_the_blame_is_the_same()
    {
        TestWorld world = TestWorld.Make(5, 3000);
        TestPair hit = world.Pairs.MaxBy(each => each.Votes)!;
        NetworkElement network = new(ElementKind.ClientAsn, "", $"{hit.Pair.CityNetwork.Asn}");
        (long asked, string blamed) = Blame(static _ => false);
        (long askedOfFew, string blamedByFew) = Blame(static element => element.Kind is ElementKind.ServiceLocation or ElementKind.Country);
        Assert.Equal(blamed, blamedByFew);
        Assert.Contains(network.Key, blamed, StringComparison.Ordinal);
        Assert.InRange(askedOfFew, 1, asked - 1);

        (long, string) Blame(Predicate<NetworkElement> isSound)
        {
            TestEngine engine = new(world, 1, [new PlantedFault(network, EvidenceStream.NetworkFailures, 0.8, 2)]) { IsSound = isSound };
            BlameAnalysis analysis = new();
            string last = "";
            for (int window = 0; window < Windows; window++)
            {
                last = string.Join(' ', analysis.Conclude(engine.Next(), []).Blames.Select(blame => $"{blame.Element} {blame.Verdict} {blame.Pairs.Length}"));
            }
            return (analysis.PairsAsked, last);
        }
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
