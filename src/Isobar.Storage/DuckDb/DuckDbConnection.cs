using System.Runtime.InteropServices;

namespace Isobar.Storage.DuckDb;

/// <summary>
/// A connection, shaped like an ADO.NET one as far as columns allow. For one thread at a time; a reader must be disposed before the next statement.
/// </summary>
internal sealed class DuckDbConnection : IDisposable
{
    private readonly DuckDbConnectionHandle _handle;

    internal DuckDbConnection(DuckDbConnectionHandle handle) => _handle = handle;

    private nint Handle
    {
        get
        {
            ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
            return _handle.DangerousGetHandle();
        }
    }

    /// <summary>Runs one or several statements without parameters and gives the number of rows the last one changed.</summary>
    public long ExecuteNonQuery(string sql)
    {
        int state = NativeMethods.Query(Handle, sql, out DuckDbResult result);
        try
        {
            if (state != 0)
            {
                throw DuckDbException.While(Shorten(sql), Marshal.PtrToStringUTF8(NativeMethods.ResultError(ref result)));
            }
            return checked((long)NativeMethods.RowsChanged(ref result));
        }
        finally
        {
            NativeMethods.DestroyResult(ref result);
        }
    }

    /// <summary>Runs one statement with parameters (`?`): long, int, ulong or string.</summary>
    public void ExecuteNonQuery(string sql, params ReadOnlySpan<object> parameters)
    {
        using DuckDbDataReader reader = ExecuteReader(sql, parameters);
        while (reader.ReadChunk())
        {
            // The rows of a changing statement are its count.
        }
    }

    /// <summary>The first column of the first row of a query that yields a BIGINT; null for no row or NULL.</summary>
    public long? ExecuteInt64(string sql, params ReadOnlySpan<object> parameters)
    {
        using DuckDbDataReader reader = ExecuteReader(sql, parameters);
        return reader.ReadChunk() && !reader.IsNull(0, 0) ? reader.Column<long>(0)[0] : null;
    }

    /// <summary>The first column of the first row of a query that yields a text; null for no row or NULL.</summary>
    public string? ExecuteString(string sql, params ReadOnlySpan<object> parameters)
    {
        using DuckDbDataReader reader = ExecuteReader(sql, parameters);
        return reader.ReadChunk() && !reader.IsNull(0, 0) ? reader.GetString(0, 0) : null;
    }

    /// <summary>Starts a query whose result is fetched chunk by chunk while the engine works.</summary>
    public DuckDbDataReader ExecuteReader(string sql, params ReadOnlySpan<object> parameters)
    {
        int state = NativeMethods.Prepare(Handle, sql, out nint statement);
        try
        {
            if (state != 0)
            {
                throw DuckDbException.While(Shorten(sql), Marshal.PtrToStringUTF8(NativeMethods.PrepareError(statement)));
            }
            for (int i = 0; i < parameters.Length; i++)
            {
                Bind(statement, (ulong)i + 1, parameters[i], sql);
            }
            return new(Start(statement, sql), sql);
        }
        finally
        {
            NativeMethods.DestroyPrepare(ref statement);
        }
    }

    /// <summary>Ends the statement that another thread is at, which then fails; nothing where there is none. Not after <see cref="Dispose"/>.</summary>
    public void Interrupt() => NativeMethods.Interrupt(Handle);

    /// <summary>Begins a transaction; it is rolled back unless it is committed before it is disposed.</summary>
    public DuckDbTransaction BeginTransaction() => new(this);

    /// <summary>An appender for all columns of a table, in their order.</summary>
    public DuckDbAppender CreateAppender(string table, ReadOnlySpan<DuckDbType> columns) => new(Handle, table, columns);

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private static DuckDbResult Start(nint statement, string sql)
    {
        int state = NativeMethods.PendingStreaming(statement, out nint pending);
        try
        {
            if (state != 0)
            {
                throw DuckDbException.While(Shorten(sql), Marshal.PtrToStringUTF8(NativeMethods.PendingError(pending)));
            }
            if (NativeMethods.ExecutePending(pending, out DuckDbResult result) != 0)
            {
                string? text = Marshal.PtrToStringUTF8(NativeMethods.ResultError(ref result))
                    ?? Marshal.PtrToStringUTF8(NativeMethods.PendingError(pending));
                NativeMethods.DestroyResult(ref result);
                throw DuckDbException.While(Shorten(sql), text);
            }
            return result;
        }
        finally
        {
            NativeMethods.DestroyPending(ref pending);
        }
    }

    private static void Bind(nint statement, ulong index, object value, string sql)
    {
        int state = value switch
        {
            long number => NativeMethods.BindInt64(statement, index, number),
            int number => NativeMethods.BindInt64(statement, index, number),
            ulong number => NativeMethods.BindUInt64(statement, index, number),
            string text => NativeMethods.BindVarchar(statement, index, text),
            _ => throw new ArgumentException($"A parameter of type {value.GetType()} is not supported.", nameof(value)),
        };
        if (state != 0)
        {
            throw new DuckDbException($"Parameter {index} of {Shorten(sql)} could not be bound.");
        }
    }

    internal static string Shorten(string sql) => sql.Length <= 120 ? sql : string.Concat(sql.AsSpan(0, 120), "…");
}
