using Isobar.Core.Scoring;
using Isobar.Simulator.Faults;
using Isobar.Simulator.Worlds;

namespace Isobar.Simulator.Tests.Health;

public sealed class HealthEngineTests(SmallWorld small) : IClassFixture<SmallWorld>
{
    private const int Window = 300;

    [Fact]
    public void The_map_does_not_depend_on_shards_order_or_cores()
    {
        HealthEngine plain = small.Engine(), other = small.Engine(backwards: true);
        for (int i = 0; i < 40; i++)
        {
            long start = small.From + 7200 - 20 * Window + i * Window;
            HealthMap one = plain.Score(new(start, small.Draw(start)));
            HealthMap two = other.Score(new(start, small.Draw(start, byShard: true)), (count, action) => Parallel.For(0, count, action));
            Assert.Equal(Describe(one), Describe(two));
        }
    }

    [Fact]
    public void An_outage_of_one_pair_is_found_in_its_first_windows_and_no_other_pair_is_touched()
    {
        HealthEngine engine = small.Engine();
        long? opened = null;
        for (long start = small.From; start < small.Outage.EndSeconds; start += Window)
        {
            HealthMap map = engine.Score(new(start, small.Draw(start)));
            foreach ((int pair, PairHealth health) in Open(map))
            {
                Assert.Equal(small.Hit.CityNetwork.Id, map.Pairs[pair].CityNetwork.Id);
                Assert.Equal(HealthState.Drop, health.Availability.State);
                opened ??= start;
            }
        }
        Assert.InRange(opened!.Value, small.Outage.StartSeconds, small.Outage.StartSeconds + Window);
    }

    [Fact]
    public void A_drop_tells_its_reason_and_its_share_is_that_of_the_fault()
    {
        HealthEngine engine = small.Engine();
        for (long start = small.Outage.StartSeconds - 12 * Window; start <= small.Outage.StartSeconds + Window; start += Window)
        {
            engine.Score(new(start, small.Draw(start)));
        }
        long within = small.Outage.StartSeconds + 2 * Window;
        HealthMap map = engine.Score(new(within, small.Draw(within)));
        int pair = map.Pairs.Find(small.Hit.CityNetwork.Id, small.Hit.ServiceLocation);
        double drop = map.Health.Span[pair].Availability.Drop;
        Evidence evidence = map.Evidence[(pair, HealthMetric.Availability)];
        Assert.InRange(drop, 0.6, 0.95);
        Assert.Equal(100 * (1 - drop), map.Health.Span[pair].Availability.Score!.Value, 3);
        Assert.Equal(EvidenceStream.NetworkFailures, evidence.Stream);
        Assert.InRange(drop, evidence.DropLow, evidence.DropHigh);
        Assert.True(evidence.PValue < evidence.SignificanceLevel);
        Assert.True(evidence.Hits <= evidence.Samples);
    }

    [Fact]
    public void A_pair_whose_drop_is_explained_drags_nothing_else_down_and_keeps_its_own_score()
    {
        (HealthMap plain, HealthMap heeding) = (WithinTheOutage(isExplained: false), WithinTheOutage(isExplained: true));
        int pair = plain.Pairs.Find(small.Hit.CityNetwork.Id, small.Hit.ServiceLocation);
        Assert.Contains(plain.Elements, element => IsWide(element.Element));
        Assert.DoesNotContain(heeding.Elements, element => IsWide(element.Element));
        Assert.Equal(plain.Health.Span[pair].Availability, heeding.Health.Span[pair].Availability);

        bool IsWide(NetworkElement element) => element.Kind is ElementKind.ServiceLocation or ElementKind.AddressFamily or ElementKind.Zone;
    }

    [Fact]
    public void A_drop_that_is_explained_and_over_is_no_evidence_any_more()
    {
        HealthEngine engine = small.Engine();
        long start = small.Outage.StartSeconds - 12 * Window;
        HealthMap map = engine.Score(new(start, small.Draw(start)));
        int hit = map.Pairs.Find(small.Hit.CityNetwork.Id, small.Hit.ServiceLocation);
        ExplainedDrops drops = new([new(HealthMetric.Availability, [hit])], []);
        for (start += Window; start < small.Outage.EndSeconds; start += Window)
        {
            map = engine.Score(new(start, small.Draw(start)), start > small.Outage.StartSeconds ? drops : ExplainedDrops.None);
        }
        Assert.NotEqual(OpeningPath.None, map.Health.Span[hit].Availability.OpenedBy);
        drops = new([], drops.Lasting);
        for (int i = 0; i < 12; i++, start += Window)
        {
            map = engine.Score(new(start, small.Draw(start)), drops);
            drops = ExplainedDrops.None;
            Assert.DoesNotContain(map.Elements, element => element.Health.OpenedBy != OpeningPath.None);
        }
    }

    private HealthMap WithinTheOutage(bool isExplained)
    {
        HealthEngine engine = small.Engine();
        long start = small.Outage.StartSeconds - 12 * Window;
        HealthMap map = engine.Score(new(start, small.Draw(start)));
        int hit = map.Pairs.Find(small.Hit.CityNetwork.Id, small.Hit.ServiceLocation);
        ExplainedDrops drops = new([new(HealthMetric.Availability, [hit])], []);
        for (start += Window; start <= small.Outage.StartSeconds + 3 * Window; start += Window)
        {
            map = engine.Score(new(start, small.Draw(start)), isExplained && start > small.Outage.StartSeconds ? drops : ExplainedDrops.None);
        }
        return map;
    }

