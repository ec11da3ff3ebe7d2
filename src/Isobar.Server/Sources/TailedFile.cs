using Isobar.Core.Formats;
using Microsoft.Win32.SafeHandles;

namespace Isobar.Server.Sources;

/// <summary>Takes a whole line, without its line end.</summary>
/// <param name="file">Where it is from.</param>
/// <param name="line">The line; empty when it was too long to keep.</param>
/// <param name="offset">Where it begins, bytes.</param>
/// <param name="isOverlong">Whether it was too long to keep.</param>
internal delegate void LineTaker(TailedFile file, ReadOnlySpan<byte> line, long offset, bool isOverlong);

/// <summary>
/// One log file that may grow. It stays open when it is renamed, so that what a server still writes to it is read. A line without its end is not taken: reading
/// stays before it until more bytes come.
/// </summary>
internal sealed class TailedFile : IDisposable
{
    private readonly SafeFileHandle _handle;
    private FileStatus _status;

    /// <summary>How far bytes were looked at: behind the last line end when a line is held, or inside a line that is too long.</summary>
    private long _scanned;

    private bool _inOverlongLine;
    private int _headInCheckpoint = -1;

    public TailedFile(string path, SafeFileHandle handle)
    {
        Path = path;
        _handle = handle;
        _status = FileStatus.Of(handle);
        Identity = FileIdentity.Of(handle, _status);
    }

    /// <summary>Where it is now.</summary>
    public string Path { get; set; }

    /// <summary>What it is.</summary>
    public FileIdentity Identity { get; private set; }

    /// <summary>Where the first line begins that has not been taken.</summary>
    public long ReadOffset { get; private set; }

    /// <summary>Lines before this offset were read before the process started.</summary>
    public long SkipUntil { get; private set; }

    /// <summary>Size when it was looked at last, bytes.</summary>
    public long Length => _status.Length;

    /// <summary>Last write when it was looked at last: the order in which files of one log were written.</summary>
    public FileTime Modified => _status.Modified;

    /// <summary>Reads its lines; null until the format is known.</summary>
    public LineParser? Parser { get; set; }

    /// <summary>Where the first line of each window lies.</summary>
    public WindowOffsets Windows { get; private set; } = new();

    /// <summary>Where its headers lie.</summary>
    public HeaderBlocks Headers { get; private set; } = new();

    /// <summary>Whether no path of the source leads here any more: it was renamed away, or is the copy of a truncated file.</summary>
    public bool HasEnded { get; set; }

    /// <summary>When it grew last, as far as this process knows.</summary>
    public DateTimeOffset GrewAt { get; set; }

    /// <summary>Whether no checkpoint holds it yet, or only a beginning of it that is much shorter than the one it is known by now.</summary>
    public bool HasUnknownIdentity => _headInCheckpoint < 0
        || (_headInCheckpoint < Identity.HeadBytes && (_headInCheckpoint * 2 <= Identity.HeadBytes || Identity.HeadBytes == FileIdentity.FullHeadBytes));

    /// <summary>Whether it was closed because it had ended and nothing more came.</summary>
    public bool IsClosed => _handle.IsClosed;

    /// <summary>Whether all bytes that were there at the last look have been read, but for a line without its end.</summary>
    public bool IsCaughtUp => IsClosed || _scanned >= Length;

    /// <summary>Opens a file for following; null when it has gone, or may not be read.</summary>
    public static SafeFileHandle? TryOpen(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.None);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Goes on where a checkpoint says.</summary>
    public void Resume(FileCheckpoint checkpoint)
    {
        ReadOffset = _scanned = checkpoint.ResumeOffset;
        SkipUntil = checkpoint.ReadOffset;
        _headInCheckpoint = checkpoint.Identity.HeadBytes;
        if (checkpoint.HeaderOffset >= 0)
        {
            Headers.Restore(checkpoint.HeaderOffset);
        }
    }

    /// <summary>Goes on where another file stopped, of which this is the copy.</summary>
    public void Continue(TailedFile original)
    {
        ReadOffset = _scanned = original.ReadOffset;
        SkipUntil = original.SkipUntil;
        Windows = original.Windows;
        Headers = original.Headers;
        Parser = original.Parser;
        GrewAt = original.GrewAt;
    }

