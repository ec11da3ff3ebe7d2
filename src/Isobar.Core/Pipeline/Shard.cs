using Isobar.Core.Windows;

namespace Isobar.Core.Pipeline;

/// <summary>
/// Owns the open windows of its city-networks. Single-threaded: it takes client minutes (<see cref="Merge"/>) and seals a window when its watermark has passed
/// (<see cref="Seal"/>). What it answers does not depend on how many shards there are, nor on the order in which parts arrive.
/// </summary>
public sealed class Shard
{
    /// <summary>Emptied tables that are kept for the next window; more would hold the memory of a whole catch-up forever.</summary>
    private const int SpareLimit = 2;

    private readonly WindowClock _clock;
    private readonly ulong _seed;
    private readonly TallyFolder _folder;
    private readonly SortedDictionary<long, ClientMinuteTable> _open = [];
    private readonly Stack<ClientMinuteTable> _spare = [];

    /// <param name="number">Number of this shard, from 0.</param>
    /// <param name="shards">Number of shards in all.</param>
    /// <param name="strata">The table that stratum numbers come from.</param>
    /// <param name="clock">The grid of windows.</param>
    /// <param name="seed">A number that clients cannot know (see <see cref="ClientMinuteTable"/>).</param>
    public Shard(int number, int shards, StratumTable strata, WindowClock clock, ulong seed = 0)
    {
        _seed = seed;
        Number = number;
        _clock = clock;
        _folder = new TallyFolder(strata, clock, shards);
    }

    /// <summary>Number of this shard, from 0.</summary>
    public int Number { get; }

    /// <summary>The windows that have traffic and are not sealed, in order.</summary>
    public IReadOnlyCollection<long> OpenWindows => _open.Keys;

    /// <summary>Memory of the open windows, bytes.</summary>
    public long OpenBytes => _open.Values.Sum(table => table.SizeBytes);

    /// <summary>Memory of one open window, bytes.</summary>
    public long BytesOf(long window) => _open.TryGetValue(window, out ClientMinuteTable? table) ? table.SizeBytes : 0;

    /// <summary>Adds a part of a client's interval to its window.</summary>
    public void Merge(in ClientMinute entry, in ClientSamples samples)
    {
        long window = _clock.WindowOfInterval(entry.Interval);
        if (!_open.TryGetValue(window, out ClientMinuteTable? table))
        {
            table = _spare.TryPop(out ClientMinuteTable? spare) ? spare : new ClientMinuteTable(_seed);
            _open.Add(window, table);
        }
        table.Merge(entry, samples);
    }

    /// <summary>Seals a window: appends its tallies to the batch and forgets it. Nothing is appended for a window without traffic.</summary>
    public void Seal(long window, TallyBatch batch)
    {
        if (!_open.Remove(window, out ClientMinuteTable? table))
        {
            return;
        }
        _folder.FoldNext(new ClientMinuteMerger([new SortedTable(table, _clock)], _clock), batch, null);
        if (_spare.Count < SpareLimit)
        {
            table.Clear();
            _spare.Push(table);
        }
    }
}
