using Isobar.Core.Atlas;
using Isobar.Core.Attribution;
using Isobar.Core.Scoring;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Attribution;

/// <summary>Zones whose strata are all too thin to vote, compared by their sums.</summary>
public sealed class StrataIndexTests
{
    private const float SmallestDrop = 0.2f;

    [Fact]
    public void A_zone_that_drops_by_twice_what_its_sister_would_have_shown_speaks_for_itself() => Assert.InRange(SumNats((0.4f, 20), (0, 20)), 4.6, 8);

    [Fact]
    public void A_drop_that_a_sister_may_have_missed_says_little() => Assert.InRange(SumNats((0.2f, 20), (0, 20)), 0, 2);

    [Fact]
    public void A_small_sister_says_less_than_a_great_one() => Assert.True(SumNats((0.4f, 40), (0, 5)) < SumNats((0.4f, 40), (0, 40)) / 2);

    [Fact]
    public void Where_the_sister_drops_too_it_is_no_zone() => Assert.Equal(0, SumNats((0.4f, 20), (0.3f, 20)));

    /// <summary>What is said of the first zone.</summary>
    private static double SumNats(params (float Drop, int Pairs)[] zones)
    {
        PairTable table = new();
        List<StratumHealth> strata = [];
        List<PairHealth> health = [];
        List<ElementHealth> elements = [];
        MetricHealth unknown = new(HealthState.Insufficient, 0, 2, ElementKind.Pair, EvidenceStream.NetworkFailures, OpeningPath.None, 0);
        foreach ((int zone, (float drop, int pairs)) in zones.Index())
        {
            List<int> members = [];
            for (int i = 0; i < pairs; i++)
            {
                uint asn = (uint)(65000 + 100 * zone + i);
                CityNetwork network = new(CityNetworkId.Of("AA", "S", "M", "City", asn), "AA", "Country", "S", "M", "City", asn, "Net", 0, 0);
                members.Add(table.Add(new Pair(network, "fra", [])));
                strata.Add(new(members[^1], new("fra", $"fra-{zone}", AddressFamily.IPv4, default), unknown, unknown));
                health.Add(new(unknown, unknown, strata.Count - 1, 1, 0, 0, 0));
            }
            if (drop > 0)
            {
                MetricHealth sum = unknown with { State = HealthState.Drop, Drop = drop, SmallestDrop = SmallestDrop, Source = ElementKind.Zone };
                elements.Add(new(new(ElementKind.Zone, "fra", $"fra-{zone}"), HealthMetric.Availability, sum, members, null!));
            }
        }
        HealthMap map = new()
        {
            WindowStart = 0,
            WindowSeconds = 300,
            Pairs = table,
            Health = health.ToArray(),
            Counts = new PairCounts[table.Count],
            Strata = strata.ToArray(),
            Elements = elements,
            Evidence = new Dictionary<(int, HealthMetric), Evidence>(),
        };
        ElementIndex index = new();
        index.Refresh(table);
        StrataIndex of = StrataIndex.Of(map, BlameChannel.Network, index, [index.LocationOf(0)], BlameSettings.Default);
        return of.Of(new ElementKey(ElementKind.Zone, index.LocationOf(0), index.PlaceNumber("fra-0"))).SumNats;
    }
}
