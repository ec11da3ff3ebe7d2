using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Isobar.Benchmarks.Inputs;
using Isobar.Core.Atlas;
using Isobar.Core.Baselines;
using Isobar.Core.Events;
using Isobar.Core.Pipeline;
using Isobar.Core.Scoring;
using Isobar.Core.Sketches;
using Isobar.Core.Windows;

namespace Isobar.Benchmarks.Verbs;

/// <summary>
/// `window PAIRS`: scores windows in which every pair has traffic, a stratum each, on all cores: quiet ones, ones with a network of some hundred pairs that fails, and one without
/// traffic; then saves the state and restores it. Prints seconds, processor seconds, bytes allocated, and the bytes of the state of a pair.
/// </summary>
internal static class WindowVerb
{
    private const int WindowSeconds = 300;
    private const int Locations = 20;
    private const int FailingPairs = 400;
    private const int Windows = 6;

    /// <summary>Networks of five pairs; one of them of some hundred, which fails.</summary>
    private const int PairsInNetwork = 5;

    private static readonly DateOnly s_today = new(2026, 10, 7);

    public static void Run(int pairs)
    {
        Stratum[] strata = [.. Enumerable.Range(0, Locations).Select(number => new Stratum("web", $"location-{number:00}", "", AddressFamily.IPv4, MeasurementMethod.ServerLog))];
        long before = GC.GetTotalMemory(forceFullCollection: true);
        BaselineTable table = new();
        HealthEngine engine = new(ScoringSettings.Default, table, PairDirectory.WithoutPaths(Describe), WindowSeconds);
        for (int pair = 0; pair < pairs; pair++)
        {
            engine.Meet(new(IdOf(pair), HealthStratum.Of(strata[pair % Locations])));
        }
        long met = GC.GetTotalMemory(forceFullCollection: true);
        table.Derive(s_today, Histories(table));
        long start = new DateTimeOffset(s_today.ToDateTime(new TimeOnly(15, 0)), TimeSpan.Zero).ToUnixTimeSeconds();
        EventGroupTracker groups = new();
        TallyBatch batch = new() { WindowSeconds = WindowSeconds };
        RandomNumbers random = new(1);
        byte[][] sketches = [.. Enumerable.Range(0, 16).Select(Sketch)];
        for (int window = 0; window < 3 * Windows; window++, start += WindowSeconds)
        {
            bool fails = window is >= Windows and < 2 * Windows, isEmpty = window >= 2 * Windows;
            batch.Clear();
            for (int pair = 0; pair < pairs && !isEmpty; pair++)
            {
                int votes = 5 + (int)random.Next(10);
                bool isHit = fails && pair < FailingPairs;
                batch.Add(0, start, strata[pair % Locations], IdOf(pair), new Tally
                {
                    BytesIn = 100, BytesOut = 1000 * votes, Connections = votes, Votes = votes, NetworkFailedVotes = isHit ? votes * 3 / 4 : random.Next(20) == 0 ? 1 : 0,
                    Clients = 1 + votes / 2, ClientSketch = [], Rtt = new(sketches[random.Next(16)], 12, 0, 0, 0), Ttfb = new([], 0, 0, 0, 0),
                });
            }
            Measure(isEmpty ? "empty" : fails ? "failing" : "quiet", () =>
            {
                HealthMap map = engine.Score(new(start, [batch], isEmpty ? strata.Select(stratum => stratum.ServiceLocation).ToHashSet() : new HashSet<string>()), groups.Explained, static (count, action) => Parallel.For(0, count, action));
                groups.Advance(map);
                return groups.Active.Length;
            });
        }
        batch.Clear();
        long after = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bytes of a pair: names and numbers {(met - before) / pairs}, all {(after - before) / pairs}, of these baselines {table.MemoryBytes / pairs}"));
        GC.KeepAlive(groups);
        Restore(table, engine);
    }

    /// <summary>Saves the state, and brings it back as a restart does: what is usual, all that tests remember, and the names.</summary>
    private static void Restore(BaselineTable table, HealthEngine engine)
    {
        ArrayBufferWriter<byte> baselines = new(), state = new();
        Measure("save", () =>
        {
            table.Save(baselines);
            new HealthPipeline(engine, WindowSeconds, new()).Save(state);
            return 0;
        });
        Measure("restore", () =>
        {
            bool isWhole = BaselineTable.TryRestore(baselines.WrittenSpan, null, out BaselineTable? restored)
                && HealthPipeline.TryRestore(state.WrittenSpan, new(ScoringSettings.Default, restored, PairDirectory.WithoutPaths(Describe), WindowSeconds), WindowSeconds, new()) is not null;
            return isWhole ? 0 : throw new InvalidOperationException("A state that was just saved is not whole.");
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bytes of the saved state: baselines {baselines.WrittenCount}, tests {state.WrittenCount}"));
    }

    private static CityNetworkId IdOf(int pair) => new(unchecked((ulong)(pair + 1) * 0x9e3779b97f4a7c15));

    private static CityNetwork Describe(CityNetworkId id)
    {
        int pair = (int)unchecked(id.Value * 0xf1de83e19937733d) - 1;
        uint asn = pair < FailingPairs ? 64_511 : 64_512 + (uint)(pair / PairsInNetwork);
        return new(id, "DE", "Germany", "N/A", "N/A", string.Create(CultureInfo.InvariantCulture, $"City {pair / 50}"), asn, "EXAMPLE", 50, 10);
    }

    private static byte[] Sketch(int kind)
    {
        QuantileSketch sketch = new();
        for (int sample = 0; sample < 12; sample++)
        {
            sketch.Add(19_000 + kind * 40 + sample * 150);
        }
        return sketch.Write();
    }

    private static void Measure(string name, Func<int> step)
    {
        long bytes = GC.GetTotalAllocatedBytes();
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long clock = Stopwatch.GetTimestamp();
        int open = step();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: seconds {Stopwatch.GetElapsedTime(clock).TotalSeconds:F3} processor {(Environment.CpuUsage.TotalTime - processor).TotalSeconds:F3} bytes {GC.GetTotalAllocatedBytes() - bytes} open {open}"));
    }

    /// <summary>Ten days of every stratum, the same for all: what they are does not change what a window costs.</summary>
    private static IEnumerable<StratumHistory> Histories(BaselineTable table)
    {
        DaySummary[] days = [.. Enumerable.Range(1, 10).Select(back => Day(s_today.AddDays(back - 11)))];
        for (int number = 0; number < table.Count; number++)
        {
            yield return new(table[number], days);
        }
    }

    private static DaySummary Day(DateOnly date)
    {
        DaySummary day = new() { Day = date, Observed = DaySummary.AllHours };
        for (int hour = 0; hour < DaySummary.Hours; hour++)
        {
            (day.Votes[hour], day.NetworkFailedVotes[hour], day.ClientWindows[hour]) = (114, 1, 60);
            (day.Rtt.HourSamples[hour], day.Rtt.HourP50[hour], day.Rtt.HourP90[hour]) = (144, 18_000, 18_800);
        }
        for (int quantile = 0; quantile < DayQuantiles.Count; quantile++)
        {
            day.Rtt.Quantiles[quantile] = (ushort)(18_000 + (quantile - 3) * 400);
        }
        day.Rtt.Samples = 24 * 144;
        return day;
    }
}
