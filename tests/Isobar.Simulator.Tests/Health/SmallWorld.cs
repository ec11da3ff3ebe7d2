using System.Collections.Immutable;
using Isobar.Core.Atlas;
using Isobar.Core.Baselines;
using Isobar.Core.Scoring;
using Isobar.Core.Windows;
using Isobar.Server.Simulation;
using Isobar.Simulator.Faults;
using Isobar.Simulator.Worlds;

namespace Isobar.Simulator.Tests.Health;

/// <summary>A world of a few hundred pairs with a week of history, shared by the tests that look at single windows.</summary>
public sealed class SmallWorld
{
    private const int HistoryDays = 7;

    public SmallWorld()
    {
        WorldOptions options = new() { Seed = 11, Pairs = 300, Shards = 4, VotesPerWindow = 12_000 };
        SimulatedWorld plain = new(options);
        From = options.StartSeconds + HistoryDays * (long)WorldOptions.DaySeconds;
        SimulatedPair busiest = plain.Pairs.MaxBy(pair => pair.MeanVotes)!;
        Outage = new(FaultElement.OfPair(busiest.CityNetwork.Id, busiest.ServiceLocation), FaultKind.Fail, From + 7200, From + 10_800, 0.8);
        World = new(options with { Faults = FaultPlan.Of([Outage]) });
        History = WarmUp.Draw(World, HistoryDays);
        Hit = busiest;
    }

    public SimulatedWorld World { get; }

    public SimulatedPair Hit { get; }

    public FaultSpec Outage { get; }

    public long From { get; }

    internal BaselineHistory History { get; }

    /// <summary>The same world with another fault.</summary>
    public SimulatedWorld With(FaultSpec fault) => World.WithFaults(FaultPlan.Of([fault]));

    /// <summary>An engine that has learned the history.</summary>
    public HealthEngine Engine(bool backwards = false)
    {
        Dictionary<CityNetworkId, CityNetwork> names = World.CityNetworks.ToDictionary(place => place.Id);
        BaselineTable baselines = new();
        HealthEngine engine = new(ScoringSettings.Default, baselines, PairDirectory.WithoutPaths(id => names[id]), World.Options.WindowSeconds);
        IEnumerable<StratumHistory> strata = History.All();
        foreach (StratumHistory stratum in backwards ? strata.OrderByDescending(one => one.Key) : strata.OrderBy(one => one.Key))
        {
            engine.Meet(stratum.Key);
        }
        baselines.Derive(WarmUp.DayOf(From), History.All());
        return engine;
    }

    /// <summary>The tallies of a window in one batch, or in one for each shard, the last shard first.</summary>
    public ImmutableArray<TallyBatch> Draw(long start, bool byShard = false, SimulatedWorld? of = null)
    {
        if (!byShard)
        {
            TallyBatch all = new() { WindowSeconds = World.Options.WindowSeconds };
            (of ?? World).AppendWindow(start, all);
            return [all];
        }
        return
        [
            .. Enumerable.Range(0, World.Options.Shards).Reverse().Select(shard =>
            {
                TallyBatch part = new() { WindowSeconds = World.Options.WindowSeconds };
                World.AppendWindow(start, part, null, shard);
                return part;
            }),
        ];
    }
}
