using BenchmarkDotNet.Attributes;
using Isobar.Benchmarks.Inputs;
using Isobar.Core.Atlas;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;

namespace Isobar.Benchmarks;

/// <summary>Client minutes to sealed rows: sort, merge, fold. The number of entries doubles, so the times show the order of growth: n log n, near to doubling.</summary>
public class SealBenchmarks
{
    private const int EntriesPerCityNetwork = 8;
    private readonly WindowClock _clock = new(300);
    private readonly StratumTable _strata = new();
    private ClientMinuteTable _table = new();

    [Params(1 << 14, 1 << 15, 1 << 16, 1 << 17, 1 << 18)]
    public int ClientMinutes { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        RandomNumbers random = new(11);
        _table = new ClientMinuteTable();
        _strata.IndexOf(new("bench", "local", "", AddressFamily.IPv4, MeasurementMethod.ServerLog));
        while (_table.Count < ClientMinutes)
        {
            ref ClientMinute entry = ref _table.GetOrAdd(IpAddress.FromIPv4((uint)random.Next()), random.Next(60), 0, out _);
            entry.CityNetwork = new CityNetworkId(StableHash.Mix((ulong)random.Next(ClientMinutes / EntriesPerCityNetwork) + 1));
            entry.Connections = entry.Attempts = 1 + random.Next(30);
            entry.BytesOut = random.Next(1 << 20);
            ref ClientSamples samples = ref _table.SamplesFor(ref entry);
            for (int i = 0; i < 3; i++)
            {
                samples.Rtt.Offer(random.Next(), 10_000 + random.Next(200_000));
            }
        }
    }

    [Benchmark]
    public int SortAndFold()
    {
        ClientMinuteMerger entries = new([new SortedTable(_table, _clock)], _clock);
        TallyFolder folder = new(_strata, _clock, 4);
        TallyBatch batch = new() { WindowSeconds = _clock.WindowSeconds };
        TrafficSummary summary = new(_clock);
        while (!entries.IsEmpty)
        {
            folder.FoldNext(entries, batch, summary);
        }
        return batch.Count;
    }
}
