namespace Isobar.Server.Sources;

/// <summary>
/// Cuts a stream into blocks of whole lines. A line longer than a block becomes one block of its own, marked as overlong, of which the bytes are dropped:
/// memory stays bounded whatever the input is.
/// </summary>
public sealed class LineBlockReader
{
    /// <summary>Bytes of a block: large enough that handing it over costs nothing, small enough for the cache of a core.</summary>
    public const int DefaultBlockBytes = 512 * 1024;

    private readonly Stream _input;
    private readonly int _blockBytes;
    private readonly byte[] _carry;
    private int _carried;
    private long _offset;
    private bool _ended;

    /// <param name="input">The unpacked bytes.</param>
    /// <param name="blockBytes">Size of a block; a test makes it small.</param>
    public LineBlockReader(Stream input, int blockBytes = DefaultBlockBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blockBytes, 2);
        _input = input;
        _blockBytes = blockBytes;
        _carry = new byte[blockBytes];
    }

    /// <summary>
    /// The first bytes of the input, for recognising its format, up to a block; they stay to be read.
    /// </summary>
    public ReadOnlyMemory<byte> Peek()
    {
        _carried += ReadFully(_carry.AsSpan(_carried));
        return _carry.AsMemory(0, _carried);
    }

    /// <summary>Fills the block with the next lines; false at the end of the input.</summary>
    public bool Read(LineBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (block.Buffer.Length < _blockBytes)
        {
            block.Buffer = new byte[_blockBytes];
        }
        _carry.AsSpan(0, _carried).CopyTo(block.Buffer);
        int length = _carried;
        length += ReadFully(block.Buffer.AsSpan(length, _blockBytes - length));
        _carried = 0;
        block.Offset = _offset;
        block.IsOverlongLine = false;
        block.Length = length;
        if (length == 0)
        {
            return false;
        }
        int end = block.Lines.LastIndexOf((byte)'\n') + 1;
        if (end == 0 && !_ended)
        {
            SkipOverlongLine(block);
            return true;
        }
        if (!_ended)
        {
            _carried = length - end;
            block.Buffer.AsSpan(end, _carried).CopyTo(_carry);
            block.Length = end;
        }
        _offset += block.Length;
        return true;
    }

    /// <summary>Drops a line that does not fit a block, up to and with its line end.</summary>
    private void SkipOverlongLine(LineBlock block)
    {
        block.IsOverlongLine = true;
        _offset += block.Length;
        block.Length = 0;
        while (!_ended)
        {
            int length = ReadFully(block.Buffer);
            int end = block.Buffer.AsSpan(0, length).IndexOf((byte)'\n') + 1;
            if (end > 0)
            {
                _carried = length - end;
                block.Buffer.AsSpan(end, _carried).CopyTo(_carry);
                _offset += end;
                return;
            }
            _offset += length;
        }
    }

    private int ReadFully(Span<byte> destination)
    {
        int length = 0;
        while (length < destination.Length)
        {
            int read = _input.Read(destination[length..]);
            if (read == 0)
            {
                _ended = true;
                break;
            }
            length += read;
        }
        return length;
    }
}
