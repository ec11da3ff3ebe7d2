namespace Isobar.Server.Sources;

/// <summary>
/// Where the headers of a file lie that names its own columns. After a restart the block in force at the place of reading is read again; a server may write a new one
/// in the middle of a file (IIS does at each start).
/// </summary>
internal sealed class HeaderBlocks
{
    private readonly List<long> _starts = [];
    private bool _inBlock;

    /// <summary>Notes a line, in the order of the file.</summary>
    /// <param name="isHeader">Whether it is a header or a comment: a header may be of several lines.</param>
    /// <param name="offset">Where it begins.</param>
    public void Note(bool isHeader, long offset)
    {
        if (isHeader && !_inBlock)
        {
            _starts.Add(offset);
        }
        _inBlock = isHeader;
    }

    /// <summary>Starts from a checkpoint: the block in force was read again just now.</summary>
    public void Restore(long start)
    {
        _starts.Clear();
        _starts.Add(start);
        _inBlock = false;
    }

    /// <summary>The start of the block in force at an offset, or -1.</summary>
    public long InForceAt(long offset)
    {
        int last = _starts.FindLastIndex(start => start <= offset);
        return last < 0 ? -1 : _starts[last];
    }

    /// <summary>Forgets the blocks before the one in force at an offset: nothing before it will be read again.</summary>
    public void ForgetBefore(long offset)
    {
        int last = _starts.FindLastIndex(start => start <= offset);
        if (last > 0)
        {
            _starts.RemoveRange(0, last);
        }
    }
}
