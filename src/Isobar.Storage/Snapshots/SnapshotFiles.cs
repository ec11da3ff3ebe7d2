using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Isobar.Storage.Snapshots;

/// <summary>
/// The files of large snapshots. One is written and synced under a name of its own before the control store names it, and the one it replaces is unlinked
/// after; files that the control store does not name are leavings of a kill between, and are deleted at start.
/// </summary>
internal sealed partial class SnapshotFiles
{
    /// <summary>Name of the folder inside the data folder.</summary>
    public const string FolderName = "snapshots";

    /// <summary>Up to this many bytes a snapshot lies in the control store: two syncs of a file and its folder cost more than its pages in the log.</summary>
    public const int LargestInline = 65_536;

    private const int BufferSize = 1 << 20;

    /// <summary>Opens or creates the folder.</summary>
    public SnapshotFiles(string dataFolder)
    {
        Folder = Path.Combine(dataFolder, FolderName);
        Directory.CreateDirectory(Folder);
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>The whole path of a file.</summary>
    public string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>Makes the entries of a commit, with their files written and synced.</summary>
    public IReadOnlyList<SnapshotEntry> Write(IReadOnlyList<Snapshot> snapshots, long number)
    {
        var entries = new List<SnapshotEntry>(snapshots.Count);
        try
        {
            foreach (Snapshot snapshot in snapshots)
            {
                entries.Add(snapshot.Value is ReadOnlyMemory<byte> value && value.Length <= LargestInline
                    ? new(snapshot.Name, number, value.Length, SHA256.HashData(value.Span), null, value.ToArray())
                    : WriteFile(snapshot, number));
            }
            if (entries.Exists(entry => entry.File is not null))
            {
                FileOperations.SyncFolder(Folder);
            }
            return entries;
        }
        catch
        {
            Delete(entries.Select(entry => entry.File));
            throw;
        }
    }

    /// <summary>Unlinks files. What cannot be unlinked now is at the next start, as nothing names it.</summary>
    public void Delete(IEnumerable<string?> files)
    {
        foreach (string file in files.OfType<string>())
        {
            try
            {
                File.Delete(PathOf(file));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Only room is lost, and only until the next start.
            }
        }
    }

    /// <summary>Deletes the files that no entry names.</summary>
    public void DeleteAllBut(IReadOnlySet<string> named) => Delete(
        Directory.EnumerateFiles(Folder).Select(path => Path.GetFileName(path)).Where(name => FilePattern().IsMatch(name) && !named.Contains(name)));

    private SnapshotEntry WriteFile(Snapshot snapshot, long number)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{snapshot.Name}.{number}.bin");
        try
        {
            using var file = new FileStream(PathOf(name), FileMode.Create, FileAccess.Write, FileShare.None, BufferSize);
            using var hash = SHA256.Create();
            using (var hashed = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
            {
                snapshot.WriteTo(hashed);
            }
            file.Flush(flushToDisk: true);
            return new(snapshot.Name, number, file.Length, hash.Hash!, name, null);
        }
        catch
        {
            Delete([name]);
            throw;
        }
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]*\.\d{1,19}\.bin$", RegexOptions.CultureInvariant)]
    private static partial Regex FilePattern();
}
