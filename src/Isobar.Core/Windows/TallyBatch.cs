using System.Runtime.InteropServices;
using Isobar.Core.Atlas;

namespace Isobar.Core.Windows;

/// <summary>
/// Sealed tallies as columns: what the measurement store appends. Row i is one (window, stratum, city-network); all columns have
/// <see cref="Count"/> entries. Rows of one batch are in the order (window, stratum, city-network).
/// </summary>
public sealed class TallyBatch
{
    /// <summary>Number of rows.</summary>
    public int Count => WindowStart.Count;

    /// <summary>Shard that owns the row's city-network.</summary>
    public List<short> Shard { get; } = [];

    /// <summary>Start of the window, Unix seconds UTC.</summary>
    public List<long> WindowStart { get; } = [];

    /// <summary>Length of the windows of this batch, seconds.</summary>
    public required int WindowSeconds { get; init; }

    /// <summary>The stratum of the row.</summary>
    public List<Stratum> Stratum { get; } = [];

    /// <summary>The city-network of the row.</summary>
    public List<CityNetworkId> CityNetwork { get; } = [];

    /// <summary>Bytes from clients.</summary>
    public List<long> BytesIn { get; } = [];

    /// <summary>Bytes to clients.</summary>
    public List<long> BytesOut { get; } = [];

    /// <summary>Connections or requests.</summary>
    public List<long> Connections { get; } = [];

    /// <summary>Records that say whether they succeeded.</summary>
    public List<long> Attempts { get; } = [];

    /// <summary>Attempts that ended as NetworkFailure.</summary>
    public List<long> NetworkFailures { get; } = [];

    /// <summary>Attempts that ended as ServiceFailure.</summary>
    public List<long> ServiceFailures { get; } = [];

    /// <summary>Availability votes: one a client and minute.</summary>
    public List<int> Votes { get; } = [];

    /// <summary>Votes of which at least half of the attempts were NetworkFailures.</summary>
    public List<int> NetworkFailedVotes { get; } = [];

    /// <summary>Votes of which at least half of the attempts were ServiceFailures.</summary>
    public List<int> ServiceFailedVotes { get; } = [];

    /// <summary>Distinct clients, counted exactly.</summary>
    public List<int> Clients { get; } = [];

    /// <summary>Mergeable sketch of the clients, 64 bytes at most (written by ClientSketch).</summary>
    public List<byte[]> ClientSketch { get; } = [];

    /// <summary>DDSketch of round-trip times in microseconds; empty where there is no sample.</summary>
    public List<byte[]> RttSketch { get; } = [];

    /// <summary>RTT samples in the sketch.</summary>
    public List<int> RttSamples { get; } = [];

    /// <summary>Round-trip time, microseconds: 50th percentile, 0 where there is no sample.</summary>
    public List<int> RttP50Micros { get; } = [];

    /// <summary>Round-trip time, microseconds: 90th percentile, 0 where there is no sample.</summary>
    public List<int> RttP90Micros { get; } = [];

    /// <summary>Round-trip time, microseconds: 95th percentile, 0 where there is no sample.</summary>
    public List<int> RttP95Micros { get; } = [];

    /// <summary>DDSketch of times to first byte in microseconds; empty where there is no sample.</summary>
    public List<byte[]> TtfbSketch { get; } = [];

    /// <summary>TTFB samples in the sketch.</summary>
    public List<int> TtfbSamples { get; } = [];

    /// <summary>Time to first byte, microseconds: 50th percentile, 0 where there is no sample.</summary>
    public List<int> TtfbP50Micros { get; } = [];

    /// <summary>Time to first byte, microseconds: 90th percentile, 0 where there is no sample.</summary>
    public List<int> TtfbP90Micros { get; } = [];

    /// <summary>Time to first byte, microseconds: 95th percentile, 0 where there is no sample.</summary>
    public List<int> TtfbP95Micros { get; } = [];

    /// <summary>Forgets all rows and keeps the memory, for the next batch of the same size.</summary>
    public void Clear()
    {
        Shard.Clear();
        WindowStart.Clear();
        Stratum.Clear();
        CityNetwork.Clear();
        BytesIn.Clear();
        BytesOut.Clear();
        Connections.Clear();
        Attempts.Clear();
        NetworkFailures.Clear();
        ServiceFailures.Clear();
        Votes.Clear();
        NetworkFailedVotes.Clear();
        ServiceFailedVotes.Clear();
        Clients.Clear();
        ClientSketch.Clear();
        RttSketch.Clear();
        RttSamples.Clear();
        RttP50Micros.Clear();
        RttP90Micros.Clear();
        RttP95Micros.Clear();
        TtfbSketch.Clear();
        TtfbSamples.Clear();
        TtfbP50Micros.Clear();
        TtfbP90Micros.Clear();
        TtfbP95Micros.Clear();
    }

