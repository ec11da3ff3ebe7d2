using BenchmarkDotNet.Attributes;
using Isobar.Benchmarks.Inputs;
using Isobar.Core.Atlas;
using Isobar.Core.Sketches;
using Isobar.Core.Windows;
using Isobar.Storage;

namespace Isobar.Benchmarks;

/// <summary>One commit of 200,000 rows (20 windows of 10,000 city-networks) to a new data folder, names and checkpoint and all, as a replay makes it.</summary>
public class StoreBenchmarks
{
    private const int Windows = 20;
    private const int CityNetworks = 10_000;
    private const long Start = 1_795_132_800;

    private readonly TallyBatch _batch = new() { WindowSeconds = 300 };
    private readonly List<(short Shard, long WindowStart)> _windows = [];
    private CityNetwork[] _names = [];
    private string _path = "";
    private DataFolder? _folder;

    [GlobalSetup]
    public void Setup()
    {
        RandomNumbers random = new(13);
        Stratum stratum = new("bench", "local", "", AddressFamily.IPv4, MeasurementMethod.ServerLog);
        _names =
        [
            .. Enumerable.Range(1, CityNetworks).Select(i => new CityNetwork(
                new CityNetworkId((ulong)i * 0x9e37), "DE", "Germany", $"State {i % 16}", CityNetwork.NotAvailable, $"City {i}", (uint)i, $"Network {i}", 50.5, -8.25)),
        ];
        for (int window = 0; window < Windows; window++)
        {
            long start = Start + (window * 300);
            _windows.Add((0, start));
            foreach (CityNetwork place in _names)
            {
                AddRow(random, start, stratum, place.Id);
            }
        }
    }

    [IterationSetup]
    public void Open()
    {
        _path = Directory.CreateTempSubdirectory("isobar-bench-store-").FullName;
        _folder = DataFolder.Open(_path, "bench");
    }

    [IterationCleanup]
    public void Close()
    {
        _folder?.Dispose();
        Directory.Delete(_path, recursive: true);
    }

    [Benchmark]
    public long Commit() => _folder!.Commit(_batch, _names, _windows, [new SourceCheckpoint("bench", new byte[64])]);

    private void AddRow(RandomNumbers random, long start, Stratum stratum, CityNetworkId place)
    {
        QuantileSketch sketch = new();
        ClientSketch clients = new();
        int connections = 1 + random.Next(20);
        for (int i = 0; i < connections; i++)
        {
            sketch.Add(20_000 + random.Next(80_000));
            clients.Add(random.Next());
        }
        byte[] written = sketch.Write();
        _batch.Shard.Add(0);
        _batch.WindowStart.Add(start);
        _batch.Stratum.Add(stratum);
        _batch.CityNetwork.Add(place);
        _batch.BytesIn.Add(connections * 700L);
        _batch.BytesOut.Add(random.Next(1_000_000));
        _batch.Connections.Add(connections);
        _batch.Attempts.Add(connections);
        _batch.NetworkFailures.Add(random.Next(2));
        _batch.ServiceFailures.Add(0);
        _batch.Votes.Add(connections);
        _batch.NetworkFailedVotes.Add(0);
        _batch.ServiceFailedVotes.Add(0);
        _batch.Clients.Add(connections);
        _batch.ClientSketch.Add(clients.Write());
        _batch.RttSketch.Add(written);
        _batch.RttSamples.Add(connections);
        _batch.RttP50Micros.Add((int)sketch.Quantile(0.5));
        _batch.RttP90Micros.Add((int)sketch.Quantile(0.9));
        _batch.RttP95Micros.Add((int)sketch.Quantile(0.95));
        _batch.TtfbSketch.Add(written);
        _batch.TtfbSamples.Add(connections);
        _batch.TtfbP50Micros.Add((int)sketch.Quantile(0.5));
        _batch.TtfbP90Micros.Add((int)sketch.Quantile(0.9));
        _batch.TtfbP95Micros.Add((int)sketch.Quantile(0.95));
    }
}
