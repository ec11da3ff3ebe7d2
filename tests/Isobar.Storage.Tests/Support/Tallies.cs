using Isobar.Core.Atlas;
using Isobar.Core.Windows;

namespace Isobar.Storage.Tests.Support;

/// <summary>Batches of tallies made from a seed.</summary>
internal static class Tallies
{
    /// <summary>2026-11-20 00:00 UTC.</summary>
    public const long Day = 1_795_132_800;

    public static readonly Stratum Web = new("web", "eu-central-1", "eu-central-1a", AddressFamily.IPv4, MeasurementMethod.ServerLog);
    public static readonly Stratum WebSix = new("web", "a location with a long name, ünïcode", "", AddressFamily.IPv6, MeasurementMethod.KernelTcp);

    public static CityNetwork Name(ulong id) => new(
        new CityNetworkId(id), "DE", "Germany", $"State {id % 16}", CityNetwork.NotAvailable, $"Čity-{id}", (uint)id % 70_000, $"Network {id}", 50.5, -8.25);

    /// <summary>One shard's windows with so many city-networks each, in both strata.</summary>
    public static TallyBatch Windows(int seed, short shard, long start, int windows, int cityNetworks, int seconds = 300)
    {
        var random = new Random(seed);
        var batch = new TallyBatch { WindowSeconds = seconds };
        for (int w = 0; w < windows; w++)
        {
            foreach (Stratum stratum in new[] { WebSix, Web })
            {
                for (int c = 1; c <= cityNetworks; c++)
                {
                    AddRow(batch, random, shard, start + w * seconds, stratum, (ulong)c * 0x9e37_79b9_7f4a_7c15);
                }
            }
        }
        return batch;
    }

    public static void AddRow(TallyBatch batch, Random random, short shard, long window, Stratum stratum, ulong cityNetwork)
    {
        batch.Shard.Add(shard);
        batch.WindowStart.Add(window);
        batch.Stratum.Add(stratum);
        batch.CityNetwork.Add(new CityNetworkId(cityNetwork));
        long connections = random.Next(1, 50);
        batch.BytesIn.Add(connections * random.Next(200, 900));
        batch.BytesOut.Add(connections * random.Next(1_000, 90_000));
        batch.Connections.Add(connections);
        batch.Attempts.Add(connections);
        batch.NetworkFailures.Add(random.Next(2));
        batch.ServiceFailures.Add(random.Next(2));
        batch.Votes.Add((int)connections / 2);
        batch.NetworkFailedVotes.Add(random.Next(2));
        batch.ServiceFailedVotes.Add(random.Next(2));
        batch.Clients.Add((int)connections);
        batch.ClientSketch.Add(Bytes(random, 1 + random.Next(64)));
        int samples = random.Next(3) == 0 ? 0 : random.Next(1, 40);
        batch.RttSketch.Add(Bytes(random, samples == 0 ? 0 : 8 + samples));
        batch.RttSamples.Add(samples);
        batch.RttP50Micros.Add(samples * 1_000);
        batch.RttP90Micros.Add(samples * 2_000);
        batch.RttP95Micros.Add(samples * 2_500);
        batch.TtfbSketch.Add(Bytes(random, 12));
        batch.TtfbSamples.Add((int)connections);
        batch.TtfbP50Micros.Add(random.Next(1_000_000));
        batch.TtfbP90Micros.Add(random.Next(1_000_000));
        batch.TtfbP95Micros.Add(random.Next(1_000_000));
    }

    public static List<CityNetwork> Names(TallyBatch batch) => [.. batch.CityNetwork.Select(id => Name(id.Value))];

    /// <summary>The windows of a batch's rows.</summary>
    public static List<(short Shard, long WindowStart)> SealedBy(TallyBatch batch) => [.. batch.Shard.Zip(batch.WindowStart).Distinct()];

    public static long Commit(DataFolder folder, TallyBatch batch, params SourceCheckpoint[] checkpoints) =>
        folder.Commit(batch, Names(batch), SealedBy(batch), checkpoints);

    /// <summary>Each row as one text, so that batches can be compared whatever their cut.</summary>
    public static List<string> Rows(IEnumerable<TallyBatch> batches)
    {
        var rows = new List<string>();
        foreach (TallyBatch b in batches)
        {
            for (int i = 0; i < b.Count; i++)
            {
                rows.Add(string.Join('|', b.Shard[i], b.WindowStart[i], b.WindowSeconds, b.Stratum[i], b.CityNetwork[i], b.BytesIn[i], b.BytesOut[i],
                    b.Connections[i], b.Attempts[i], b.NetworkFailures[i], b.ServiceFailures[i], b.Votes[i], b.NetworkFailedVotes[i],
                    b.ServiceFailedVotes[i], b.Clients[i], Convert.ToHexString(b.ClientSketch[i]), Convert.ToHexString(b.RttSketch[i]), b.RttSamples[i],
                    b.RttP50Micros[i], b.RttP90Micros[i], b.RttP95Micros[i], Convert.ToHexString(b.TtfbSketch[i]), b.TtfbSamples[i], b.TtfbP50Micros[i],
                    b.TtfbP90Micros[i], b.TtfbP95Micros[i]));
            }
        }
        return rows;
    }

    /// <summary>All stored rows, in no particular order.</summary>
    public static List<string> Stored(DataFolder folder)
    {
        List<string> rows = Rows(folder.Tallies.Scan(long.MinValue, long.MaxValue));
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    /// <summary>The rows of batches, sorted as <see cref="Stored"/>.</summary>
    public static List<string> Expected(params TallyBatch[] batches)
    {
        List<string> rows = Rows(batches);
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    private static byte[] Bytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