    /// <summary>Appends a row. The caller keeps the order of rows: window, stratum, city-network.</summary>
    public void Add(short shard, long windowStart, Stratum stratum, CityNetworkId cityNetwork, in Tally tally)
    {
        Shard.Add(shard);
        WindowStart.Add(windowStart);
        Stratum.Add(stratum);
        CityNetwork.Add(cityNetwork);
        BytesIn.Add(tally.BytesIn);
        BytesOut.Add(tally.BytesOut);
        Connections.Add(tally.Connections);
        Attempts.Add(tally.Attempts);
        NetworkFailures.Add(tally.NetworkFailures);
        ServiceFailures.Add(tally.ServiceFailures);
        Votes.Add(tally.Votes);
        NetworkFailedVotes.Add(tally.NetworkFailedVotes);
        ServiceFailedVotes.Add(tally.ServiceFailedVotes);
        Clients.Add(tally.Clients);
        ClientSketch.Add(tally.ClientSketch);
        RttSketch.Add(tally.Rtt.Sketch);
        RttSamples.Add(tally.Rtt.Samples);
        RttP50Micros.Add(tally.Rtt.P50Micros);
        RttP90Micros.Add(tally.Rtt.P90Micros);
        RttP95Micros.Add(tally.Rtt.P95Micros);
        TtfbSketch.Add(tally.Ttfb.Sketch);
        TtfbSamples.Add(tally.Ttfb.Samples);
        TtfbP50Micros.Add(tally.Ttfb.P50Micros);
        TtfbP90Micros.Add(tally.Ttfb.P90Micros);
        TtfbP95Micros.Add(tally.Ttfb.P95Micros);
    }

    /// <summary>Appends rows of another batch with windows of the same length.</summary>
    /// <param name="other">The other batch.</param>
    /// <param name="first">The first row to take.</param>
    /// <param name="count">Number of rows.</param>
    public void AddRows(TallyBatch other, int first, int count)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.WindowSeconds != WindowSeconds)
        {
            throw new ArgumentException($"Rows of windows of {other.WindowSeconds} s do not go into a batch of {WindowSeconds} s.", nameof(other));
        }
        Shard.AddRange(CollectionsMarshal.AsSpan(other.Shard).Slice(first, count));
        WindowStart.AddRange(CollectionsMarshal.AsSpan(other.WindowStart).Slice(first, count));
        Stratum.AddRange(CollectionsMarshal.AsSpan(other.Stratum).Slice(first, count));
        CityNetwork.AddRange(CollectionsMarshal.AsSpan(other.CityNetwork).Slice(first, count));
        BytesIn.AddRange(CollectionsMarshal.AsSpan(other.BytesIn).Slice(first, count));
        BytesOut.AddRange(CollectionsMarshal.AsSpan(other.BytesOut).Slice(first, count));
        Connections.AddRange(CollectionsMarshal.AsSpan(other.Connections).Slice(first, count));
        Attempts.AddRange(CollectionsMarshal.AsSpan(other.Attempts).Slice(first, count));
        NetworkFailures.AddRange(CollectionsMarshal.AsSpan(other.NetworkFailures).Slice(first, count));
        ServiceFailures.AddRange(CollectionsMarshal.AsSpan(other.ServiceFailures).Slice(first, count));
        Votes.AddRange(CollectionsMarshal.AsSpan(other.Votes).Slice(first, count));
        NetworkFailedVotes.AddRange(CollectionsMarshal.AsSpan(other.NetworkFailedVotes).Slice(first, count));
        ServiceFailedVotes.AddRange(CollectionsMarshal.AsSpan(other.ServiceFailedVotes).Slice(first, count));
        Clients.AddRange(CollectionsMarshal.AsSpan(other.Clients).Slice(first, count));
        ClientSketch.AddRange(CollectionsMarshal.AsSpan(other.ClientSketch).Slice(first, count));
        RttSketch.AddRange(CollectionsMarshal.AsSpan(other.RttSketch).Slice(first, count));
        RttSamples.AddRange(CollectionsMarshal.AsSpan(other.RttSamples).Slice(first, count));
        RttP50Micros.AddRange(CollectionsMarshal.AsSpan(other.RttP50Micros).Slice(first, count));
        RttP90Micros.AddRange(CollectionsMarshal.AsSpan(other.RttP90Micros).Slice(first, count));
        RttP95Micros.AddRange(CollectionsMarshal.AsSpan(other.RttP95Micros).Slice(first, count));
        TtfbSketch.AddRange(CollectionsMarshal.AsSpan(other.TtfbSketch).Slice(first, count));
        TtfbSamples.AddRange(CollectionsMarshal.AsSpan(other.TtfbSamples).Slice(first, count));
        TtfbP50Micros.AddRange(CollectionsMarshal.AsSpan(other.TtfbP50Micros).Slice(first, count));
        TtfbP90Micros.AddRange(CollectionsMarshal.AsSpan(other.TtfbP90Micros).Slice(first, count));
        TtfbP95Micros.AddRange(CollectionsMarshal.AsSpan(other.TtfbP95Micros).Slice(first, count));
    }
}
