using Isobar.Core.Windows;

namespace Isobar.Server.Replay.Health;

/// <summary>
/// The sealed tallies of the first pass, for the second one to read in the order of time as often as it likes. Rows lie packed, in memory up to a budget and
/// beyond it in a file of this process. It keeps what scoring reads and nothing else.
/// </summary>
/// <remarks>
/// It serves also where the user keeps the tallies in a data folder: the rows are at hand anyway when they are sealed, and one way is less than two.
/// Rows of windows shorter than five minutes come back as rows of their five minutes, which the engine sums: scores are of five minutes always.
/// </remarks>
internal sealed class TallyTape : IDisposable
{
    /// <summary>Length of the windows that are read back, seconds.</summary>
    public const int WindowSeconds = 300;

    /// <summary>Later times are no times of traffic: the calendar ends with the year 9999.</summary>
    private const long LastSecond = 253_402_300_799;

    private const int PageBytes = 1 << 20;

    private readonly string _folder;
    private readonly long _memoryBytes;
    private readonly List<Page> _pages = [];
    private readonly List<Stratum> _strata = [];
    private readonly Dictionary<Stratum, int> _numbers = [];
    private readonly MemoryStream _open = new();
    private readonly BinaryWriter _writer;
    private FileStream? _file;
    private long _heldBytes;
    private int _openRows;
    private long _votes;
    private long _rttSamples;
    private long _ttfbSamples;

    /// <param name="folder">Where to put what does not fit; made when needed.</param>
    /// <param name="memoryBytes">Memory to keep at most, bytes.</param>
    public TallyTape(string folder, long memoryBytes)
    {
        _folder = folder;
        _memoryBytes = memoryBytes;
        _writer = new BinaryWriter(_open);
    }

    /// <summary>Votes, or samples of round-trip times or of times to first byte, whichever are most: less than a baseline takes cannot be scored.</summary>
    public long MostSamples => Math.Max(_votes, Math.Max(_rttSamples, _ttfbSamples));

    /// <summary>Bytes that lie in the file.</summary>
    public long SpilledBytes => _file?.Length ?? 0;

    /// <summary>Appends the rows of a batch from one on; they come in the order of windows. Rows from before 1970 or after 9999 are left out.</summary>
    public void Append(TallyBatch batch, int firstRow)
    {
        for (int row = firstRow; row < batch.Count; row++)
        {
            if (batch.WindowStart[row] is >= 0 and < LastSecond)
            {
                Write(batch, row);
                _votes += batch.Votes[row];
                _rttSamples += batch.RttSamples[row];
                _ttfbSamples += batch.TtfbSamples[row];
            }
        }
        if (_open.Length >= PageBytes)
        {
            ClosePage();
        }
    }

    /// <summary>Ends the writing.</summary>
    public void Complete() => ClosePage();

    /// <summary>The windows with traffic, in the order of time. The same batch is filled again and again.</summary>
    public IEnumerable<(long Start, TallyBatch Rows)> Windows()
    {
        TapeCursor cursor = new(this);
        TallyBatch batch = new() { WindowSeconds = WindowSeconds };
        while (cursor.TryReadWindow(batch, out long start))
        {
            yield return (start, batch);
        }
    }

    /// <summary>The same, each window read on another core while the one before is worked on: two batches take turns.</summary>
    public IEnumerable<(long Start, TallyBatch Rows)> WindowsAhead()
    {
        TapeCursor cursor = new(this);
        TallyBatch free = new() { WindowSeconds = WindowSeconds }, next = new() { WindowSeconds = WindowSeconds };
        Task<long?> reading = Task.Run(() => Read(next));
        try
        {
            while (reading.GetAwaiter().GetResult() is { } start)
            {
                TallyBatch batch = next;
                (next, free) = (free, next);
                reading = Task.Run(() => Read(next));
                yield return (start, batch);
            }
        }
        finally
        {
            // Who stops early may close the file next.
            ((IAsyncResult)reading).AsyncWaitHandle.WaitOne();
        }

        long? Read(TallyBatch batch) => cursor.TryReadWindow(batch, out long start) ? start : null;
    }

