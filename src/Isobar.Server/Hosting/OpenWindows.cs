using Isobar.Core.Atlas;
using Isobar.Core.Pipeline;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;

namespace Isobar.Server.Hosting;

/// <summary>The open windows of all shards, and the table that records go to first. What is sealed does not depend on the number of shards.</summary>
internal sealed class OpenWindows
{
    private readonly WindowClock _clock;
    private readonly Shard[] _shards;
    private readonly SortedSet<long> _numbers = [];

    /// <param name="clock">The grid of windows.</param>
    /// <param name="shards">Number of shards.</param>
    /// <param name="strata">The table of the process.</param>
    /// <param name="locate">Finds the city-network of an address.</param>
    public OpenWindows(WindowClock clock, int shards, StratumTable strata, Func<IpAddress, CityNetworkId> locate)
    {
        // Clients must not know how their addresses are spread in memory; what is stored does not depend on it.
        ulong seed = (ulong)Random.Shared.NextInt64();
        _clock = clock;
        _shards = [.. Enumerable.Range(0, shards).Select(number => new Shard(number, shards, strata, clock, seed))];
        Tallies = new TallyAccumulator(clock, locate, seed);
    }

    /// <summary>Takes records; what it holds goes to the shards with <see cref="Drain"/>.</summary>
    public TallyAccumulator Tallies { get; }

    /// <summary>The first window that is not sealed; <see cref="long.MinValue"/> before any was.</summary>
    public long FirstOpen
    {
        get => Tallies.FirstOpenWindow;
        set => Tallies.FirstOpenWindow = Math.Max(value, Tallies.FirstOpenWindow);
    }

    /// <summary>Windows that have traffic and are not sealed.</summary>
    public int Count => _numbers.Count;

    /// <summary>The newest of them; <see cref="long.MinValue"/> when there is none.</summary>
    public long Newest => _numbers.Count > 0 ? _numbers.Max : long.MinValue;

    /// <summary>The oldest of them; null when there is none.</summary>
    public long? Oldest => _numbers.Count > 0 ? _numbers.Min : null;

    /// <summary>Memory of the open windows, bytes.</summary>
    public long Bytes => Tallies.Table.SizeBytes + _shards.Sum(shard => shard.OpenBytes);

    /// <summary>The first of the newest windows that fit a number of bytes together: those before it are to be sealed to get there. The newest always stays.</summary>
    public long FirstThatFits(long bytes)
    {
        long left = Bytes;
        foreach (long window in _numbers)
        {
            if (left <= bytes || window == Newest)
            {
                return window;
            }
            left -= _shards.Sum(shard => shard.BytesOf(window));
        }
        return FirstOpen;
    }

    /// <summary>Hands what was tallied to the shards that own it.</summary>
    public void Drain()
    {
        foreach (ref readonly ClientMinute entry in Tallies.Table.Entries.Span)
        {
            _numbers.Add(_clock.WindowOfInterval(entry.Interval));
            _shards[TallyFolder.ShardOf(entry.CityNetwork, _shards.Length)].Merge(entry, Tallies.Table.SamplesOf(entry));
        }
        Tallies.Table.Clear();
    }

    /// <summary>Seals windows in the order of time, and moves <see cref="FirstOpen"/> behind them.</summary>
    /// <param name="before">The first window to leave open.</param>
    /// <param name="rowLimit">Seals no further window once there are so many rows.</param>
    public SealedWindows Seal(long before, int rowLimit)
    {
        SealedWindows part = new(_clock.WindowSeconds, _shards.Length);
        while (_numbers.Count > 0 && _numbers.Min < before)
        {
            long window = _numbers.Min;
            if (part.Rows >= rowLimit)
            {
                FirstOpen = window;
                return part;
            }
            for (int shard = 0; shard < _shards.Length; shard++)
            {
                _shards[shard].Seal(window, part.Batches[shard]);
            }
            _numbers.Remove(window);
            part.Add(_clock.StartSeconds(window));
        }
        FirstOpen = before;
        return part;
    }
}