    [Fact]
    public void Every_score_is_from_0_to_100_and_comes_with_the_smallest_drop_it_could_have_seen()
    {
        HealthEngine engine = small.Engine();
        for (long start = small.From; start < small.From + 20 * Window; start += Window)
        {
            foreach (PairHealth health in engine.Score(new(start, small.Draw(start))).Health.Span)
            {
                foreach (HealthMetric metric in Enum.GetValues<HealthMetric>())
                {
                    MetricHealth verdict = health.Of(metric);
                    Assert.True(verdict.Score is null or (>= 0 and <= 100));
                    Assert.True(verdict.State == HealthState.Drop ? verdict.Drop > 0 : verdict.Drop == 0);
                    Assert.True(verdict.SmallestDrop > 0);
                }
            }
        }
    }

    [Fact]
    public void Without_history_pairs_are_learning_and_have_no_score()
    {
        Dictionary<Core.Atlas.CityNetworkId, Core.Atlas.CityNetwork> names = small.World.CityNetworks.ToDictionary(place => place.Id);
        HealthEngine engine = new(ScoringSettings.Default, new(), PairDirectory.WithoutPaths(id => names[id]), Window);
        HealthMap map = engine.Score(new(small.From, small.Draw(small.From)));
        Assert.True(map.Pairs.Count > 0);
        foreach (PairHealth health in map.Health.Span)
        {
            Assert.Equal(HealthState.Learning, health.Availability.State);
            Assert.Null(health.Availability.Score);
            Assert.Null(health.Performance.Score);
        }
    }

    [Fact]
    public void A_silent_source_says_nothing_about_its_users()
    {
        HealthEngine engine = small.Engine();
        HashSet<string> everywhere = [.. small.World.Locations.Select(location => location.Name)];
        long start = small.From;
        for (; start < small.From + 12 * Window; start += Window)
        {
            engine.Score(new(start, small.Draw(start)));
        }
        for (int i = 0; i < 12; i++, start += Window)
        {
            HealthMap map = engine.Score(new(start, [], everywhere));
            Assert.Empty(Open(map));
            Assert.DoesNotContain(map.Elements, element => element.Health.OpenedBy != OpeningPath.None);
        }
    }

    [Fact]
    public void When_nobody_comes_though_the_source_is_heard_the_location_is_down()
    {
        HealthEngine engine = small.Engine();
        long start = small.From;
        for (; start < small.From + 12 * Window; start += Window)
        {
            engine.Score(new(start, small.Draw(start)));
        }
        HealthMap map = engine.Score(new(start, []));
        map = engine.Score(new(start + Window, []));
        Assert.Contains(map.Elements, element => element.Element.Kind == ElementKind.ServiceLocation && element.Metric == HealthMetric.Availability
            && element.Health is { OpenedBy: not OpeningPath.None, Stream: EvidenceStream.Volume, Drop: > 0.95f });
    }

    /// <summary>Thin pairs test round trips over hours and times to first byte not at all: that they see nothing is no sign against the location, which does.</summary>
    [Fact]
    public void A_service_that_answers_slowly_is_seen_at_places_too_thin_to_time_it()
    {
        string location = small.World.Locations[0].Name;
        long from = small.From + 7200;
        SimulatedWorld slow = small.With(new(FaultElement.OfLocation(location), FaultKind.ServiceSlow, from, from + 3600, 1) { DelayMicros = 300_000 });
        HealthEngine engine = small.Engine();
        HealthMap? map = null;
        for (long start = small.From; start <= from + 4 * Window; start += Window)
        {
            map = engine.Score(new(start, small.Draw(start, of: slow)));
        }
        MetricHealth[] there =
        [
            .. Enumerable.Range(0, map!.Pairs.Count).Where(pair => map.Pairs[pair].ServiceLocation == location && map.Health.Span[pair].Connections > 0)
                .Select(pair => map.Health.Span[pair].Performance),
        ];
        Assert.True(there.Length > 30, $"only {there.Length} pairs");
        Assert.Contains(there, health => health.Source != ElementKind.Pair);
        double seen = there.Count(health => health is { State: HealthState.Drop, Drop: > 0.5f }) / (double)there.Length;
        Assert.True(seen > 0.95, $"only {seen:p0} of the pairs drop");
    }

    private static List<(int Pair, PairHealth Health)> Open(HealthMap map)
    {
        List<(int, PairHealth)> open = [];
        for (int pair = 0; pair < map.Pairs.Count; pair++)
        {
            PairHealth health = map.Health.Span[pair];
            if (health.Availability.OpenedBy != OpeningPath.None || health.Performance.OpenedBy != OpeningPath.None)
            {
                open.Add((pair, health));
            }
        }
        return open;
    }

    /// <summary>Everything that a map says, by names and not by numbers, to the last bit.</summary>
    private static List<string> Describe(HealthMap map)
    {
        List<string> lines = [];
        for (int pair = 0; pair < map.Pairs.Count; pair++)
        {
            PairHealth health = map.Health.Span[pair];
            lines.Add($"{map.Pairs[pair].CityNetwork.Id} {map.Pairs[pair].ServiceLocation} {health.Availability} {health.Performance} {health.Bytes} {health.Votes}");
        }
        lines.Sort(StringComparer.Ordinal);
        lines.AddRange(map.Elements.Select(element => $"{element.Element} {element.Metric} {element.Health}"));
        return lines;
    }
}
