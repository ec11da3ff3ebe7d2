namespace Isobar.Server.Replay.Health;

/// <summary>
/// The times of the records in each block of lines, noted while the input is read for the first time: whoever looks for lines of a time later passes over the blocks
/// that have none. A block is half a megabyte, so a gigabyte of log takes 100 KB here. Not thread-safe: one for each core, brought together at the end.
/// </summary>
internal sealed class BlockTimes
{
    private readonly Dictionary<(int File, long Offset), (long First, long Last)> _blocks = [];

    /// <summary>Takes note of a block.</summary>
    /// <param name="file">Index of its input.</param>
    /// <param name="offset">Where it begins.</param>
    /// <param name="firstMicros">Time of its earliest record.</param>
    /// <param name="lastMicros">Time of its latest record; earlier than the first where it has none.</param>
    public void Add(int file, long offset, long firstMicros, long lastMicros)
    {
        if (firstMicros <= lastMicros)
        {
            _blocks[(file, offset)] = (firstMicros, lastMicros);
        }
    }

    /// <summary>Takes the blocks of another core over.</summary>
    public void Add(BlockTimes other)
    {
        foreach (((int File, long Offset) key, (long First, long Last) times) in other._blocks)
        {
            _blocks[key] = times;
        }
    }

    /// <summary>Whether the block may have a record of one of these stretches of time.</summary>
    public bool MayHold(int file, long offset, TimeRanges times) =>
        _blocks.TryGetValue((file, offset), out (long First, long Last) block) && times.Meets(block.First, block.Last);
}
