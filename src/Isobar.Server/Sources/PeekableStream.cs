namespace Isobar.Server.Sources;

/// <summary>A forward-only stream whose first bytes can be looked at before they are read.</summary>
internal sealed class PeekableStream(Stream inner) : Stream
{
    private byte[] _peeked = [];

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The next bytes, fewer at the end; they stay to be read.</summary>
    public byte[] Peek(int count)
    {
        byte[] start = new byte[count];
        int length = ReadAtLeast(start, count, throwOnEndOfStream: false);
        _peeked = [.. start.AsSpan(0, length), .. _peeked];
        return start[..length];
    }

    public override int Read(Span<byte> buffer)
    {
        if (_peeked.Length == 0)
        {
            return inner.Read(buffer);
        }
        int length = Math.Min(buffer.Length, _peeked.Length);
        _peeked.AsSpan(0, length).CopyTo(buffer);
        _peeked = _peeked[length..];
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }
        base.Dispose(disposing);
    }
}
