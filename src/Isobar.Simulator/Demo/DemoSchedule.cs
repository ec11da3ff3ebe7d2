using System.Collections.Immutable;
using Isobar.Core.Windows;
using Isobar.Simulator.Drawing;
using Isobar.Simulator.Faults;
using Isobar.Simulator.Worlds;

namespace Isobar.Simulator.Demo;

/// <summary>Which faults the demo shows, and when. Each hits the busiest traffic of its time of day, so that it is found at any hour.</summary>
internal static class DemoSchedule
{
    /// <summary>The first fault, seconds after the start.</summary>
    public const int FirstFault = 30;

    /// <summary>From one fault to the next, seconds.</summary>
    public const int Interval = 300;

    private const int PastFaults = 5;

    /// <summary>Faults of the last day before the start: the weather map looks back so far.</summary>
    private const int RecentFaults = 2;

    /// <summary>From one of them to the next, seconds.</summary>
    private const int RecentSpacing = 10 * 3600;

    /// <summary>An act that is not about one pair hits at least this many busy ones.</summary>
    private const int FewPairs = 3;

    /// <summary>What is shown, in this order, over and over: first a network whose clients cannot reach the service.</summary>
    private static readonly (FaultElementKind Element, FaultKind Kind, double Share, long DelayMicros, int Seconds)[] s_acts =
    [
        (FaultElementKind.ClientAsn, FaultKind.Fail, 0.8, 0, 240),
        (FaultElementKind.Location, FaultKind.RttAdd, 0.9, 150_000, 170),
        (FaultElementKind.Pair, FaultKind.Fail, 1, 0, 160),
        (FaultElementKind.Location, FaultKind.ServiceFail, 0.4, 0, 150),
        (FaultElementKind.TransitAs, FaultKind.Fail, 0.8, 0, 180),
        (FaultElementKind.Country, FaultKind.RttAdd, 0.8, 180_000, 170),
        (FaultElementKind.Zone, FaultKind.Fail, 0.9, 0, 150),
        (FaultElementKind.Location, FaultKind.ServiceSlow, 0.8, 600_000, 150),
        (FaultElementKind.AddressFamily, FaultKind.Fail, 0.9, 0, 160),
        (FaultElementKind.ClientAsn, FaultKind.Partial, 1, 160_000, 180),
    ];

    /// <summary>
    /// Past faults, from a quarter to half an hour long, spread over the history, then some in the last day. The last ends two hours before the start at
    /// the latest.
    /// </summary>
    public static IEnumerable<FaultSpec> Past(SimulatedWorld world, long startSeconds)
    {
        KeyedRandom random = KeyedRandom.Of(world.Options.Seed, DrawPurpose.Faults, 1);
        long first = DemoWorld.HistoryStart(startSeconds) + 4L * WorldOptions.DaySeconds;
        long spacing = (startSeconds - 2L * WorldOptions.DaySeconds - first) / PastFaults;
        List<FaultSpec> faults = [];
        for (int i = 0; i < PastFaults; i++)
        {
            long start = first + i * spacing + random.Next((int)(spacing / 2));
            faults.Add(Act(world, i, start, (long)random.NextLogUniform(900, 1_800)));
        }
        for (int i = 0; i < RecentFaults; i++)
        {
            long start = startSeconds - (RecentFaults - i) * RecentSpacing + random.Next(3_600);
            faults.Add(Act(world, PastFaults + i, start, (long)random.NextLogUniform(900, 1_800)));
        }
        return faults;
    }

    /// <summary>The faults of the live days from a time on.</summary>
    public static IEnumerable<FaultSpec> Live(SimulatedWorld world, long startSeconds, long fromSeconds)
    {
        long number = Math.Max(0, (fromSeconds - startSeconds - FirstFault + Interval - 1) / Interval);
        long end = fromSeconds + (long)DemoWorld.ScheduleDays * WorldOptions.DaySeconds;
        for (long start = startSeconds + FirstFault + number * Interval; start < end; start += Interval, number++)
        {
            yield return Act(world, number, start, s_acts[number % s_acts.Length].Seconds);
        }
    }

    private static FaultSpec Act(SimulatedWorld world, long number, long start, long seconds)
    {
        (FaultElementKind kind, FaultKind what, double share, long delay, _) = s_acts[number % s_acts.Length];
        // Not always the same network: the first three of the time take turns.
        int turn = (int)(number / s_acts.Length % 3);
        return new FaultSpec(ElementOf(world, kind, start, turn), what, start, start + seconds, share) { DelayMicros = delay };
    }

