using Isobar.Core.Attribution;
using Isobar.Core.Scoring;

namespace Isobar.Core.Tests.Attribution;

public sealed class BlameAnalysisTests
{
    private static readonly TestWorld s_world = TestWorld.Make(7, 1500);
    private static readonly TestWorld s_pathless = TestWorld.Make(7, 1500, knowsPaths: false);

    [Fact]
    public void Where_nothing_is_wrong_nobody_is_blamed()
    {
        TestRun run = new(s_world, 1, [], 10);
        Assert.Empty(run.Changes);
    }

    [Theory]
    [InlineData(EvidenceStream.NetworkFailures, 0.8)]
    [InlineData(EvidenceStream.Rtt, 0.6)]
    public void A_client_network_that_is_bad_everywhere_is_named(EvidenceStream stream, double share)
    {
        NetworkElement element = new(ElementKind.ClientAsn, "", Busiest(s_world, pair => $"{pair.Pair.CityNetwork.Asn}"));
        Blame blame = Named(s_world, element, stream, share);
        Assert.Equal(Cause.ClientNetwork, blame.Cause);
        Assert.True(TestFaults.Jaccard(s_world.Scope(element), blame.Pairs) >= 0.9);
    }

    [Theory]
    [InlineData(EvidenceStream.NetworkFailures, 1.0)]
    [InlineData(EvidenceStream.Volume, 1.0)]
    [InlineData(EvidenceStream.Rtt, 0.2)]
    public void A_service_location_is_named(EvidenceStream stream, double share)
    {
        Blame blame = Named(s_world, new(ElementKind.ServiceLocation, "loc-b", ""), stream, share);
        Assert.Equal(Cause.ServiceLocation, blame.Cause);
    }

    [Fact]
    public void A_transit_network_is_named_where_paths_are_known()
    {
        Blame blame = Named(s_world, new(ElementKind.TransitAs, "", Transit(s_world)), EvidenceStream.NetworkFailures, 0.8);
        Assert.Equal(Cause.Transit, blame.Cause);
        Assert.True(blame.Suspects[0].ExplanatoryPower >= 0.67);
    }

    [Fact]
    public void A_transit_network_is_never_a_confident_wrong_name_where_paths_are_not_known()
    {
        NetworkElement element = new(ElementKind.TransitAs, "", Transit(s_world));
        TestRun run = new(s_pathless, 3, [new PlantedFault(element, EvidenceStream.NetworkFailures, 0.8, 2)], 9);
        Blame widest = run.Certain.MaxBy(blame => blame.Pairs.Length)!;
        Assert.Equal(BlameVerdict.Insufficient, widest.Verdict);
        Assert.True(TestFaults.Jaccard(s_pathless.Scope(element), widest.Pairs) >= 0.5);
        Assert.DoesNotContain(run.Certain, blame => blame.Verdict == BlameVerdict.Blamed);
    }

    [Fact]
    public void A_network_that_is_good_at_another_location_is_not_blamed()
    {
        // Bad on the way from one location only, with no path known: the client network would be the wrong name.
        var network = s_pathless.Pairs.GroupBy(pair => pair.Pair.CityNetwork.Asn)
            .Where(group => group.Select(pair => pair.Pair.ServiceLocation).Distinct().Count() >= 2)
            .MaxBy(group => group.Sum(pair => pair.Votes))!;
        string location = network.GroupBy(pair => pair.Pair.ServiceLocation).MaxBy(group => group.Sum(pair => pair.Votes))!.Key;
        TestRun run = new(s_pathless, 4, [new PlantedFault(new(ElementKind.ClientAsn, location, $"{network.Key}"), EvidenceStream.NetworkFailures, 0.8, 2)], 8);
        Blame blame = Assert.Single(run.Certain);
        Assert.Equal((BlameVerdict.Insufficient, Cause.Transit), (blame.Verdict, blame.Cause));
        Assert.Equal(new NetworkElement(ElementKind.ClientAsn, location, $"{network.Key}"), blame.Element);
    }

