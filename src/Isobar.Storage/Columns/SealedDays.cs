using System.Globalization;
using Isobar.Storage.DuckDb;
using Isobar.Storage.Measurements;

namespace Isobar.Storage.Columns;

/// <summary>
/// The sealed days as `day_files` of the hot file lists them. Files that it does not list are leavings of an interrupted roll-over or retention and
/// are never read. Only where the hot file itself was lost or set back are the days' files taken up as they are found.
/// </summary>
internal sealed class SealedDays(string folder)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<(string Kind, long Day), SealedDay> _days = [];

    // Days whose files are attached, by file, with what is known of them from then on.
    private readonly Dictionary<string, SealedDay> _attached = [];

    /// <summary>The folder of the days' files.</summary>
    public string Folder { get; } = folder;

    /// <summary>The listed days, in order of kind and day.</summary>
    public IReadOnlyList<SealedDay> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _days.Values];
            }
        }
    }

    /// <summary>The whole path of a day's file.</summary>
    public string PathOf(SealedDay day) => Path.Combine(Folder, day.File);

    /// <summary>The file of a day, or null.</summary>
    public SealedDay? Find(ColumnTable table, long day)
    {
        lock (_lock)
        {
            return _days.GetValueOrDefault((table.Name, day));
        }
    }

    /// <summary>
    /// Reads the list and reports listed files that are gone. Files that it does not list are deleted where the list is trusted. Where the hot file is
    /// new, or older than the commits that were acknowledged, they may hold the only copy of their rows, and are taken up instead.
    /// </summary>
    public void Load(DuckDbConnection connection, bool trusted, IncidentLog incidents)
    {
        lock (_lock)
        {
            _days.Clear();
            _attached.Clear();
            foreach (SealedDay day in ReadList(connection))
            {
                if (File.Exists(PathOf(day)))
                {
                    _days.Add(KeyOf(day), day);
                }
                else
                {
                    Delete(connection, day);
                    incidents.Add(new(PathOf(day), $"The file of a sealed day is gone, and with it {day.Rows} rows. The day reads as empty from now on."));
                }
            }
            HashSet<string> listed = [.. _days.Values.Select(day => day.File)];
            List<string> unlisted = [.. Directory.EnumerateFiles(Folder).Select(path => Path.GetFileName(path)!)
                .Where(name => SealedDay.IsOurs(name) && !listed.Contains(name))];
            if (!trusted)
            {
                TakeUp(connection, unlisted, incidents);
            }
            foreach (string name in unlisted)
            {
                if (!_days.Values.Any(day => day.File == name))
                {
                    File.Delete(Path.Combine(Folder, name));
                }
            }
        }
    }

    /// <summary>A kind's days that overlap a range, attached. The caller holds a pass of the gate, so none is detached meanwhile.</summary>
    public List<SealedDay> Attach(DuckDbConnection connection, ColumnTable table, long from, long to)
    {
        lock (_lock)
        {
            var found = new List<SealedDay>();
            foreach (SealedDay day in _days.Values)
            {
                if (day.Table == table && day.Start < to && day.End > from)
                {
                    AttachOne(connection, day);
                    SealedDay known = _attached[day.File];
                    found.Add(day with { Version = known.Version, HasUnnamed = known.HasUnnamed });
                }
            }
            return found;
        }
    }

    /// <summary>Writes a day into the list of the hot file, in the caller's transaction.</summary>
    public static void Insert(DuckDbConnection connection, SealedDay day)
    {
        Delete(connection, day);
        connection.ExecuteNonQuery("INSERT INTO day_files VALUES (?, ?, ?, ?, ?)", day.Table.Name, day.Day, day.File, day.Rows, day.LastCommit);
    }

    /// <summary>Takes a day off the list of the hot file, in the caller's transaction.</summary>
    public static void Delete(DuckDbConnection connection, SealedDay day) =>
        connection.ExecuteNonQuery("DELETE FROM day_files WHERE kind = ? AND day = ?", day.Table.Name, day.Day);

    /// <summary>Deletes the rows of the hot file that a day's file holds, in the caller's transaction.</summary>
    public static void DeleteHot(DuckDbConnection connection, SealedDay day)
    {
        foreach (string name in day.Table.Names)
        {
            connection.ExecuteNonQuery(
                $"DELETE FROM {name} WHERE commit_no <= ? AND {day.Table.TimeColumn} >= ? AND {day.Table.TimeColumn} < ?", day.LastCommit, day.Start, day.End);
        }
    }

    /// <summary>Takes a day's new file in place of its old one, once the hot file's transaction has committed.</summary>
    public void Replace(DuckDbConnection connection, SealedDay day)
    {
        lock (_lock)
        {
            if (_days.TryGetValue(KeyOf(day), out SealedDay? old))
            {
                Detach(connection, old);
            }
            _days[KeyOf(day)] = day;
        }
    }

    /// <summary>Forgets a day, once the hot file's transaction has committed.</summary>
    public void Remove(DuckDbConnection connection, SealedDay day)
    {
        lock (_lock)
        {
            Detach(connection, day);
            _days.Remove(KeyOf(day));
        }
    }

    /// <summary>
    /// Lists the days' files that can be read and are newer than what is listed. A file holds all rows of its day up to its last commit, so those are
    /// deleted from the hot file. All is one transaction: a crash leads here again, and never to files that no list names.
    /// </summary>
    private void TakeUp(DuckDbConnection connection, IEnumerable<string> names, IncidentLog incidents)
    {
        var found = new List<SealedDay>();
        string folderId = "";
        // The later writing of a day first: it holds all rows of the earlier, which serves only where the later cannot be read.
        foreach (SealedDay day in names.Select(Parse).OfType<SealedDay>().OrderBy(KeyOf).ThenByDescending(day => day.Generation))
        {
            bool superseded = _days.TryGetValue(KeyOf(day), out SealedDay? known) && known.Generation > day.Generation;
            if (!superseded && TryRead(connection, day, incidents, ref folderId) is SealedDay whole)
            {
                if (known is not null)
                {
                    Detach(connection, known);
                }
                _days[KeyOf(day)] = whole;
                found.Add(whole);
            }
        }
        if (found.Count == 0)
        {
            return;
        }
        using DuckDbTransaction transaction = connection.BeginTransaction();
        foreach (SealedDay day in found)
        {
            Insert(connection, day);
            DeleteHot(connection, day);
            connection.ExecuteNonQuery(
                $"INSERT INTO city_networks SELECT * FROM {day.Catalog}.city_networks WHERE id NOT IN (SELECT id FROM city_networks)");
        }
        connection.ExecuteNonQuery("UPDATE meta SET last_commit = greatest(last_commit, (SELECT max(last_commit) FROM day_files))");
        connection.ExecuteNonQuery("UPDATE meta SET folder_id = ? WHERE folder_id = ''", folderId);
        transaction.Commit();
    }

    private SealedDay? TryRead(DuckDbConnection connection, SealedDay day, IncidentLog incidents, ref string folderId)
    {
        try
        {
            AttachOne(connection, day);
            using DuckDbDataReader reader = connection.ExecuteReader(
                $"""
                SELECT row_count, last_commit, folder_id, (SELECT bit_xor(hash(n)) FROM {day.Catalog}.city_networks n)
                FROM {day.Catalog}.day_facts WHERE day = ?
                """,
                day.Day);
            if (!reader.ReadChunk())
            {
                throw new DuckDbException($"Corrupt day file: {day.File} does not say that it holds day {day.Day}.");
            }
            folderId = reader.GetString(2, 0);
            return day with { Rows = reader.Column<long>(0)[0], LastCommit = reader.Column<long>(1)[0] };
        }
        catch (DuckDbException error)
        {
            Detach(connection, day);
            string aside = FileOperations.SetAside(PathOf(day));
            incidents.Add(new(PathOf(day), $"The file of a sealed day cannot be read and was set aside as {aside}: {error.Message}"));
            return null;
        }
    }

    private static SealedDay? Parse(string name) =>
        SealedDay.TryParseName(name, out ColumnTable? table, out DateOnly date, out _) ? new(table, SealedDay.DayOf(date), name, 0, 0) : null;

    private static (string Kind, long Day) KeyOf(SealedDay day) => (day.Table.Name, day.Day);

    private void AttachOne(DuckDbConnection connection, SealedDay day)
    {
        if (!_attached.ContainsKey(day.File))
        {
            connection.ExecuteNonQuery($"ATTACH {Quote(PathOf(day))} AS {day.Catalog} (READ_ONLY)");
            // Before it is asked: from here on it must be detached before it is deleted, whatever comes.
            _attached[day.File] = day;
            SealedDay known = day with { Version = DayFileVersion.Of(connection, day) };
            _attached[day.File] = known with { HasUnnamed = known.HasRollUps && MeasurementRollUps.HaveUnnamed(connection, known) };
        }
    }

    private void Detach(DuckDbConnection connection, SealedDay day)
    {
        if (_attached.Remove(day.File))
        {
            connection.ExecuteNonQuery($"DETACH {day.Catalog}");
        }
    }

    /// <summary>A text as an SQL literal (ATTACH takes no parameters).</summary>
    public static string Quote(string text) => string.Create(CultureInfo.InvariantCulture, $"'{text.Replace("'", "''", StringComparison.Ordinal)}'");

    private static List<SealedDay> ReadList(DuckDbConnection connection)
    {
        var list = new List<SealedDay>();
        using DuckDbDataReader reader = connection.ExecuteReader("SELECT kind, day, file, row_count, last_commit FROM day_files ORDER BY kind, day");
        while (reader.ReadChunk())
        {
            for (int row = 0; row < reader.Count; row++)
            {
                string kind = reader.GetString(0, row);
                ColumnTable table = Array.Find(ColumnSchema.Tables, table => table.Name == kind)
                    ?? throw new DuckDbException($"Corrupt list of days: there is no kind `{kind}`.");
                list.Add(new(table, reader.Column<long>(1)[row], reader.GetString(2, row), reader.Column<long>(3)[row], reader.Column<long>(4)[row]));
            }
        }
        return list;
    }
}