    private static FaultElement ElementOf(SimulatedWorld world, FaultElementKind kind, long start, int turn)
    {
        Crowd crowd = new(world, kind, start);
        if (kind == FaultElementKind.AddressFamily && crowd.LargestGroup(pair => pair.ServiceLocation) < FewPairs)
        {
            // At some hours too few clients have IPv6; some network is always busy in this world.
            return ElementOf(world, FaultElementKind.ClientAsn, start, turn);
        }
        if (kind == FaultElementKind.ClientAsn)
        {
            return FaultElement.OfClientAsn(crowd.Of(pair => pair.CityNetwork.Asn, turn).CityNetwork.Asn);
        }
        if (kind == FaultElementKind.TransitAs)
        {
            return FaultElement.OfTransit(crowd.Of(pair => pair.AsPaths[0].Transit[0], turn).AsPaths[0].Transit[0]);
        }
        if (kind == FaultElementKind.Country)
        {
            return FaultElement.OfCountry(crowd.Of(pair => pair.CityNetwork.CountryCode, turn).CityNetwork.CountryCode);
        }
        if (kind == FaultElementKind.Pair)
        {
            SimulatedPair pair = crowd.Busiest(turn);
            return FaultElement.OfPair(pair.CityNetwork.Id, pair.ServiceLocation);
        }
        SimulatedPair at = crowd.Of(pair => pair.ServiceLocation, turn);
        ImmutableArray<string> zones = world.Locations[at.LocationIndex].Zones;
        return kind switch
        {
            FaultElementKind.Zone => FaultElement.OfZone(at.ServiceLocation, zones[turn % zones.Length]),
            FaultElementKind.AddressFamily => FaultElement.OfFamily(at.ServiceLocation, AddressFamily.IPv6),
            _ => FaultElement.OfLocation(at.ServiceLocation),
        };
    }

    /// <summary>The pairs that are busy enough at a time to show a fault at once.</summary>
    private readonly struct Crowd
    {
        private readonly (SimulatedPair Pair, double Votes)[] _busy;

        public Crowd(SimulatedWorld world, FaultElementKind kind, long start)
        {
            DrawPeriod period = new(start, DemoWorld.WindowSeconds, DemoWorld.WindowSeconds);
            double[] votes = new double[world.Pairs.Length];
            foreach (StratumStream stream in world.Model.Streams)
            {
                // A fault of IPv6 is seen by clients with IPv6.
                if (kind != FaultElementKind.AddressFamily || world.Strata[stream.Stratum].Family == AddressFamily.IPv6)
                {
                    PairModel model = world.Model.Models[stream.Pair];
                    votes[stream.Pair] += model.MeanVotes * stream.Share * model.RhythmAt(start, period.DayCos, period.DaySin);
                }
            }
            _busy = [.. world.Pairs.Select(pair => (pair, votes[pair.Index])).Where(entry => entry.Item2 >= DemoWorld.FailingVotes)];
        }

        /// <summary>The busiest pair, the next, and so on.</summary>
        public SimulatedPair Busiest(int place) => _busy.OrderByDescending(entry => entry.Votes).ElementAt(Math.Min(place, _busy.Length - 1)).Pair;

        /// <summary>Pairs of the group with the most busy pairs.</summary>
        public int LargestGroup<TKey>(Func<SimulatedPair, TKey> key) => _busy.GroupBy(entry => key(entry.Pair)).Max(group => (int?)group.Count()) ?? 0;

        /// <summary>
        /// The busiest pair of the group at this place, counted round among the groups with several busy pairs; those with more come first, and of equals the busier.
        /// </summary>
        public SimulatedPair Of<TKey>(Func<SimulatedPair, TKey> key, int place)
        {
            (SimulatedPair Pair, double Votes)[][] groups = [.. _busy.GroupBy(entry => key(entry.Pair))
                .OrderByDescending(group => group.Count()).ThenByDescending(group => group.Sum(entry => entry.Votes))
                .Select(group => group.ToArray())];
            int large = Math.Max(1, groups.Count(group => group.Length >= FewPairs));
            return groups[place % large].MaxBy(entry => entry.Votes).Pair;
        }
    }
}
