using System.Globalization;
using System.Runtime.InteropServices;

namespace Isobar.Storage.DuckDb;

/// <summary>One database file, opened by this process alone. Connections are cheap; each serves one thread at a time.</summary>
internal sealed class DuckDbDatabase : IDisposable
{
    private readonly DuckDbDatabaseHandle _handle;

    private DuckDbDatabase(DuckDbDatabaseHandle handle) => _handle = handle;

    /// <summary>The engine's version, such as `v1.5.6`.</summary>
    public static string LibraryVersion => Marshal.PtrToStringUTF8(NativeMethods.LibraryVersion()) ?? "";

    /// <summary>Opens or creates the file. No extension is fetched or loaded by itself, so no request leaves the machine.</summary>
    public static DuckDbDatabase Open(string path, DuckDbSettings settings)
    {
        if (NativeMethods.CreateConfig(out nint config) != 0)
        {
            throw new DuckDbException("DuckDB could not create a configuration: out of memory.");
        }
        try
        {
            Set(config, "autoinstall_known_extensions", "false");
            Set(config, "autoload_known_extensions", "false");
            Set(config, "memory_limit", string.Create(CultureInfo.InvariantCulture, $"{settings.MemoryLimitMegabytes}MB"));
            Set(config, "temp_directory", settings.TempFolder ?? "");
            // Order is always asked for by ORDER BY; promising it without costs memory.
            Set(config, "preserve_insertion_order", "false");
            if (settings.Threads > 0)
            {
                Set(config, "threads", settings.Threads.ToString(CultureInfo.InvariantCulture));
            }
            if (NativeMethods.Open(path, out nint database, config, out nint error) != 0)
            {
                string? text = Marshal.PtrToStringUTF8(error);
                NativeMethods.Free(error);
                NativeMethods.Close(ref database);
                throw DuckDbException.While($"Opening {path}", text);
            }
            return new(DuckDbDatabaseHandle.Own(database));
        }
        finally
        {
            NativeMethods.DestroyConfig(ref config);
        }
    }

    /// <summary>A new connection.</summary>
    public DuckDbConnection Connect()
    {
        bool held = false;
        try
        {
            _handle.DangerousAddRef(ref held);
            if (NativeMethods.Connect(_handle.DangerousGetHandle(), out nint connection) != 0)
            {
                throw new DuckDbException("DuckDB refused a connection: the database is closed or damaged.");
            }
            return new(DuckDbConnectionHandle.Own(connection));
        }
        finally
        {
            if (held)
            {
                _handle.DangerousRelease();
            }
        }
    }

    /// <summary>Closes the file, once its last connection is closed too.</summary>
    public void Dispose() => _handle.Dispose();

    private static void Set(nint config, string name, string value)
    {
        if (NativeMethods.SetConfig(config, name, value) != 0)
        {
            throw new DuckDbException($"DuckDB does not accept {name} = {value}.");
        }
    }
}