    [Fact]
    public void A_city_with_several_networks_is_a_place()
    {
        string key = Busiest(s_world, pair => TestFaults.CityKey(pair));
        Blame blame = Named(s_world, new(ElementKind.City, "", key), EvidenceStream.NetworkFailures, 0.8);
        Assert.Equal(Cause.Place, blame.Cause);
    }

    [Fact]
    public void A_country_is_named() =>
        Named(s_world, new(ElementKind.Country, "", Busiest(s_world, pair => pair.Pair.CityNetwork.CountryCode)), EvidenceStream.Rtt, 0.8);

    [Fact]
    public void A_zone_is_told_from_its_location_by_its_sister_strata() =>
        Named(s_world, new(ElementKind.Zone, "loc-c", "b"), EvidenceStream.NetworkFailures, 0.8);

    [Fact]
    public void An_address_family_is_named() =>
        Named(s_world, new(ElementKind.AddressFamily, "loc-c", "6"), EvidenceStream.NetworkFailures, 0.8);

    [Fact]
    public void One_pair_is_blamed_alone_among_good_ones()
    {
        TestPair pair = s_world.Pairs.Where(pair => s_world.Pairs.Count(other => other.Pair.CityNetwork.Asn == pair.Pair.CityNetwork.Asn) >= 6).MaxBy(pair => pair.Votes)!;
        NetworkElement element = new(ElementKind.Pair, pair.Pair.ServiceLocation, pair.Pair.CityNetwork.Id.ToString());
        Blame blame = Named(s_world, element, EvidenceStream.NetworkFailures, 0.8);
        Assert.Single(blame.Pairs);
    }

    [Fact]
    public void Failures_of_the_service_across_networks_are_the_service()
    {
        Blame blame = Named(s_world, new(ElementKind.ServiceLocation, "loc-d", ""), EvidenceStream.ServiceFailures, 0.4);
        Assert.Equal(Cause.Service, blame.Cause);
    }

    [Fact]
    public void Slow_first_bytes_without_slow_round_trips_are_the_service()
    {
        Blame blame = Named(s_world, new(ElementKind.ServiceLocation, "loc-d", ""), EvidenceStream.Ttfb, 0.8);
        Assert.Equal(Cause.Service, blame.Cause);
    }

    [Fact]
    public void With_one_location_only_many_networks_in_several_countries_mean_the_service_and_one_network_does_not()
    {
        TestWorld world = TestWorld.Make(9, 300, locations: 1);
        Blame all = Named(world, new(ElementKind.ServiceLocation, "loc-a", ""), EvidenceStream.NetworkFailures, 0.8);
        Assert.Equal(Cause.ServiceLocation, all.Cause);
        NetworkElement network = new(ElementKind.ClientAsn, "", Busiest(world, pair => $"{pair.Pair.CityNetwork.Asn}"));
        Assert.DoesNotContain(
            new TestRun(world, 2, [new PlantedFault(network, EvidenceStream.NetworkFailures, 0.8, 2)], 7).Certain,
            blame => blame.Element.Kind == ElementKind.ServiceLocation);
    }

    [Fact]
    public void Two_faults_at_once_are_told_apart()
    {
        NetworkElement location = new(ElementKind.ServiceLocation, "loc-a", "");
        var elsewhere = s_world.Pairs.GroupBy(pair => pair.Pair.CityNetwork.Asn).Where(group => group.All(pair => pair.Pair.ServiceLocation != "loc-a")).MaxBy(group => group.Sum(pair => pair.Votes))!;
        NetworkElement network = new(ElementKind.ClientAsn, "", $"{elsewhere.Key}");
        TestRun run = new(
            s_world,
            5,
            [new PlantedFault(location, EvidenceStream.NetworkFailures, 0.4, 2), new PlantedFault(network, EvidenceStream.NetworkFailures, 1.0, 3)],
            8);
        Assert.Equal([location, network], run.Certain.Where(blame => blame.Pairs.Length > 1).Select(blame => blame.Element).Order());
    }

