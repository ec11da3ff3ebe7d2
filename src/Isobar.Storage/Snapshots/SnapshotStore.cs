using System.Security.Cryptography;
using Isobar.Storage.Control;
using Microsoft.Data.Sqlite;

namespace Isobar.Storage.Snapshots;

/// <summary>The snapshots of a data folder, for reading; they are written by <see cref="DataFolder.Commit(CommitContent)"/>.</summary>
public sealed class SnapshotStore
{
    private const string Columns = "name, commit_no, length, sha256, file, value";

    private readonly ControlStore _control;
    private readonly SnapshotFiles _files;
    private readonly IncidentLog _incidents;

    internal SnapshotStore(ControlStore control, SnapshotFiles files, IncidentLog incidents)
    {
        _control = control;
        _files = files;
        _incidents = incidents;
    }

    /// <summary>
    /// Opens a snapshot for reading, checked against its hash. Null when none was kept, or when it is damaged: that is told as an incident, and what it held
    /// must be derived anew. The caller disposes the stream; it stays readable when a later commit replaces the snapshot.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="commitNumber">The commit that wrote it: the state is that after this commit.</param>
    public Stream? Open(string name, out long commitNumber)
    {
        for (SnapshotEntry? entry = Find(name); entry is not null;)
        {
            commitNumber = entry.CommitNumber;
            if (TryOpen(entry, out string? damage) is Stream stream)
            {
                return stream;
            }
            SnapshotEntry? now = Find(name);
            // A commit may have replaced it since, and unlinked its file.
            if (now?.CommitNumber == entry.CommitNumber)
            {
                _incidents.Add(new(entry.File is null ? _control.Path : _files.PathOf(entry.File), $"The snapshot `{name}` {damage} It is done without."));
                break;
            }
            entry = now;
        }
        commitNumber = 0;
        return null;
    }

    /// <summary>Lists entries in a commit's transaction and gives the names of the files that they replace.</summary>
    internal static List<string> Put(SqliteTransaction transaction, IReadOnlyList<SnapshotEntry> entries)
    {
        var replaced = new List<string>();
        foreach (SnapshotEntry entry in entries)
        {
            using (SqliteCommand command = transaction.Connection!.Command(
                transaction, "SELECT file FROM snapshots WHERE name = $name AND file IS NOT NULL", ("$name", entry.Name)))
            {
                if (command.ExecuteScalar() is string file)
                {
                    replaced.Add(file);
                }
            }
            transaction.Execute(
                $"INSERT OR REPLACE INTO snapshots ({Columns}) VALUES ($name, $number, $length, $hash, $file, $value)",
                ("$name", entry.Name), ("$number", entry.CommitNumber), ("$length", entry.Length), ("$hash", entry.Sha256), ("$file", entry.File),
                ("$value", entry.Value));
        }
        return replaced;
    }

    /// <summary>Deletes the files that no entry names.</summary>
    internal void DeleteUnlisted() => _files.DeleteAllBut(_control.Read(connection =>
        connection.Query(reader => reader.GetString(0), "SELECT file FROM snapshots WHERE file IS NOT NULL")).ToHashSet(StringComparer.Ordinal));

    private SnapshotEntry? Find(string name)
    {
        List<SnapshotEntry> found = _control.Read(connection => connection.Query(
            reader => new SnapshotEntry(
                reader.GetString(0),
                reader.GetInt64(1),
                reader.GetInt64(2),
                reader.GetFieldValue<byte[]>(3),
                reader.IsDBNull(4) ? null : reader.GetString(4),
                reader.IsDBNull(5) ? null : reader.GetFieldValue<byte[]>(5)),
            $"SELECT {Columns} FROM snapshots WHERE name = $name",
            ("$name", name)));
        return found.Count > 0 ? found[0] : null;
    }

    private Stream? TryOpen(SnapshotEntry entry, out string? damage)
    {
        Stream? stream = null;
        try
        {
            stream = entry.File is null
                ? new MemoryStream(entry.Value ?? [], writable: false)
                : new FileStream(_files.PathOf(entry.File), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            if (stream.Length == entry.Length && SHA256.HashData(stream).AsSpan().SequenceEqual(entry.Sha256))
            {
                stream.Position = 0;
                damage = null;
                return stream;
            }
            damage = $"has {stream.Length} bytes that are not the {entry.Length} that were written.";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            damage = $"cannot be read: {error.Message}";
        }
        stream?.Dispose();
        return null;
    }
}
