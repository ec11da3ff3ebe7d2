using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Isobar.Storage.DuckDb;

/// <summary>A result read by columns: chunks of up to 2,048 rows, each column a span over the engine's own memory, valid until the next chunk.</summary>
internal sealed unsafe class DuckDbDataReader : IDisposable
{
    private readonly string _sql;
    private readonly DuckDbType[] _types;
    private DuckDbResult _result;
    private nint _chunk;
    private bool _disposed;

    internal DuckDbDataReader(DuckDbResult result, string sql)
    {
        _result = result;
        _sql = sql;
        _types = new DuckDbType[NativeMethods.ColumnCount(ref _result)];
        for (int i = 0; i < _types.Length; i++)
        {
            _types[i] = NativeMethods.ColumnType(ref _result, (ulong)i);
        }
    }

    /// <summary>Rows in the current chunk.</summary>
    public int Count { get; private set; }

    /// <summary>Moves to the next chunk with rows; false at the end.</summary>
    public bool ReadChunk()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        do
        {
            ReleaseChunk();
            _chunk = NativeMethods.FetchChunk(_result);
            if (_chunk == 0)
            {
                string? error = Marshal.PtrToStringUTF8(NativeMethods.ResultError(ref _result));
                return error is null ? false : throw DuckDbException.While(DuckDbConnection.Shorten(_sql), error);
            }
            Count = checked((int)NativeMethods.DataChunkSize(_chunk));
        }
        while (Count == 0);
        return true;
    }

    /// <summary>A column of numbers. NULLs hold anything: ask <see cref="IsNull"/> where they may occur.</summary>
    public ReadOnlySpan<T> Column<T>(int column)
        where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() != SizeOf(_types[column]))
        {
            throw new InvalidOperationException($"Column {column} of {_sql} is {_types[column]}, not {typeof(T)}.");
        }
        return new(NativeMethods.VectorData(Vector(column)), Count);
    }

    /// <summary>A text (as UTF-8) or blob.</summary>
    public ReadOnlySpan<byte> GetBytes(int column, int row)
    {
        if (_types[column] is not (DuckDbType.Varchar or DuckDbType.Blob))
        {
            throw new InvalidOperationException($"Column {column} of {_sql} is {_types[column]}, not text or blob.");
        }
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count);
        return DuckDbString.Bytes((DuckDbString*)NativeMethods.VectorData(Vector(column)) + row);
    }

    /// <summary>A text.</summary>
    public string GetString(int column, int row) => Encoding.UTF8.GetString(GetBytes(column, row));

    /// <summary>Whether the value is NULL.</summary>
    public bool IsNull(int column, int row)
    {
        ulong* validity = NativeMethods.VectorValidity(Vector(column));
        return validity is not null && (validity[row >> 6] >> (row & 63) & 1) == 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            ReleaseChunk();
            NativeMethods.DestroyResult(ref _result);
        }
    }

    private nint Vector(int column) =>
        _chunk != 0 ? NativeMethods.DataChunkVector(_chunk, (ulong)column) : throw new InvalidOperationException("No chunk has been read.");

    private void ReleaseChunk()
    {
        Count = 0;
        if (_chunk != 0)
        {
            NativeMethods.DestroyDataChunk(ref _chunk);
            _chunk = 0;
        }
    }

    private static int SizeOf(DuckDbType type) => type switch
    {
        DuckDbType.Boolean or DuckDbType.UInt8 => 1,
        DuckDbType.Int16 => 2,
        DuckDbType.Int32 or DuckDbType.UInt32 => 4,
        DuckDbType.Int64 or DuckDbType.UInt64 or DuckDbType.Double => 8,
        _ => 0,
    };
}
