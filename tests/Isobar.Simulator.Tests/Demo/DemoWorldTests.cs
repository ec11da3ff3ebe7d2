using Isobar.Core.Windows;
using Isobar.Simulator.Demo;
using Isobar.Simulator.Faults;
using Isobar.Simulator.Worlds;

namespace Isobar.Simulator.Tests.Demo;

public sealed class DemoWorldTests
{
    /// <summary>2026-11-21 03:17:44 UTC, a Saturday night in Europe.</summary>
    private const long Start = 1_795_231_064;

    private static readonly SimulatedWorld s_world = DemoWorld.Create(Start);

    [Fact]
    public void There_are_about_three_hundred_cities_with_networks()
    {
        int cities = s_world.CityNetworks.Select(network => (network.CountryCode, network.Subdivision, network.City)).Distinct().Count();
        Assert.InRange(cities, 290, 300);
        Assert.All(s_world.CityNetworks, network => Assert.DoesNotContain(network.City, char.IsAsciiDigit));
        Assert.Equal(6, s_world.Pairs.Select(pair => pair.ServiceLocation).Distinct().Count());
    }

    [Fact]
    public void The_first_fault_starts_after_thirty_seconds_and_a_new_one_every_five_minutes()
    {
        Fault[] live = [.. s_world.Faults.Where(fault => fault.Spec.StartSeconds >= Start)];
        Assert.Equal(Start + 30, live[0].Spec.StartSeconds);
        Assert.Equal(FaultElementKind.ClientAsn, live[0].Spec.Element.Kind);
        Assert.Equal(DemoWorld.ScheduleDays * 288, live.Length);
        for (int i = 1; i < live.Length; i++)
        {
            Assert.Equal(300, live[i].Spec.StartSeconds - live[i - 1].Spec.StartSeconds);
            // A minute at least for the event to end before the next begins.
            Assert.True(live[i].Spec.StartSeconds - live[i - 1].Spec.EndSeconds >= 60);
        }
    }

    [Fact]
    public void Failing_pairs_have_a_hundred_samples_a_window_at_any_hour()
    {
        foreach (Fault fault in s_world.Faults.Where(fault => fault.Spec.StartSeconds >= Start).Where((_, i) => i % 7 == 0).Take(60))
        {
            long window = (fault.Spec.StartSeconds + 60) / 10 * 10;
            List<AffectedRow> rows = [];
            s_world.AppendWindow(window, new TallyBatch { WindowSeconds = 10 }, rows);
            long[] demand = [.. rows.Where(row => row.Fault == fault.Id).GroupBy(row => row.Pair).Select(pair => pair.Sum(row => row.Share.Demand)).OrderDescending()];
            Assert.True(demand[0] >= 80, $"{fault.Spec.Element}: {demand[0]}");
            if (fault.Spec.Element.Kind != FaultElementKind.Pair)
            {
                Assert.True(demand.Count(votes => votes >= 80) >= 2, $"{fault.Spec.Element}: {string.Join(' ', demand.Take(5))}");
            }
        }
    }

    [Fact]
    public void The_first_fault_hits_a_network_in_many_cities()
    {
        Fault first = s_world.Faults.First(fault => fault.Spec.StartSeconds >= Start);
        Assert.True(first.Pairs.Count(pair => s_world.Pairs[pair.Pair].MeanVotes >= 50) >= 6);
    }

    [Fact]
    public void The_history_holds_past_faults_some_of_the_last_day_and_two_quiet_hours_before_the_start()
    {
        Fault[] past = [.. s_world.Faults.Where(fault => fault.Spec.StartSeconds < Start)];
        Assert.True(past.Length >= 7);
        Assert.All(past, fault => Assert.True(fault.Spec.StartSeconds >= DemoWorld.HistoryStart(Start) + 4 * 86_400));
        Assert.All(past, fault => Assert.True(fault.Spec.EndSeconds <= Start - 7_200));
        Assert.All(past, fault => Assert.InRange(fault.Spec.Seconds, 900, 1_800));
        Assert.Equal(2, past.Count(fault => fault.Spec.StartSeconds > Start - 86_400));
        Assert.True(past.Select(fault => fault.Spec.Element.Kind).Distinct().Count() >= 5);
    }

    [Fact]
    public void An_hour_of_history_is_small_enough_to_write_a_month_at_once()
    {
        TallyBatch batch = new() { WindowSeconds = 3600 };
        s_world.AppendHour(DemoWorld.HistoryStart(Start) + 5 * 3600, batch);
        Assert.InRange(batch.Count, 600, 1_100);
        Assert.All(batch.RttSamples, samples => Assert.InRange(samples, 0, 48));
        Assert.InRange(batch.RttSketch.Sum(sketch => sketch.Length + 0L) / batch.Count, 10, 250);
        Assert.True(batch.Votes.Sum(votes => (long)votes) > 2_000_000);
    }

    [Fact]
    public void A_long_demo_goes_on_with_the_same_world()
    {
        long later = Start + (DemoWorld.ScheduleDays - 1) * 86_400;
        SimulatedWorld next = DemoWorld.Continue(s_world, Start, later);
        Fault[] known = [.. s_world.Faults.Where(fault => fault.Spec.StartSeconds >= later)];
        Assert.NotEmpty(known);
        Assert.Equal(known.Select(fault => fault.Spec), next.Faults.Take(known.Length).Select(fault => fault.Spec));
        Assert.True(next.Faults[^1].Spec.StartSeconds > s_world.Faults[^1].Spec.EndSeconds + (DemoWorld.ScheduleDays - 1.1) * 86_400);
        Assert.Equal(s_world.Pairs.Select(pair => pair.CityNetwork.Id), next.Pairs.Select(pair => pair.CityNetwork.Id));
        TallyBatch one = new() { WindowSeconds = 10 }, two = new() { WindowSeconds = 10 };
        s_world.AppendWindow(later + 20, one);
        next.AppendWindow(later + 20, two);
        Assert.Equal(RowText.Of(one), RowText.Of(two));
    }

    [Fact]
    public void A_world_with_other_faults_is_the_world_made_from_such_options()
    {
        WorldOptions options = new() { Seed = 4, Pairs = 200, Nuisances = true };
        FaultPlan plan = FaultPlan.Of([new(FaultElement.OfLocation("tokyo"), FaultKind.Fail, options.StartSeconds, options.StartSeconds + 3600, 0.5)]);
        SimulatedWorld made = new(options with { Faults = plan }), changed = new SimulatedWorld(options).WithFaults(plan);
        TallyBatch one = new() { WindowSeconds = 300 }, two = new() { WindowSeconds = 300 };
        made.AppendWindow(options.StartSeconds + 600, one);
        changed.AppendWindow(options.StartSeconds + 600, two);
        Assert.Equal(RowText.Of(one), RowText.Of(two));
        Assert.Equal(made.Nuisances.Select(nuisance => nuisance.Subject), changed.Nuisances.Select(nuisance => nuisance.Subject));
    }
}