    /// <summary>Looks whether it has grown. False when it is no longer the same: truncated, or truncated and written anew.</summary>
    public bool Look()
    {
        if (IsClosed)
        {
            return true;
        }
        FileStatus status = FileStatus.Of(_handle);
        if (status == _status)
        {
            return true;
        }
        if (status.Length < Length || !Identity.BeginsTheSame(_handle))
        {
            return false;
        }
        if (Identity.HeadBytes < FileIdentity.FullHeadBytes)
        {
            // Checked again, as the file may have been truncated between the two looks.
            FileIdentity longer = FileIdentity.Of(_handle, status);
            if (!Identity.BeginsTheSame(_handle))
            {
                return false;
            }
            Identity = longer;
        }
        _status = status;
        return true;
    }

    /// <summary>Takes the lines that are there, up to the size of the last look.</summary>
    /// <param name="buffer">Room for the longest line.</param>
    /// <param name="budget">Bytes that may be read; what was read is taken off.</param>
    /// <param name="take">Takes each line.</param>
    public void Read(byte[] buffer, ref long budget, LineTaker take)
    {
        while (!IsCaughtUp && budget > 0)
        {
            long position = _inOverlongLine ? _scanned : ReadOffset;
            int length = RandomAccess.Read(_handle, buffer.AsSpan(0, (int)Math.Min(buffer.Length, Length - position)), position);
            if (length == 0)
            {
                return; // Truncated since the last look: the next one finds it.
            }
            budget -= length;
            _scanned = position + length;
            TakeLines(buffer.AsSpan(0, length), position, buffer.Length, take);
        }
    }

    /// <summary>Takes what is left as a last line: nobody will end it. Then closes the file.</summary>
    public void Finish(byte[] buffer, LineTaker take)
    {
        if (IsClosed)
        {
            return;
        }
        long rest = Length - ReadOffset;
        if (_inOverlongLine)
        {
            take(this, default, ReadOffset, true);
        }
        else if (rest > 0)
        {
            int length = RandomAccess.Read(_handle, buffer.AsSpan(0, (int)Math.Min(rest, buffer.Length)), ReadOffset);
            take(this, buffer.AsSpan(0, length), ReadOffset, false);
        }
        ReadOffset = _scanned = Length;
        _handle.Dispose();
    }

    /// <summary>Reads from the start, for recognising the format or a header.</summary>
    public int ReadAt(Span<byte> buffer, long offset) => RandomAccess.Read(_handle, buffer, offset);

    /// <summary>Whether an opened file is a copy of this one.</summary>
    public bool IsCopiedBy(SafeFileHandle file, in FileStatus status) => !IsClosed && Identity.IsCopy(file, status, FileStatus.Of(_handle).Length);

    /// <summary>What a restart needs, when all windows before <paramref name="firstOpenWindow"/> are sealed.</summary>
    public FileCheckpoint Checkpoint(long firstOpenWindow)
    {
        _headInCheckpoint = Identity.HeadBytes;
        long resume = Windows.FirstFrom(firstOpenWindow, ReadOffset);
        Headers.ForgetBefore(resume);
        return new(Path, Identity, resume, ReadOffset, Headers.InForceAt(resume), Modified);
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private void TakeLines(ReadOnlySpan<byte> bytes, long position, int room, LineTaker take)
    {
        int at = 0;
        if (_inOverlongLine)
        {
            int end = bytes.IndexOf((byte)'\n');
            if (end < 0)
            {
                return;
            }
            take(this, default, ReadOffset, true);
            _inOverlongLine = false;
            at = end + 1;
            ReadOffset = position + at;
        }
        while (at < bytes.Length)
        {
            int end = bytes[at..].IndexOf((byte)'\n');
            if (end < 0)
            {
                _inOverlongLine = bytes.Length - at == room;
                return;
            }
            take(this, bytes.Slice(at, end), position + at, false);
            at += end + 1;
            ReadOffset = position + at;
        }
    }
}
