using System.Collections.Immutable;
using Isobar.Core.Attribution;
using Isobar.Core.Scoring;

namespace Isobar.Core.Tests.Attribution;

public sealed class BlameAnalysisTests
{
    private static readonly TestWorld s_world = TestWorld.Make(1, 2000);

    [Fact]
    public void Quiet_windows_blame_nobody_for_long()
    {
        TestEngine engine = new(s_world, 1, []);
        BlameAnalysis analysis = new();
        for (int window = 0; window < 12; window++)
        {
            Assert.DoesNotContain(analysis.Conclude(engine.Next(), []).Blames, blame => blame.OpenedBy != OpeningPath.None);
        }
    }

    [Fact]
    public void A_client_network_is_named()
    {
        uint asn = s_world.Pairs.GroupBy(pair => pair.Pair.CityNetwork.Asn).Where(group => group.Count() >= 8).MaxBy(group => group.Sum(pair => pair.Votes))!.Key;
        NetworkElement element = new(ElementKind.ClientAsn, "", $"{asn}");
        Blame blame = Assert.Single(Run(element, EvidenceStream.NetworkFailures, 0.8));
        Assert.Equal((element, BlameVerdict.Blamed, Cause.ClientNetwork), (blame.Element, blame.Verdict, blame.Cause));
        Assert.Equal(s_world.Scope(element), blame.Pairs);
    }

    private static ImmutableArray<Blame> Run(NetworkElement element, EvidenceStream stream, double share)
    {
        TestEngine engine = new(s_world, 1, [new PlantedFault(element, stream, share, 2)]);
        BlameAnalysis analysis = new();
        ImmutableArray<Blame> blames = [];
        for (int window = 0; window < 6; window++)
        {
            blames = analysis.Conclude(engine.Next(), []).Blames;
        }
        return [.. blames.Where(blame => blame.OpenedBy != OpeningPath.None)];
    }
}
