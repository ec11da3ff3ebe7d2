using Isobar.Core.Atlas;
using Isobar.Core.Traffic;

namespace Isobar.Core.Windows;

/// <summary>
/// Client minutes by (client, interval, stratum): an open-addressed hash table over one dense list of entries. Adding a record to an entry that exists
/// allocates nothing; that is the usual case, and the reason why an address is looked up in the atlas once a minute and not once a record.
/// </summary>
/// <param name="seed">
/// A number that clients cannot know. Whoever holds an IPv6 /48 could otherwise pick 65,000 addresses that share a place in the table. Results do not depend on it.
/// </param>
public sealed class ClientMinuteTable(ulong seed = 0)
{
    /// <summary>Small at first: every open window of every shard has a table, and most windows of an old log hold a few clients.</summary>
    private ClientMinute[] _entries = new ClientMinute[16];
    private ClientSamples[] _samples = [];
    private int _samplesCount;

    /// <summary>Index of the entry plus one; 0 marks an empty place. Half full at most.</summary>
    private int[] _places = new int[32];

    /// <summary>Number of entries.</summary>
    public int Count { get; private set; }

    /// <summary>The entries, in the order of their first record.</summary>
    public ReadOnlyMemory<ClientMinute> Entries => _entries.AsMemory(0, Count);

    /// <summary>Memory in use for the entries, bytes.</summary>
    public long SizeBytes => (long)_entries.Length * EntrySize + (long)_places.Length * sizeof(int) + (long)_samples.Length * SamplesSize;

    /// <summary>Whether the next block of records (64,000 at most) may push the memory in use over a budget: the lists double when they are full.</summary>
    public bool WouldExceed(long budgetBytes)
    {
        const int NextBlock = 64_000;
        long entries = (Count + NextBlock > _entries.Length ? 2 : 1) * ((long)_entries.Length * EntrySize + (long)_places.Length * sizeof(int));
        long samples = (_samplesCount > 0 && _samplesCount + NextBlock > _samples.Length ? 2 : 1) * (long)_samples.Length * SamplesSize;
        return Count > 0 && entries + samples > budgetBytes;
    }

    /// <summary>Bytes of a <see cref="ClientMinute"/> and of a <see cref="ClientSamples"/> in memory (a test compares).</summary>
    internal const int EntrySize = 72, SamplesSize = 80;

    /// <summary>The samples of an entry; empty when it has none.</summary>
    public ClientSamples SamplesOf(in ClientMinute entry) => entry.Samples == 0 ? default : _samples[entry.Samples - 1];

    /// <summary>Forgets all entries and keeps the memory.</summary>
    public void Clear()
    {
        Array.Clear(_places);
        Array.Clear(_samples, 0, _samplesCount);
        Count = 0;
        _samplesCount = 0;
    }

    /// <summary>
    /// The entry of this key; a new one is made where there is none.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="interval">Number of the interval.</param>
    /// <param name="stratum">Index of the stratum.</param>
    /// <param name="isNew">Whether the entry was made now: its city-network is still to be set.</param>
    public ref ClientMinute GetOrAdd(IpAddress client, long interval, int stratum, out bool isNew)
    {
        int place = PlaceOf(client, interval, stratum, null);
        isNew = _places[place] == 0;
        if (isNew)
        {
            return ref Add(place, client, interval, stratum);
        }
        return ref _entries[_places[place] - 1];
    }

    /// <summary>
    /// Adds an entry of another table, with its samples. Parts that were located by different builds of the atlas stay apart, so that neither the order
    /// of merging nor the number of shards decides which of them wins.
    /// </summary>
    public void Merge(in ClientMinute other, in ClientSamples samples)
    {
        int place = PlaceOf(other.Client, other.Interval, other.Stratum, other.CityNetwork);
        ref ClientMinute entry = ref _places[place] == 0
            ? ref Add(place, other.Client, other.Interval, other.Stratum)
            : ref _entries[_places[place] - 1];
        entry.CityNetwork = other.CityNetwork;
        entry.MergeCounts(other);
        if (!samples.IsEmpty)
        {
            SamplesFor(ref entry).Merge(samples);
        }
    }

    /// <summary>The samples of an entry of this table, to add to.</summary>
    public ref ClientSamples SamplesFor(ref ClientMinute entry)
    {
        if (entry.Samples == 0)
        {
            if (_samplesCount == _samples.Length)
            {
                Array.Resize(ref _samples, Math.Max(32, _samples.Length * 2));
            }
            entry.Samples = ++_samplesCount;
        }
        return ref _samples[entry.Samples - 1];
    }

    /// <summary>The place of the entry with this key, or the empty place that it would take. Null accepts any city-network.</summary>
    private int PlaceOf(IpAddress client, long interval, int stratum, CityNetworkId? cityNetwork)
    {
        int mask = _places.Length - 1;
        for (int at = (int)(KeyHash(client, interval, stratum) & (ulong)mask); ; at = (at + 1) & mask)
        {
            int index = _places[at] - 1;
            if (index < 0)
            {
                return at;
            }
            ref readonly ClientMinute entry = ref _entries[index];
            if (entry.Client == client && entry.Interval == interval && entry.Stratum == stratum
                && (cityNetwork is null || entry.CityNetwork == cityNetwork.GetValueOrDefault()))
            {
                return at;
            }
        }
    }

    private ref ClientMinute Add(int place, IpAddress client, long interval, int stratum)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, _entries.Length * 2);
        }
        _places[place] = Count + 1;
        ref ClientMinute entry = ref _entries[Count++];
        entry = default;
        entry.Client = client;
        entry.Interval = interval;
        entry.Stratum = stratum;
        if (Count * 2 > _places.Length)
        {
            Rehash();
        }
        return ref entry;
    }

    private void Rehash()
    {
        _places = new int[_places.Length * 2];
        int mask = _places.Length - 1;
        for (int i = 0; i < Count; i++)
        {
            int at = (int)(KeyHash(_entries[i].Client, _entries[i].Interval, _entries[i].Stratum) & (ulong)mask);
            while (_places[at] != 0)
            {
                at = (at + 1) & mask;
            }
            _places[at] = i + 1;
        }
    }

    /// <summary>The table is not stored, so the hash need not be the same forever, only fast, spread, and not to be foreseen.</summary>
    private ulong KeyHash(IpAddress client, long interval, int stratum)
    {
        unchecked
        {
            ulong hash = StableHash.Mix(client.High ^ seed) ^ client.Low;
            return StableHash.Mix(hash + (ulong)interval * 0xc2b2ae3d27d4eb4f + (ulong)stratum * 0x165667b19e3779f9);
        }
    }
}