    /// <summary>Number of pages, once the writing has ended.</summary>
    internal int PageCount => _pages.Count;

    /// <summary>The stratum of a number in a row.</summary>
    internal Stratum StratumOf(int number) => _strata[number];

    /// <summary>The bytes of a page, and how many rows they hold; safe for several readers, each with a room of its own for what lies in the file.</summary>
    internal (ArraySegment<byte> Bytes, int Rows) PageAt(int number, ref byte[] room)
    {
        Page page = _pages[number];
        if (page.Bytes is not null)
        {
            return (new(page.Bytes, 0, page.Length), page.Rows);
        }
        if (room.Length < page.Length)
        {
            room = new byte[page.Length];
        }
        for (int read = 0; read < page.Length;)
        {
            int more = RandomAccess.Read(_file!.SafeFileHandle, room.AsSpan(read, page.Length - read), page.Offset + read);
            read += more > 0 ? more : throw new EndOfStreamException($"The sealed tallies in {_folder} are shorter than they were written.");
        }
        return (new(room, 0, page.Length), page.Rows);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer.Dispose();
        _file?.Dispose();
    }

    private void Write(TallyBatch batch, int row)
    {
        Stratum stratum = batch.Stratum[row];
        if (!_numbers.TryGetValue(stratum, out int number))
        {
            number = _strata.Count;
            _strata.Add(stratum);
            _numbers.Add(stratum, number);
        }
        _openRows++;
        _writer.Write7BitEncodedInt64(batch.WindowStart[row] - batch.WindowStart[row] % WindowSeconds);
        _writer.Write7BitEncodedInt(number);
        _writer.Write(batch.CityNetwork[row].Value);
        _writer.Write7BitEncodedInt64(batch.BytesIn[row]);
        _writer.Write7BitEncodedInt64(batch.BytesOut[row]);
        _writer.Write7BitEncodedInt64(batch.Connections[row]);
        _writer.Write7BitEncodedInt(batch.Votes[row]);
        _writer.Write7BitEncodedInt(batch.NetworkFailedVotes[row]);
        _writer.Write7BitEncodedInt(batch.ServiceFailedVotes[row]);
        _writer.Write7BitEncodedInt(batch.Clients[row]);
        WriteTimes(batch.RttSketch[row], batch.RttSamples[row], batch.RttP50Micros[row], batch.RttP90Micros[row], batch.RttP95Micros[row]);
        WriteTimes(batch.TtfbSketch[row], batch.TtfbSamples[row], batch.TtfbP50Micros[row], batch.TtfbP90Micros[row], batch.TtfbP95Micros[row]);
    }

    private void WriteTimes(byte[] sketch, int samples, int p50, int p90, int p95)
    {
        _writer.Write7BitEncodedInt(sketch.Length);
        if (sketch.Length > 0)
        {
            _writer.Write(sketch);
            _writer.Write7BitEncodedInt(samples);
            _writer.Write7BitEncodedInt(p50);
            _writer.Write7BitEncodedInt(p90);
            _writer.Write7BitEncodedInt(p95);
        }
    }

    private void ClosePage()
    {
        if (_openRows == 0)
        {
            return;
        }
        int length = checked((int)_open.Length);
        if (_heldBytes + length <= _memoryBytes)
        {
            _pages.Add(new(_open.ToArray(), 0, length, _openRows));
            _heldBytes += length;
        }
        else
        {
            _file ??= CreateFile();
            _pages.Add(new(null, _file.Length, length, _openRows));
            _file.Seek(0, SeekOrigin.End);
            _file.Write(_open.GetBuffer(), 0, length);
        }
        _open.SetLength(0);
        _openRows = 0;
    }

    private FileStream CreateFile()
    {
        Directory.CreateDirectory(_folder);
        return new(Path.Combine(_folder, "sealed"), FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
    }

    /// <summary>Some whole rows, in memory or at a place in the file.</summary>
    private readonly record struct Page(byte[]? Bytes, long Offset, int Length, int Rows);
}
