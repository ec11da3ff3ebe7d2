using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Isobar.Storage.DuckDb;

/// <summary>
/// Appends whole columns: fill the columns of one chunk, then <see cref="AppendRows"/>. Always inside a transaction, since the engine would otherwise
/// commit by itself every 204,800 rows. Without <see cref="Close"/> nothing that is still buffered is kept.
/// </summary>
internal sealed unsafe class DuckDbAppender : IDisposable
{
    private readonly string _table;
    private readonly DuckDbType[] _types;
    private nint _appender;
    private nint _chunk;
    private bool _closed;

    internal DuckDbAppender(nint connection, string table, ReadOnlySpan<DuckDbType> columns)
    {
        _table = table;
        _types = columns.ToArray();
        if (NativeMethods.CreateAppender(connection, null, table, out _appender) != 0)
        {
            string? text = Marshal.PtrToStringUTF8(NativeMethods.AppenderError(_appender));
            _ = NativeMethods.DestroyAppender(ref _appender);
            throw DuckDbException.While($"Appending to {table}", text);
        }
        _chunk = CreateChunk(columns);
        Capacity = checked((int)NativeMethods.VectorSize());
    }

    /// <summary>Rows of one chunk.</summary>
    public int Capacity { get; }

    /// <summary>The space of a column of numbers in the current chunk, <see cref="Capacity"/> long.</summary>
    public Span<T> Column<T>(int column)
        where T : unmanaged
    {
        int size = _types[column] switch
        {
            DuckDbType.UInt8 => 1,
            DuckDbType.Int16 => 2,
            DuckDbType.Int32 or DuckDbType.UInt32 => 4,
            DuckDbType.Int64 or DuckDbType.UInt64 or DuckDbType.Double => 8,
            _ => 0,
        };
        if (Unsafe.SizeOf<T>() != size)
        {
            throw new InvalidOperationException($"Column {column} of {_table} is {_types[column]}, not {typeof(T)}.");
        }
        return new(NativeMethods.VectorData(NativeMethods.DataChunkVector(_chunk, (ulong)column)), Capacity);
    }

    /// <summary>Writes texts (UTF-8) or blobs into a column of the current chunk, from its first row on.</summary>
    public void SetBytes(int column, ReadOnlySpan<byte[]> values)
    {
        if (_types[column] is not (DuckDbType.Varchar or DuckDbType.Blob))
        {
            throw new InvalidOperationException($"Column {column} of {_table} is {_types[column]}, not text or blob.");
        }
        ArgumentOutOfRangeException.ThrowIfGreaterThan(values.Length, Capacity);
        nint vector = NativeMethods.DataChunkVector(_chunk, (ulong)column);
        var texts = (DuckDbString*)NativeMethods.VectorData(vector);
        for (int row = 0; row < values.Length; row++)
        {
            byte[] value = values[row];
            if (value.Length <= DuckDbString.MaxInlined)
            {
                // Most names and empty sketches: no call, no copy on the engine's heap.
                texts[row] = DuckDbString.Inlined(value);
                continue;
            }
            fixed (byte* bytes = value)
            {
                NativeMethods.AssignString(vector, (ulong)row, bytes, (ulong)value.Length);
            }
        }
    }

    /// <summary>Hands the first rows of the current chunk to the table and begins a new chunk.</summary>
    public void AppendRows(int count)
    {
        NativeMethods.SetDataChunkSize(_chunk, (ulong)count);
        if (NativeMethods.AppendDataChunk(_appender, _chunk) != 0)
        {
            throw DuckDbException.While($"Appending to {_table}", Marshal.PtrToStringUTF8(NativeMethods.AppenderError(_appender)));
        }
        NativeMethods.ResetDataChunk(_chunk);
    }

    /// <summary>Flushes what is buffered.</summary>
    public void Close()
    {
        _closed = true;
        if (NativeMethods.CloseAppender(_appender) != 0)
        {
            throw DuckDbException.While($"Appending to {_table}", Marshal.PtrToStringUTF8(NativeMethods.AppenderError(_appender)));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_appender != 0)
        {
            if (!_closed)
            {
                _ = NativeMethods.ClearAppender(_appender);
            }
            _ = NativeMethods.DestroyAppender(ref _appender);
            NativeMethods.DestroyDataChunk(ref _chunk);
            _appender = _chunk = 0;
        }
    }

    private static nint CreateChunk(ReadOnlySpan<DuckDbType> columns)
    {
        Span<nint> types = stackalloc nint[columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            types[i] = NativeMethods.CreateLogicalType(columns[i]);
        }
        try
        {
            fixed (nint* first = types)
            {
                return NativeMethods.CreateDataChunk(first, (ulong)types.Length);
            }
        }
        finally
        {
            foreach (ref nint type in types)
            {
                NativeMethods.DestroyLogicalType(ref type);
            }
        }
    }
}
