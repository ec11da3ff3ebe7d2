using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;
using Isobar.Core.Tests.Windows;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Monitors;

/// <summary>What is said of one address family is what a monitor would say that sees that family alone.</summary>
public sealed class FamilyPartsTests
{
    private static readonly AddressFamily[] s_families = [AddressFamily.IPv4, AddressFamily.IPv6];

    [Fact]
    public void A_family_is_measured_as_if_it_were_all_there_is() =>
        Prop.ForAll<int, bool>((seed, fromIPv4Only) =>
        {
            HealthWorld world = OverlayProperties.NewWorld(seed);
            MonitorOverlay whole = Overlay(fromIPv4Only);
            Dictionary<AddressFamily, MonitorOverlay> alone = s_families.ToDictionary(family => family, _ => Overlay(fromIPv4Only));
            for (int i = 0; i < 4; i++)
            {
                long start = HealthWorld.At("10:50") + i * 300L;
                HealthMap map = world.Map(start);
                MonitorWindow window = whole.Next(map, [Sent(world, seed, start)]);
                foreach (AddressFamily family in s_families)
                {
                    MonitorWindow expected = alone[family].Next(map, [Sent(world, seed, start, family)]);
                    Assert.Equal(Texts(expected.Pairs), Texts(Of(window, (AddressFamilies)family)));
                }
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Shorter_windows_are_summed_family_by_family() =>
        Prop.ForAll<int, bool>((seed, fromIPv4Only) =>
        {
            HealthWorld world = OverlayProperties.NewWorld(seed, windowSeconds: 60);
            MonitorOverlay whole = Overlay(fromIPv4Only, 60);
            Dictionary<AddressFamily, MonitorOverlay> alone = s_families.ToDictionary(family => family, _ => Overlay(fromIPv4Only, 60));
            FiveMinuteSums sums = new();
            Dictionary<AddressFamily, FiveMinuteSums> sumsAlone = s_families.ToDictionary(family => family, _ => new FiveMinuteSums());
            for (int i = 0; i < 5; i++)
            {
                long start = HealthWorld.At("10:55") + i * 60L;
                HealthMap map = world.Map(start);
                MonitorWindow? window = sums.Add(whole.Next(map, [Sent(world, seed, start)]));
                foreach (AddressFamily family in s_families)
                {
                    MonitorWindow? expected = sumsAlone[family].Add(alone[family].Next(map, [Sent(world, seed, start, family)]));
                    Assert.Equal(i == 4, expected is not null);
                    if (expected is not null)
                    {
                        Assert.Equal(Texts(expected.Pairs), Texts(Of(window!, (AddressFamilies)family)));
                    }
                }
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void With_health_from_IPv4_only_the_traffic_of_IPv6_has_the_score_of_IPv4()
    {
        HealthWorld world = new();
        WorldPair pair = world.Add("A");
        pair.Stratum("a", AddressFamily.IPv4, WorldPair.Drop(0.25)).Stratum("a", AddressFamily.IPv6, WorldPair.Drop(0.5));
        pair.Parts.AddRange([(HealthWorld.Source, "a", AddressFamily.IPv4, 300), (HealthWorld.Source, "a", AddressFamily.IPv6, 100)]);
        double?[] Scores(bool fromIPv4Only)
        {
            MonitorWindow window = Overlay(fromIPv4Only).Next(world.Map(HealthWorld.At("10:00")), [world.Tallies(HealthWorld.At("10:00"))]);
            Assert.Equal(AddressFamilies.Both, window.Pairs.Span[0].Families);
            return [.. window.FamilyParts.ToArray().Select(part => part.Availability.Score)];
        }
        Assert.Equal([75, 50], Scores(false));
        Assert.Equal([75, 75], Scores(true));
    }

    [Fact]
    public void The_rows_that_are_stored_have_a_part_for_each_family_of_a_pair_of_both()
    {
        HealthWorld world = new();
        world.Add("A").Parts.AddRange([(HealthWorld.Source, "a", AddressFamily.IPv4, 300), (HealthWorld.Source, "a", AddressFamily.IPv6, 100)]);
        world.Add("B").Parts.Add((HealthWorld.Source, "a", AddressFamily.IPv6, 7));
        MeasurementBatch batch = MeasurementRows.Of("shop", Overlay(false).Next(world.Map(HealthWorld.At("10:00")), [world.Tallies(HealthWorld.At("10:00"))]));
        Assert.Equal([(7L, AddressFamilies.IPv6), (400L, AddressFamilies.Both)], batch.BytesOut.Zip(batch.Families).Order());
        Assert.Equal([(300L, AddressFamilies.IPv4), (100L, AddressFamilies.IPv6)], batch.Parts!.BytesOut.Zip(batch.Parts.Families));
    }

    private static MonitorOverlay Overlay(bool fromIPv4Only, int windowSeconds = 300) =>
        new(HealthWorld.Monitor() with { HealthFromIPv4Only = fromIPv4Only }, new(windowSeconds));

    /// <summary>A third of the rows is missing in each window, so that families come and go and weights are those of before.</summary>
    private static TallyBatch Sent(HealthWorld world, int seed, long start, AddressFamily? only = null)
    {
        SeededRandom random = new(seed ^ (int)start);
        bool IsSent(Stratum stratum)
        {
            bool isThere = random.Chance(0.67);
            return isThere && (only is null || stratum.Family == only);
        }
        return world.Tallies(start, rows => [.. rows.Where(row => IsSent(row.Stratum))]);
    }

    private static PairMeasurement[] Of(MonitorWindow window, AddressFamilies family) =>
        [.. window.Pairs.ToArray().Where(row => row.Families == family).Concat(window.FamilyParts.ToArray().Where(part => part.Families == family)).OrderBy(row => row.Key)];

    private static IEnumerable<string> Texts(ReadOnlyMemory<PairMeasurement> rows) => rows.ToArray().Select(row => string.Create(
        null,
        $"{row.Key} {row.Pair} {row.Families} {row.Weight:R} {row.BytesIn} {row.BytesOut} {row.Connections} {row.Clients} {row.Rtt} {row.RttIncludesLastMile} {row.Availability} {row.Performance} "
        + $"{Convert.ToHexString(row.RttSketch.Span)} {Convert.ToHexString(row.ClientSketch.Span)} {Convert.ToHexString(row.TtfbSketch.Span)}"));

}
