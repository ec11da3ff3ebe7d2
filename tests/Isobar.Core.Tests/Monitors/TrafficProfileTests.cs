using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Atlas;
using Isobar.Core.Monitors;
using Isobar.Core.Tests.Windows;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Monitors;

public sealed class TrafficProfileTests
{
    private const int WindowSeconds = 300;

    [Fact]
    public void Ranking_volumes_are_the_sums_of_the_hour_before_the_last() =>
        Prop.ForAll<int>(seed =>
        {
            SeededRandom random = new(seed);
            TrafficProfile profile = new(WindowSeconds);
            List<(long Start, CityNetworkId CityNetwork, int Stratum, TrafficVolume Volume)> naive = [];
            long first = HealthWorld.At("05:00") + random.Next(12) * WindowSeconds, now = first;
            for (int i = 0; i < 60; i++)
            {
                // Some windows have no traffic, and now and then hours pass without any.
                now += WindowSeconds * (random.Chance(0.05) ? 1 + random.Next(50) : 1);
                profile.Begin(now);
                for (int row = 0; row < random.Next(6); row++)
                {
                    (CityNetworkId id, int stratum, TrafficVolume volume) = (new((ulong)random.Next(4) + 1), profile.StratumNumber(Stratum(random.Next(3))), new(random.Next(100), 1 + random.Next(9)));
                    profile.Add(id, stratum, volume);
                    naive.Add((now, id, stratum, volume));
                }
                AssertRanked(profile, naive, now);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Order_is_that_of_pairs_whenever_entries_come() =>
        Prop.ForAll<int>(seed =>
        {
            SeededRandom random = new(seed);
            TrafficProfile profile = new(WindowSeconds);
            profile.Begin(HealthWorld.At("05:00"));
            for (int i = 0; i < 40; i++)
            {
                profile.Add(new((ulong)random.Next(6) + 1), profile.StratumNumber(Stratum(random.Next(4))), new(1, 1));
                if (random.Chance(0.3))
                {
                    (CityNetworkId, TrafficStratum)[] listed = [.. profile.Order().ToArray().Select(number => (profile.Entries[number].CityNetwork, profile.StratumOf(profile.Entries[number].Stratum)))];
                    Assert.Equal(listed.OrderBy(one => one.Item1).ThenBy(one => one.Item2), listed);
                    Assert.Equal(profile.Count, listed.Length);
                }
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_held_is_the_mean_window_of_the_hour_before_the_event()
    {
        TrafficProfile profile = new(WindowSeconds);
        int stratum = profile.StratumNumber(Stratum(0));
        CityNetworkId id = new(7);
        for (long start = HealthWorld.At("08:00"); start < HealthWorld.At("10:30"); start += WindowSeconds)
        {
            profile.Begin(start);
            profile.Add(id, stratum, new(start < HealthWorld.At("09:00") ? 10 : 20, 1));
        }
        PairKey pair = new(id, Stratum(0).Health.ServiceLocation);
        profile.Hold(pair, HealthWorld.At("10:05"));
        HeldTraffic held = Assert.Single(profile.SaveHeld());
        Assert.Equal((240L, 12.0), (held.Volume.Bytes, held.Windows));
        // A second event of the same pair changes nothing; hours without traffic do not forget it.
        profile.Hold(pair, HealthWorld.At("09:05"));
        profile.Begin(HealthWorld.At("20:00"));
        Assert.Equal(held, Assert.Single(profile.SaveHeld()));
        profile.Release(pair);
        Assert.Empty(profile.SaveHeld());
        profile.Begin(HealthWorld.At("21:00"));
        Assert.Equal(0, profile.Count);
    }

    private static TrafficStratum Stratum(int number) =>
        new(new HealthStratum(number < 2 ? "FRA" : "AMS", number % 2 == 0 ? "a" : "b", AddressFamily.IPv4, MeasurementMethod.ServerLog), false, true);

    private static void AssertRanked(TrafficProfile profile, List<(long Start, CityNetworkId CityNetwork, int Stratum, TrafficVolume Volume)> naive, long now)
    {
        long hour = now / 3600;
        bool isFull = profile.FirstWindow <= (hour - 2) * 3600 && naive.Any(one => one.Start / 3600 == hour - 2);
        RankingHours ranking = profile.Ranking();
        Assert.Equal(isFull, ranking.Slot is not null);
        Assert.Equal(isFull ? 12 : (now - Math.Max(profile.FirstWindow!.Value, (hour - 2) * 3600)) / 300 + 1, ranking.Windows);
        foreach (ProfileEntry entry in profile.Entries)
        {
            long expected = naive.Where(one => one.CityNetwork == entry.CityNetwork && one.Stratum == entry.Stratum
                && (isFull ? one.Start / 3600 == hour - 2 : one.Start / 3600 >= hour - 2)).Sum(one => one.Volume.Bytes);
            Assert.Equal(expected, TrafficProfile.VolumeOf(entry, ranking).Bytes);
        }
    }
}
