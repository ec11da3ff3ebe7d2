using System.Globalization;
using Isobar.Core.Atlas;
using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;
using Isobar.Core.Sketches;
using Isobar.Core.Windows;

namespace Isobar.Benchmarks.Verbs;

/// <summary>
/// `monitors PAIRS`: what one monitor costs a window, processor seconds (median) and bytes, when all is well, when two locations of twenty fail, and to save and
/// restore it in the middle of that.
/// </summary>
internal static class MonitorsVerb
{
    private const int Locations = 20;
    private const int Windows = 5;
    private const long Start = 1_767_607_200;
    private static readonly MetricHealth s_ok = new(HealthState.Ok, 0, 0.1f, ElementKind.Pair, default, OpeningPath.None, 0);

    public static void Run(int pairs)
    {
        PairTable table = new();
        TrafficMonitor settings = TrafficMonitor.Default(
            "eu-central-1", "123456789012", [new(ResourceArn.OfSource("eu-central-1", "123456789012", "web"), ["web"])]);
        for (int i = 0; i < pairs; i++)
        {
            string city = string.Create(CultureInfo.InvariantCulture, $"City {i / Locations}");
            CityNetwork network = new(CityNetworkId.Of("DE", "N/A", "N/A", city, 64500), "DE", "Germany", "N/A", "N/A", city, 64500, "EXAMPLE", 50, 10);
            table.Add(new(network, LocationOf(i), []));
        }
        WatchedMonitor monitor = new(settings, 300);
        long window = Start;
        Print("quiet", Measure(() => Step(monitor, table, window += 300, fails: false)));
        GC.Collect();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Print("failing", Measure(() => Step(monitor, table, window += 300, fails: true)));
        byte[] saved = [];
        double saving = Medians.ProcessorSeconds(3, () => saved = monitor.Save().Write());
        double restoring = Medians.ProcessorSeconds(3, () => WatchedMonitor.Restore(settings, 300, MonitorCheckpoint.Read(saved)));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"save seconds {saving:F3} bytes {saved.Length} restore seconds {restoring:F3} heapBefore {before}"));
        GC.KeepAlive(monitor);
    }

    private static string LocationOf(int pair) => string.Create(CultureInfo.InvariantCulture, $"location-{pair % Locations:00}");

    private static (double Seconds, long Bytes) Measure(Func<TimeSpan> step)
    {
        double[] seconds = new double[Windows];
        long before = GC.GetTotalAllocatedBytes();
        for (int i = 0; i < Windows; i++)
        {
            seconds[i] = step().TotalSeconds;
        }
        Array.Sort(seconds);
        return (seconds[Windows / 2], (GC.GetTotalAllocatedBytes() - before) / Windows);
    }

    private static void Print(string name, (double Seconds, long Bytes) measured) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{name} seconds {measured.Seconds:F3} bytesAWindowWithInput {measured.Bytes}"));

    /// <summary>Processor time of the monitor alone; making its input is not counted.</summary>
    private static TimeSpan Step(WatchedMonitor monitor, PairTable table, long start, bool fails)
    {
        QuantileSketch sketch = new();
        sketch.Add(20_000);
        byte[] rtt = sketch.Write();
        PairHealth[] health = new PairHealth[table.Count];
        StratumHealth[] strata = new StratumHealth[table.Count];
        TallyBatch batch = new() { WindowSeconds = 300 };
        Stratum[] sources = [.. Enumerable.Range(0, Locations).Select(i => new Stratum("web", LocationOf(i), "", AddressFamily.IPv4, MeasurementMethod.ServerLog))];
        for (int i = 0; i < table.Count; i++)
        {
            MetricHealth availability = fails && i % Locations < 2
                ? new(HealthState.Drop, 0.9f, 0.1f, ElementKind.Pair, EvidenceStream.NetworkFailures, OpeningPath.Fast, start)
                : s_ok;
            strata[i] = new(i, HealthStratum.Of(sources[i % Locations]), availability, s_ok);
            health[i] = new(availability, s_ok, i, 1, 1000, 10, 10);
            Append(batch, start, sources[i % Locations], table[i].CityNetwork.Id, rtt);
        }
        HealthMap map = new()
        {
            WindowStart = start,
            WindowSeconds = 300,
            Pairs = table,
            Health = health,
            Counts = ReadOnlyMemory<PairCounts>.Empty,
            Strata = strata,
            Elements = [],
            Evidence = new Dictionary<(int, HealthMetric), Evidence>(),
        };
        TimeSpan before = Environment.CpuUsage.TotalTime;
        monitor.Advance(map, [batch], [], new HashSet<int>(), EventFacts.None, start + 390);
        return Environment.CpuUsage.TotalTime - before;
    }

    private static void Append(TallyBatch batch, long start, Stratum stratum, CityNetworkId cityNetwork, byte[] rtt)
    {
        batch.WindowStart.Add(start);
        batch.Stratum.Add(stratum);
        batch.CityNetwork.Add(cityNetwork);
        batch.BytesIn.Add(100);
        batch.BytesOut.Add(900);
        batch.Connections.Add(10);
        batch.RttSketch.Add(rtt);
        batch.RttSamples.Add(1);
        batch.RttP50Micros.Add(20_000);
        batch.RttP90Micros.Add(20_000);
        batch.RttP95Micros.Add(20_000);
    }
}
