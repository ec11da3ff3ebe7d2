using Isobar.Storage.DuckDb;

namespace Isobar.Storage.Columns;

/// <summary>Opens the hot file, whatever state it is in: what is broken is set aside and told, and the store starts with what is left.</summary>
internal static class HotFile
{
    /// <summary>Opens or creates the file.</summary>
    public static DuckDbDatabase Open(string path, DuckDbSettings settings, IncidentLog incidents)
    {
        string wal = path + ".wal";
        if (!File.Exists(path) && File.Exists(wal))
        {
            incidents.Add(new(path, $"The hot measurements are gone; their log, useless alone, was set aside as {FileOperations.SetAside(wal)}."));
        }
        DuckDbException? damage = TryOpen(path, settings, out DuckDbDatabase? opened);
        if (damage is not null && File.Exists(wal))
        {
            // The file without its log is its state at the last checkpoint, so first give up as little as possible.
            incidents.Add(new(wal, "The log of the hot measurements is broken; rows since its last checkpoint are lost. It was set aside as "
                + $"{FileOperations.SetAside(wal)}: {damage.Message}"));
            damage = TryOpen(path, settings, out opened);
        }
        if (damage is not null)
        {
            SetAside(path, damage.Message, incidents);
            damage = TryOpen(path, settings, out opened);
        }
        return opened ?? throw damage!;
    }

    /// <summary>Sets the closed file and its log aside.</summary>
    public static void SetAside(string path, string reason, IncidentLog incidents)
    {
        string aside = FileOperations.SetAside(path);
        if (File.Exists(path + ".wal"))
        {
            FileOperations.SetAside(path + ".wal");
        }
        incidents.Add(new(path, "The hot measurements cannot be read; rows of days that are not sealed are lost. "
            + $"The file was set aside as {aside}: {reason}"));
    }

    private static DuckDbException? TryOpen(string path, DuckDbSettings settings, out DuckDbDatabase? opened)
    {
        DuckDbDatabase? database = null;
        opened = null;
        try
        {
            database = DuckDbDatabase.Open(path, settings);
            using DuckDbConnection connection = database.Connect();
            if (connection.ExecuteInt64("SELECT count(*) FROM duckdb_tables()") == 0)
            {
                ColumnSchema.BringForward(connection, 0);
            }
            else if (connection.ExecuteInt64("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'meta'") == 0)
            {
                throw new DuckDbException("Corrupt file: it holds tables, but not those of a column store.");
            }
            opened = database;
            database = null;
            return null;
        }
        catch (DuckDbException error) when (error.IsDamage)
        {
            return error;
        }
        finally
        {
            database?.Dispose();
        }
    }
}
