using Isobar.Storage.DuckDb;
using Isobar.Storage.Measurements;

namespace Isobar.Storage.Columns;

/// <summary>
/// Writes the rows of one kind and UTC day into a file of their own: sorted rows, the names they need, roll-ups of measurements, and what the file is. It is written under a temporary name, synced and
/// renamed, so that a file with a day's name is always whole.
/// </summary>
internal static class DayFileWriter
{
    /// <summary>Writes a day from its rows and gives its entry for the list; nothing lists it yet.</summary>
    public static SealedDay Write(
        DuckDbConnection connection, string folder, long day, int generation, ColumnRange range, Action<FaultPoint>? faults)
    {
        try
        {
            return Write(connection, folder, day, generation, range, range.Table == ColumnSchema.Measurements, faults);
        }
        catch (DuckDbException error) when (error.IsOutOfRange)
        {
            // Roll-ups are in 64 bits. Rows that they do not fit are summed one by one whenever they are asked for.
            return Write(connection, folder, day, generation, range, false, faults);
        }
    }

    private static SealedDay Write(
        DuckDbConnection connection, string folder, long day, int generation, ColumnRange range, bool withRollUps, Action<FaultPoint>? faults)
    {
        ColumnTable table = range.Table;
        string name = SealedDay.FileName(table, day, generation);
        string path = Path.Combine(folder, name), fresh = path + ".new";
        // An attempt that failed while the process lived on.
        File.Delete(fresh);
        File.Delete(fresh + ".wal");
        File.Delete(path);
        long count;
        connection.ExecuteNonQuery($"ATTACH {SealedDays.Quote(fresh)} AS writing");
        try
        {
            using DuckDbTransaction transaction = connection.BeginTransaction();
            connection.ExecuteNonQuery(
                $"CREATE TABLE writing.{table.Name} AS SELECT {table.Select} FROM {range.LatestRows()} ORDER BY {table.DayOrder}");
            if (table.Companion.Length > 0)
            {
                connection.ExecuteNonQuery(
                    $"CREATE TABLE writing.{table.Companion} AS SELECT {table.Select} FROM {range.CompanionRows()} ORDER BY {table.DayOrder}, {ColumnSchema.FamiliesColumn}");
            }
            string named = table.HasCityNetworks ? $"id IN (SELECT city_network FROM writing.{table.Name})" : "false";
            connection.ExecuteNonQuery($"CREATE TABLE writing.city_networks AS SELECT * FROM city_networks WHERE {named}");
            count = connection.ExecuteInt64($"SELECT count(*) FROM writing.{table.Name}") ?? 0;
            if (withRollUps)
            {
                MeasurementRollUps.Write(connection, "writing", count);
            }
            connection.ExecuteNonQuery($"""
                CREATE TABLE writing.day_facts AS
                SELECT {(table != ColumnSchema.Measurements ? DayFileVersion.Rows : withRollUps ? DayFileVersion.FamilyRollUps : DayFileVersion.Families)} AS version, CAST({day} AS BIGINT) AS day, CAST({count} AS BIGINT) AS row_count,
                  CAST({range.Committed} AS BIGINT) AS last_commit, folder_id FROM meta
                """);
            transaction.Commit();
            connection.ExecuteNonQuery("CHECKPOINT writing");
        }
        finally
        {
            connection.ExecuteNonQuery("DETACH writing");
        }
        FileOperations.Sync(fresh);
        faults?.Invoke(FaultPoint.DayWritten);
        File.Move(fresh, path);
        FileOperations.SyncFolder(folder);
        faults?.Invoke(FaultPoint.DayRenamed);
        return new SealedDay(table, day, name, count, range.Committed);
    }
}
