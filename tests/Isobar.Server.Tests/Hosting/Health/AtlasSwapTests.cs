using Isobar.Core.Atlas;
using Isobar.Core.Baselines;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;
using Isobar.Server.Hosting.Health;
using Isobar.Simulator.Worlds;

namespace Isobar.Server.Tests.Hosting.Health;

/// <summary>What a rebuilt atlas does to scoring while the server runs: the clients are the same, under another name.</summary>
public sealed class AtlasSwapTests
{
    private const long Midnight = HealthFixture.Midnight;
    private const string NewName = "Renamed City";

    [Fact]
    public void The_histories_of_a_city_go_to_its_new_name_and_nobody_is_alarmed()
    {
        using HealthFixture live = new();
        string city = BusiestCity(live.World);
        live.Play(Midnight, Midnight + 1800);
        Dictionary<CityNetworkId, long> before = VotesOfHistory(live);
        CityNetworkId[] old = [.. live.World.CityNetworks.Where(place => place.City == city).Select(place => place.Id)];
        Assert.Contains(old, id => before.GetValueOrDefault(id) > 0);
        live.RenameCity(city, NewName);
        live.Play(Midnight + 1800, Midnight + 5400);
        Assert.Equal(1, live.Pipeline.Status.AtlasSwaps);
        Assert.Equal(Renamed(live.World, before, city), VotesOfHistory(live));
        Assert.Empty(live.Events());
        // Judged by their own history from the first five minutes that know only the new name; of the old one, which has no traffic any more, nothing bad is said.
        (CityNetworkId Id, HealthState State)[] states =
        [
            .. live.Folder.Measurements.Scan(new() { MonitorName = TrafficMonitor.DefaultName, From = Midnight + 1800, To = long.MaxValue })
                .SelectMany(batch => batch.CityNetwork.Zip(batch.AvailabilityState)),
        ];
        CityNetworkId busiest = old.MaxBy(id => before.GetValueOrDefault(id));
        CityNetworkId now = NewIdOf(live.World.CityNetworks.Single(place => place.Id == busiest));
        Assert.All(states.Where(row => row.Id == now), row => Assert.Equal(HealthState.Ok, row.State));
        Assert.Contains(states, row => row.Id == now);
        Assert.DoesNotContain(states, row => old.Contains(row.Id) && row.State == HealthState.Drop);
    }

    [Fact]
    public void A_restart_after_a_swap_goes_on_with_the_moved_histories_and_does_not_move_them_again()
    {
        using HealthFixture undisturbed = new(), restarted = new();
        foreach (HealthFixture live in new[] { undisturbed, restarted })
        {
            live.Play(Midnight, Midnight + 900);
            live.RenameCity(BusiestCity(live.World), NewName);
            live.Play(Midnight + 900, Midnight + 1800);
        }
        restarted.Restart();
        undisturbed.Play(Midnight + 1800, Midnight + 3600);
        restarted.Play(Midnight + 1800, Midnight + 3600);
        Assert.Equal(VotesOfHistory(undisturbed), VotesOfHistory(restarted));
        Assert.Equal(undisturbed.Measurements(), restarted.Measurements());
        Assert.Equal(undisturbed.EventRows(), restarted.EventRows());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Histories_also_follow_an_atlas_that_changed_a_moment_before_a_kill_or_while_no_server_ran(bool isKilledAfterTheSwap)
    {
        using HealthFixture live = new(windowSeconds: 60);
        string city = BusiestCity(live.World);
        CityNetwork busiest = BusiestOf(live, city);
        // Not at the end of five minutes, where a swap is done with at once.
        live.Play(Midnight, Midnight + 1860);
        live.RenameCity(city, NewName);
        long next = Midnight + 1860;
        if (isKilledAfterTheSwap)
        {
            live.Play(next, next += 120);
            Assert.Equal(1, live.Pipeline.Status.AtlasSwaps);
        }
        live.Restart();
        long before = VotesOfHistory(live)[busiest.Id];
        live.Play(next, Midnight + 3600);
        live.Restart();
        live.Play(Midnight + 3600, Midnight + 4200);
        Assert.Equal(before, VotesOfHistory(live)[NewIdOf(busiest)]);
        Assert.DoesNotContain(busiest.Id, VotesOfHistory(live));
        Assert.Empty(live.Events());
    }

    /// <summary>The city with most pairs.</summary>
    private static string BusiestCity(SimulatedWorld world) =>
        world.Pairs.GroupBy(pair => pair.CityNetwork.City).OrderByDescending(pairs => pairs.Count()).ThenBy(pairs => pairs.Key, StringComparer.Ordinal).First().Key;

    private static CityNetwork BusiestOf(HealthFixture live, string city)
    {
        Dictionary<CityNetworkId, long> votes = VotesOfHistory(live);
        return live.World.CityNetworks.Where(place => place.City == city).MaxBy(place => votes.GetValueOrDefault(place.Id))!;
    }

    /// <summary>Votes in the stored days by city-network; those of which nothing is left are left out.</summary>
    private static Dictionary<CityNetworkId, long> VotesOfHistory(HealthFixture live)
    {
        DateOnly today = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(Midnight).UtcDateTime);
        Dictionary<CityNetworkId, long> votes = [];
        foreach (StratumHistory stratum in new DayHistory(live.Folder, new NameBook(live.Folder, _ => null)).Histories(today))
        {
            long sum = stratum.Days.Span.ToArray().Sum(day => day.Votes.Sum(hour => (long)hour));
            if (sum > 0)
            {
                votes[stratum.Key.CityNetwork] = votes.GetValueOrDefault(stratum.Key.CityNetwork) + sum;
            }
        }
        return votes;
    }

    private static Dictionary<CityNetworkId, long> Renamed(SimulatedWorld world, Dictionary<CityNetworkId, long> votes, string city)
    {
        Dictionary<CityNetworkId, CityNetwork> places = world.CityNetworks.ToDictionary(place => place.Id);
        return votes.ToDictionary(
            entry => places[entry.Key] is { } place && place.City == city ? NewIdOf(place) : entry.Key,
            entry => entry.Value);
    }

    private static CityNetworkId NewIdOf(CityNetwork place) => CityNetworkId.Of(place.CountryCode, place.Subdivision, place.Metro, NewName, place.Asn);
}
