using System.Text.Json;
using System.Text.Json.Serialization;
using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;
using Isobar.Core.Tests.Monitors;
using Isobar.Core.Tests.Windows;

namespace Isobar.Core.Tests.Events;

/// <summary>What holds for any course of things.</summary>
public sealed class EventProperties
{
    private const int Windows = 30;
    private static readonly JsonSerializerOptions s_json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    [Fact]
    public void The_same_course_gives_the_same_changes_and_a_restart_changes_nothing() =>
        Prop.ForAll<int>(seed =>
        {
            string first = Play(seed, restarts: false), restarted = Play(seed, restarts: true);
            bool isSame = seed % 4 != 0 || first == Play(seed, restarts: false);
            return isSame.Label("same input, same output").And((first == restarted).Label($"restart\n{first}\n{restarted}"));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Events_keep_their_bounds()
    {
        int events = 0;
        Prop.ForAll<int>(seed =>
        {
            MonitorRun run = new(NewWorld(seed, out List<WorldPair> pairs));
            SeededRandom random = new(seed);
            Dictionary<string, HealthEvent> seen = [];
            for (int i = 0; i < Windows; i++)
            {
                Change(random, pairs, i);
                foreach (HealthEventChange change in run.Step(HealthWorld.At("09:00") + i * 300L).Events.Changes)
                {
                    HealthEvent one = change.Event;
                    bool isKnown = seen.TryGetValue(one.EventId, out HealthEvent? before);
                    Assert.Equal(isKnown, change.Kind != HealthEventChangeKind.Created);
                    Assert.True(!isKnown || before!.StartedAt == one.StartedAt);
                    AssertBounds(one);
                    seen[one.EventId] = one;
                }
            }
            events += seen.Count;
            AssertDisjoint(seen.Values);
        }).QuickCheckThrowOnFailure();
        Assert.InRange(events, 100, int.MaxValue);
    }

    private static void AssertBounds(HealthEvent one)
    {
        Assert.True(one.EndedAt is null || one.EndedAt > one.StartedAt, "an event ends after it starts");
        Assert.Equal(one.EndedAt is null, one.Status == EventStatus.Active);
        Assert.InRange(one.PercentOfTotalTrafficImpacted, 0, 100 + 1e-9);
        Assert.InRange(one.Score, 0, 100);
        Assert.NotEqual("", one.Reason);
        double sum = 0;
        foreach (ImpactedLocation location in one.ImpactedLocations)
        {
            HealthFigures figures = location.InternetHealth.Of(one.Metric) ?? default;
            Assert.InRange(figures.ExperienceScore, 0, 100);
            Assert.InRange(figures.PercentOfClientLocationImpacted, 0, 100);
            Assert.True(location.HitSince < location.HitUntil);
            sum += figures.PercentOfTotalTrafficImpacted;
        }
        Assert.Equal(one.PercentOfTotalTrafficImpacted, sum, 6);
    }

    /// <summary>Two events of one monitor, kind and place never overlap.</summary>
    private static void AssertDisjoint(IEnumerable<HealthEvent> events)
    {
        foreach (IGrouping<(HealthEventImpactType, PairKey?), HealthEvent> group in events.GroupBy(one => (one.ImpactType, one.IsLocal ? one.ImpactedLocations[0].Key : (PairKey?)null)))
        {
            HealthEvent[] ordered = [.. group.OrderBy(one => one.StartedAt)];
            for (int i = 1; i < ordered.Length; i++)
            {
                Assert.True(ordered[i - 1].EndedAt <= ordered[i].StartedAt);
            }
        }
    }

    private static string Play(int seed, bool restarts)
    {
        MonitorRun run = new(NewWorld(seed, out List<WorldPair> pairs)) { WithCounts = true };
        SeededRandom random = new(seed), restarting = new(seed + 1);
        for (int i = 0; i < Windows; i++)
        {
            Change(random, pairs, i);
            run.Step(HealthWorld.At("09:00") + i * 300L);
            if (restarts && restarting.Chance(0.08))
            {
                run.Restart();
            }
        }
        return JsonSerializer.Serialize(run.Changes, s_json) + JsonSerializer.Serialize(run.Notices, s_json);
    }

    private static HealthWorld NewWorld(int seed, out List<WorldPair> pairs)
    {
        HealthWorld world = new();
        SeededRandom random = new(seed ^ 0x5eed);
        pairs = [.. Enumerable.Range(0, 6).Select(i => world.Add($"City {i % 4}", location: i < 4 ? HealthWorld.Frankfurt : "us-east-1").Send(1 + random.Next(100)))];
        return world;
    }

    /// <summary>A few pairs change what they do: fine, partly or wholly hit, silent, back.</summary>
    private static void Change(SeededRandom random, List<WorldPair> pairs, int window)
    {
        long now = HealthWorld.At("09:00") + window * 300L;
        foreach (WorldPair pair in pairs.Where(_ => random.Chance(0.15)))
        {
            OpeningPath path = random.Chance(0.7) ? OpeningPath.Slow : OpeningPath.None;
            EvidenceStream stream = random.Chance(0.3) ? EvidenceStream.Volume : EvidenceStream.NetworkFailures;
            pair.Counts.ClientsExpected = random.Chance(0.5) ? 20 : 0;
            pair.Counts.Clients = random.Next(25);
            switch (random.Next(6))
            {
                case 0:
                    pair.Send(0);
                    pair.Availability = pair.Performance = WorldPair.Unknown(HealthState.Insufficient);
                    break;
                case 1:
                    pair.Send(1 + random.Next(100));
                    pair.Availability = WorldPair.Drop(random.NextShare(), now - random.Next(3) * 300L, path, stream);
                    break;
                case 2:
                    pair.Performance = WorldPair.Drop(random.NextShare(), now, path, EvidenceStream.Rtt);
                    break;
                case 3:
                    pair.Send(random.Next(100));
                    break;
                default:
                    pair.Send(1 + random.Next(100));
                    pair.Availability = pair.Performance = WorldPair.Drop(0);
                    break;
            }
        }
    }
}
