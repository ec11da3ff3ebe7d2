using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Atlas;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;
using Isobar.Core.Tests.Windows;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Monitors;

/// <summary>What holds for any traffic and health.</summary>
public sealed class OverlayProperties
{
    [Fact]
    public void Neither_the_order_of_rows_nor_their_shards_change_a_bit() =>
        Prop.ForAll<int, byte>((seed, shards) =>
        {
            HealthWorld world = NewWorld(seed);
            MonitorOverlay one = Overlay(seed), other = Overlay(seed);
            SeededRandom random = new(seed);
            bool isSame = true;
            for (int i = 0; i < 4; i++)
            {
                long start = HealthWorld.At("10:50") + i * 300L;
                MonitorWindow whole = one.Next(world.Map(start), [world.Tallies(start)]);
                MonitorWindow parts = other.Next(world.Map(start), Split(world, start, 1 + shards % 5, random));
                isSame &= Text(whole) == Text(parts);
            }
            return isSame;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Scores_are_0_to_100_and_impacts_of_parts_sum_to_that_of_the_whole() =>
        Prop.ForAll<int>(seed =>
        {
            HealthWorld world = NewWorld(seed);
            MonitorWindow window = Overlay(seed).Next(world.Map(HealthWorld.At("10:00")), [world.Tallies(HealthWorld.At("10:00"))]);
            foreach (HealthMetric metric in Enum.GetValues<HealthMetric>())
            {
                double whole = window.Of(metric).ImpactOn(window.TotalWeight), parts = 0, monitored = 0;
                foreach (PairMeasurement row in window.Pairs.ToArray())
                {
                    Assert.InRange(row.Of(metric).Score ?? 0, 0, 100);
                    Assert.Equal(row.Of(metric).State is HealthState.Ok or HealthState.Drop, row.Of(metric).Score is not null);
                    parts += row.ImpactOf(metric);
                    monitored += row.PercentOfTotalTraffic;
                }
                Assert.InRange(window.Of(metric).Score ?? 0, 0, 100);
                Assert.InRange(monitored, 0, 100 + 1e-9);
                Assert.Equal(whole, parts, 9);
                Assert.Equal(whole, window.ByServiceLocation().Sum(location => (metric == HealthMetric.Availability ? location.Availability : location.Performance).ImpactOn(window.TotalWeight)), 9);
                Assert.True(window.Of(metric).Weight > 0 || window.Of(metric).Score is null, "no traffic, no score");
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Each_location_has_the_traffic_of_its_pairs_and_needs_as_many_city_networks_as_a_naive_count_says() =>
        Prop.ForAll<int>(seed =>
        {
            HealthWorld world = NewWorld(seed);
            MonitorWindow window = Overlay(seed).Next(world.Map(HealthWorld.At("10:00")), [world.Tallies(HealthWorld.At("10:00"))]);
            Assert.Equal(window.BytesOut, window.Locations.Sum(location => location.BytesOut));
            foreach (IGrouping<string, WorldPair> pairs in WorldPairs(world, seed).GroupBy(pair => pair.Location))
            {
                LocationTraffic location = window.Locations.Single(one => one.ServiceLocation == pairs.Key);
                (CityNetworkId Id, long Bytes)[] networks =
                    [.. pairs.GroupBy(pair => pair.CityNetwork.Id, (id, same) => (id, same.Sum(pair => pair.Parts.Sum(part => part.Bytes)))).OrderByDescending(network => network.Item2)];
                long total = networks.Sum(network => network.Bytes), monitored = networks.Where(network => IsMonitored(window, network.Id)).Sum(network => network.Bytes);
                Assert.Equal(total, location.BytesOut);
                Assert.Equal(networks.Count(network => IsMonitored(window, network.Id)), location.Coverage.CityNetworksMonitored);
                Assert.Equal(100.0 * monitored / total, location.Coverage.TrafficMonitoredPercent, 9);
                foreach (byte percentage in TrafficCoverage.Percentages)
                {
                    int naive = Enumerable.Range(0, networks.Length + 1).First(count => 100 * networks.Take(count).Sum(network => network.Bytes) >= percentage * total);
                    Assert.Equal(naive, location.Coverage.For(percentage));
                }
            }
        }).QuickCheckThrowOnFailure();

    private static bool IsMonitored(MonitorWindow window, CityNetworkId cityNetwork) => window.Pairs.ToArray().Any(row => row.Key.CityNetwork == cityNetwork);

    [Fact]
    public void Zones_and_families_weigh_as_the_definition_says() =>
        Prop.ForAll<int>(seed =>
        {
            HealthWorld world = NewWorld(seed);
            MonitorWindow window = new MonitorOverlay(HealthWorld.Monitor(), new(300)).Next(
                world.Map(HealthWorld.At("10:00")), [world.Tallies(HealthWorld.At("10:00"))]);
            foreach (WorldPair pair in WorldPairs(world, seed))
            {
                // Σ u_s f_s over the strata with a verdict, written down as in section 2 of the statistical design.
                double weight = 0, lost = 0;
                foreach ((_, string zone, AddressFamily family, long bytes) in pair.Parts)
                {
                    MetricHealth health = pair.Strata.Where(one => one.Stratum.Zone == zone && one.Stratum.Family == family).Select(one => one.Availability)
                        .FirstOrDefault(one => one.Score is not null, pair.Availability);
                    weight += health.Score is null ? 0 : bytes;
                    lost += health.Score is null ? 0 : bytes * (double)health.Drop;
                }
                bool hasRow = window.TryFind(pair.Key, out PairMeasurement row);
                Assert.Equal(weight > 0 ? 100 * (1 - lost / weight) : -1, hasRow ? row.Availability.Score ?? -1 : -1, 9);
            }
        }).QuickCheckThrowOnFailure();

    private static MonitorOverlay Overlay(int seed) => new(
        HealthWorld.Monitor() with { TrafficPercentage = 40 + (seed & 0x7fffffff) % 61, MaximumCityNetworks = seed % 3 == 0 ? 3 : null }, new(300));

    private static List<TallyBatch> Split(HealthWorld world, long start, int shards, SeededRandom random)
    {
        TallyBatch whole = world.Tallies(start, random.Shuffle);
        List<TallyBatch> parts = [.. Enumerable.Range(0, shards).Select(_ => new TallyBatch { WindowSeconds = 300 })];
        world.Tallies(start, rows =>
        {
            foreach (TallyRow row in random.Shuffle(rows))
            {
                parts[random.Next(shards)].Add(0, start, row.Stratum, row.CityNetwork, row.Tally);
            }
            return rows;
        });
        Assert.Equal(whole.Count, parts.Sum(part => part.Count));
        return parts;
    }

    private static string Text(MonitorWindow window) => string.Join('\n', window.Pairs.ToArray().Select(row =>
        string.Create(null, $"{row.Key} {row.Weight:R} {row.PercentOfTotalTraffic:R} {row.Availability} {row.Performance} {row.Rtt} {Convert.ToHexString(row.RttSketch.Span)} {row.BytesOut}")))
        + string.Create(null, $"{window.TotalWeight:R} {window.Availability} {window.Performance} {window.WeightedRtt} {window.TestablePercent:R} {window.Coverage.CityNetworksMonitored}");

    /// <summary>A world drawn from a seed: pairs with zones, families and verdicts.</summary>
    internal static HealthWorld NewWorld(int seed, int windowSeconds = 300)
    {
        HealthWorld world = new(windowSeconds);
        Fill(world, seed);
        return world;
    }

    /// <summary>The pairs that <see cref="NewWorld"/> made: the same again, since worlds are drawn from the seed.</summary>
    private static List<WorldPair> WorldPairs(HealthWorld world, int seed)
    {
        HealthWorld again = new();
        List<WorldPair> pairs = Fill(again, seed);
        Assert.Equal(world.Pairs.Count, pairs.Count);
        return pairs;
    }

    private static List<WorldPair> Fill(HealthWorld world, int seed)
    {
        SeededRandom random = new(seed);
        List<WorldPair> pairs = [];
        for (int i = 0; i < 8; i++)
        {
            WorldPair pair = world.Add($"City {i % 5}", location: i < 5 ? HealthWorld.Frankfurt : "us-east-1");
            pair.Availability = Draw(random);
            pair.Performance = Draw(random);
            pair.RttMicros = [.. Enumerable.Range(0, random.Next(4)).Select(_ => 1000L + random.Next(100_000))];
            foreach (string zone in (string[])["a", "b"])
            {
                foreach (AddressFamily family in (AddressFamily[])[AddressFamily.IPv4, AddressFamily.IPv6])
                {
                    if (random.Chance(0.6))
                    {
                        pair.Parts.Add((HealthWorld.Source, zone, family, 1 + random.Next(1000)));
                    }
                    if (random.Chance(0.6))
                    {
                        pair.Stratum(zone, family, Draw(random), Draw(random));
                    }
                }
            }
            if (pair.Parts.Count == 0)
            {
                pair.Parts.Add((HealthWorld.Source, "a", AddressFamily.IPv4, 1));
            }
            pairs.Add(pair);
        }
        return pairs;
    }

    private static MetricHealth Draw(SeededRandom random) => random.Next(6) switch
    {
        0 => WorldPair.Unknown(HealthState.Learning),
        1 => WorldPair.Unknown(HealthState.Insufficient),
        2 or 3 => WorldPair.Drop(random.NextShare()),
        _ => WorldPair.Drop(0),
    };
}