    [Fact]
    public void The_answer_does_not_depend_on_the_numbers_of_pairs()
    {
        NetworkElement element = new(ElementKind.TransitAs, "", Transit(s_world));
        TestEngine engine = new(s_world, 6, [new PlantedFault(element, EvidenceStream.NetworkFailures, 0.6, 1)]);
        BlameAnalysis plain = new(), reversed = new();
        PairTable table = new();
        int last = s_world.Pairs.Length - 1;
        foreach (TestPair pair in s_world.Pairs.Reverse())
        {
            table.Add(pair.Pair);
        }
        for (int window = 0; window < 5; window++)
        {
            HealthMap map = engine.Next();
            HealthMap other = Reversed(map, table, last);
            Blame[] one = [.. plain.Conclude(map, []).Blames];
            Blame[] two = [.. reversed.Conclude(other, []).Blames];
            Assert.Equal(one.Select(Text), two.Select(Text));
            Assert.Equal(one.Select(blame => string.Join(',', blame.Pairs)), two.Select(blame => string.Join(',', blame.Pairs.Select(pair => last - pair).Order())));
        }

        static string Text(Blame blame) => $"{blame.Metric} {blame.Element} {blame.Verdict} {blame.Confidence:R} {blame.Nats:R} {string.Join(';', blame.Suspects)}";
    }

    [Fact]
    public void Every_certain_drop_is_explained()
    {
        NetworkElement element = new(ElementKind.Country, "", Busiest(s_world, pair => pair.Pair.CityNetwork.CountryCode));
        TestEngine engine = new(s_world, 8, [new PlantedFault(element, EvidenceStream.Rtt, 0.4, 1)]);
        BlameAnalysis analysis = new();
        for (int window = 0; window < 6; window++)
        {
            HealthMap map = engine.Next();
            HashSet<int> explained = [.. analysis.Conclude(map, []).Blames.Where(blame => blame.Metric == HealthMetric.Performance).SelectMany(blame => blame.Pairs)];
            for (int pair = 0; pair < map.Pairs.Count; pair++)
            {
                Assert.True(map.Health.Span[pair].Performance.State != HealthState.Drop || explained.Contains(pair), $"pair {pair} in window {window}");
            }
        }
    }

    private static Blame Named(TestWorld world, NetworkElement element, EvidenceStream stream, double share)
    {
        TestRun run = new(world, 2, [new PlantedFault(element, stream, share, 2)], 8);
        Blame blame = Assert.Single(run.Certain, blame => blame.Element == element);
        Assert.Equal(BlameVerdict.Blamed, blame.Verdict);
        Assert.InRange(blame.Confidence, 0.8, 1);
        Assert.Equal(element, blame.Suspects[0].Element);
        Assert.DoesNotContain(run.Certain, other => other != blame && other.Verdict == BlameVerdict.Blamed);
        return blame;
    }

    private static string Busiest(TestWorld world, Func<TestPair, string> keyOf) => world.Pairs
        .GroupBy(keyOf)
        .Where(group => group.Count() >= 8 && group.Select(pair => pair.Pair.ServiceLocation).Distinct().Count() >= 2)
        .MaxBy(group => group.Sum(pair => pair.Votes))!.Key;

    private static string Transit(TestWorld world) => world.Pairs
        .SelectMany(pair => pair.Paths.SelectMany(path => path.Path.Transit).Distinct().Select(asn => (Asn: asn, pair.Votes)))
        .GroupBy(entry => entry.Asn)
        .Where(group => group.Count() < world.Pairs.Length / 5)
        .MaxBy(group => group.Sum(entry => entry.Votes))!.Key.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static HealthMap Reversed(HealthMap map, PairTable table, int last) => new()
    {
        WindowStart = map.WindowStart,
        WindowSeconds = map.WindowSeconds,
        Pairs = table,
        Health = map.Health.ToArray().Reverse().ToArray(),
        Counts = map.Counts.ToArray().Reverse().ToArray(),
        Strata = map.Strata,
        Elements = [.. map.Elements.Select(element => element with { Pairs = [.. element.Pairs.Select(pair => last - pair).Reverse()] })],
        Evidence = map.Evidence,
    };
}
