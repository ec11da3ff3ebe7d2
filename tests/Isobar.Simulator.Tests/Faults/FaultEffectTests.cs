using Isobar.Core.Windows;
using Isobar.Simulator.Faults;
using Isobar.Simulator.Worlds;

namespace Isobar.Simulator.Tests.Faults;

/// <summary>A fault shows where its label says, as much as it says, and nowhere else.</summary>
public sealed class FaultEffectTests
{
    private static readonly WorldOptions s_options = new() { Seed = 5, Pairs = 300, VotesPerWindow = 12_000 };
    private static readonly SimulatedWorld s_calm = new(s_options);

    /// <summary>A fault starts in the middle of window 2 and ends in the middle of window 6.</summary>
    private static readonly long s_start = s_options.StartSeconds + 20 * 3600 + 2 * 300 + 150;
    private static readonly long s_end = s_start + 4 * 300;

    public static TheoryData<FaultElementKind, FaultKind> Cases()
    {
        TheoryData<FaultElementKind, FaultKind> cases = [];
        foreach (FaultElementKind element in Enum.GetValues<FaultElementKind>())
        {
            cases.Add(element, FaultKind.Fail);
            cases.Add(element, FaultKind.RttAdd);
        }
        foreach (FaultKind kind in Enum.GetValues<FaultKind>().Except([FaultKind.Fail, FaultKind.RttAdd]))
        {
            cases.Add(FaultElementKind.Zone, kind);
            cases.Add(FaultElementKind.TransitAs, kind);
        }
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_fault_changes_only_the_rows_that_it_touches(FaultElementKind element, FaultKind kind)
    {
        SimulatedWorld world = WorldWith(Spec(ElementOf(element), kind, 0.4));
        Fault fault = Assert.Single(world.Faults);
        HashSet<(ulong, Stratum)> touched = [.. fault.Strata.Select(part => (world.Pairs[part.Pair].CityNetwork.Id.Value, part.Stratum))];
        int changed = 0;
        foreach (int window in new[] { 1, 2, 4, 6, 7 })
        {
            long start = s_options.StartSeconds + 20 * 3600 + window * 300;
            Dictionary<(ulong, Stratum), string> calm = Rows(s_calm, start), hit = Rows(world, start);
            bool isDuring = start + 300 > s_start && start < s_end;
            foreach ((ulong, Stratum) key in calm.Keys.Union(hit.Keys))
            {
                bool isSame = calm.GetValueOrDefault(key) == hit.GetValueOrDefault(key);
                Assert.True(isSame || (isDuring && touched.Contains(key)), $"{key} in window {window}");
                changed += isSame ? 0 : 1;
            }
        }
        Assert.True(changed > 0);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_realised_share_is_near_the_intended_one_and_equals_the_reported_rows(FaultElementKind element, FaultKind kind)
    {
        SimulatedWorld world = WorldWith(Spec(ElementOf(element), kind, 0.4));
        Fault fault = world.Faults[0];
        // Only whole windows, in which the share is the intended one.
        RealisedShare sum = default;
        double intended = 0, demand = 0;
        for (long window = s_start + 150; window + 300 <= s_end; window += 300)
        {
            TallyBatch batch = new() { WindowSeconds = 300 };
            List<AffectedRow> rows = [];
            world.AppendWindow(window, batch, rows);
            foreach (AffectedPair pair in fault.Pairs)
            {
                RealisedShare ofPair = world.Realised(fault, pair.Pair, window);
                Assert.Equal(rows.Where(row => row.Pair == pair.Pair).Aggregate(default(RealisedShare), (a, row) => a + row.Share), ofPair);
                sum += ofPair;
                intended += WeightOf(fault, pair.Pair, rows) * fault.Spec.Share;
                demand += ofPair.Demand;
            }
        }
        double share = intended / demand;
        double noise = 5 * Math.Sqrt(share * (1 - share) / demand) + 0.01;
        (double availability, double performance) = kind switch
        {
            FaultKind.Fail or FaultKind.Vanish or FaultKind.ServiceFail => (share, 0),
            FaultKind.Partial => (share / 2, 0.5 * share / (1 - 0.5 * share)),
            _ => (0.0, share),
        };
        Assert.Equal(availability, sum.Availability, noise);
        Assert.Equal(performance, sum.Performance, 2 * noise);
    }

    [Fact]
    public void The_realised_share_of_a_fault_is_the_sum_over_its_windows()
    {
        SimulatedWorld world = WorldWith(Spec(ElementOf(FaultElementKind.City), FaultKind.Fail, 0.8));
        Fault fault = world.Faults[0];
        RealisedShare sum = default;
        for (int window = 2; window <= 6; window++)
        {
            sum = fault.Pairs.Aggregate(sum, (total, pair) => total + world.Realised(fault, pair.Pair, s_options.StartSeconds + 20 * 3600 + window * 300));
        }
        Assert.Equal(sum, world.Realised(fault));
        Assert.True(sum.Failed > 0);
    }

    [Theory]
    [InlineData(FaultKind.Fail)]
    [InlineData(FaultKind.Vanish)]
    [InlineData(FaultKind.RttAdd)]
    [InlineData(FaultKind.RttMultiply)]
    [InlineData(FaultKind.Partial)]
    [InlineData(FaultKind.ServiceFail)]
    [InlineData(FaultKind.ServiceSlow)]
    public void Each_kind_shows_in_its_own_columns(FaultKind kind)
    {
        SimulatedWorld world = WorldWith(Spec(ElementOf(FaultElementKind.Location), kind, 1));
        string location = world.Faults[0].Spec.Element.Location;
        (Totals calm, Totals hit) = (TotalsOf(s_calm, location), TotalsOf(world, location));
        bool fails = kind is FaultKind.Fail, vanishes = kind is FaultKind.Vanish, halves = kind is FaultKind.Partial;
        Assert.Equal(vanishes ? 0 : 1, hit.Votes / calm.Votes, 1e-9);
        Assert.Equal(fails ? 1 : halves ? 0.5 : vanishes ? 0 : calm.Failed, hit.Failed, 0.02);
        Assert.Equal(kind is FaultKind.ServiceFail ? 1 : vanishes ? 0 : calm.ServiceFailed, hit.ServiceFailed, 0.005);
        Assert.Equal(fails || vanishes ? 0 : halves ? 0.5 : 1, hit.Samples / calm.Samples, 0.03);
        if (hit.Samples > 0)
        {
            double slower = kind is FaultKind.RttAdd or FaultKind.Partial ? 150_000 : kind is FaultKind.RttMultiply ? 2 * calm.RttMean : 0;
            Assert.Equal(calm.RttMean + slower, hit.RttMean, 0.03 * hit.RttMean);
            Assert.Equal(calm.TtfbMean + slower + (kind is FaultKind.ServiceSlow ? 150_000 : 0), hit.TtfbMean, 0.03 * hit.TtfbMean);
        }
    }

    [Fact]
    public void Faults_of_elements_that_a_world_does_not_have_are_refused_all_at_once()
    {
        FaultSpec[] specs =
        [
            Spec(FaultElement.OfLocation("atlantis"), FaultKind.Fail, 0.5),
            Spec(ElementOf(FaultElementKind.Pair), FaultKind.Fail, 1.5),
            Spec(ElementOf(FaultElementKind.Country), FaultKind.Fail, 0.5) with { EndSeconds = s_start },
            Spec(ElementOf(FaultElementKind.Country), FaultKind.RttAdd, 0.5) with { DelayMicros = 0 },
            Spec(ElementOf(FaultElementKind.Country), FaultKind.RttMultiply, 0.5) with { Factor = 1 },
        ];
        string message = Assert.Throws<ArgumentException>(() => new SimulatedWorld(s_options with { Faults = FaultPlan.Of(specs) })).Message;
        Assert.Contains("location atlantis: this world has no traffic through it", message, StringComparison.Ordinal);
        Assert.Contains("its share is not above 0 and up to 1", message, StringComparison.Ordinal);
        Assert.Contains("it ends before it starts", message, StringComparison.Ordinal);
        Assert.Contains("its delay is not above 0", message, StringComparison.Ordinal);
        Assert.Contains("its factor is not above 1", message, StringComparison.Ordinal);
    }

    private static SimulatedWorld WorldWith(FaultSpec spec) => new(s_options with { Faults = FaultPlan.Of([spec]) });

    private static FaultSpec Spec(FaultElement element, FaultKind kind, double share) => new(element, kind, s_start, s_end, share)
    {
        DelayMicros = kind is FaultKind.RttAdd or FaultKind.Partial or FaultKind.ServiceSlow ? 150_000 : 0,
        Factor = kind is FaultKind.RttMultiply ? 3 : 1,
    };

    /// <summary>The element of this kind that the busiest pair with several strata passes.</summary>
    private static FaultElement ElementOf(FaultElementKind kind)
    {
        SimulatedPair pair = s_calm.Pairs.Where(pair => s_calm.Model.Streams.Count(stream => stream.Pair == pair.Index) >= 4).MaxBy(pair => pair.MeanVotes)!;
        return kind switch
        {
            FaultElementKind.Location => FaultElement.OfLocation(pair.ServiceLocation),
            FaultElementKind.Zone => FaultElement.OfZone(pair.ServiceLocation, s_calm.Locations[pair.LocationIndex].Zones[0]),
            FaultElementKind.Path => FaultElement.OfPath(pair.ServiceLocation, pair.AsPaths[0].Text),
            FaultElementKind.TransitAs => FaultElement.OfTransit(pair.AsPaths[0].Transit[0]),
            FaultElementKind.ClientAsn => FaultElement.OfClientAsn(pair.CityNetwork.Asn),
            FaultElementKind.City => FaultElement.OfCity(pair.CityNetwork.CountryCode, pair.CityNetwork.Subdivision, pair.CityNetwork.City),
            FaultElementKind.Country => FaultElement.OfCountry(pair.CityNetwork.CountryCode),
            FaultElementKind.AddressFamily => FaultElement.OfFamily(pair.ServiceLocation, AddressFamily.IPv6),
            _ => FaultElement.OfPair(pair.CityNetwork.Id, pair.ServiceLocation),
        };
    }

    /// <summary>Votes of a pair that passed the element, from the rows' own counts.</summary>
    private static double WeightOf(Fault fault, int pair, List<AffectedRow> rows)
    {
        double weight = 0;
        foreach (AffectedRow row in rows.Where(row => row.Pair == pair))
        {
            AffectedStratum part = fault.Strata.First(part => part.Pair == pair && part.Stratum == s_calm.Strata[row.StratumIndex]);
            weight += row.Share.Demand * part.Coverage;
        }
        return weight;
    }

    private static Dictionary<(ulong, Stratum), string> Rows(SimulatedWorld world, long start)
    {
        TallyBatch batch = new() { WindowSeconds = 300 };
        world.AppendWindow(start, batch);
        List<string> text = RowText.Of(batch);
        return Enumerable.Range(0, batch.Count).ToDictionary(i => (batch.CityNetwork[i].Value, batch.Stratum[i]), i => text[i]);
    }

    private static Totals TotalsOf(SimulatedWorld world, string location)
    {
        TallyBatch batch = new() { WindowSeconds = 300 };
        world.AppendWindow(s_start + 150, batch);
        int[] rows = [.. Enumerable.Range(0, batch.Count).Where(i => batch.Stratum[i].ServiceLocation == location)];
        double votes = rows.Sum(i => batch.Votes[i]), samples = rows.Sum(i => batch.RttSamples[i]);
        return new(
            votes,
            votes == 0 ? 0 : rows.Sum(i => batch.NetworkFailedVotes[i]) / votes,
            votes == 0 ? 0 : rows.Sum(i => batch.ServiceFailedVotes[i]) / votes,
            samples,
            rows.Sum(i => SketchSum.Of(batch.RttSketch[i])) / samples,
            rows.Sum(i => SketchSum.Of(batch.TtfbSketch[i])) / samples);
    }

    private sealed record Totals(double Votes, double Failed, double ServiceFailed, double Samples, double RttMean, double TtfbMean);
}
