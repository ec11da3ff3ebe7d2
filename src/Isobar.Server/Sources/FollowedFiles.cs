using Microsoft.Win32.SafeHandles;

namespace Isobar.Server.Sources;

/// <summary>
/// Which files of a source are followed: those that its patterns match, those that rotation has moved away until they are read to their end, and the copies of those
/// that were truncated. In the order of reading, so those written first in front.
/// </summary>
internal sealed class FollowedFiles : IDisposable
{
    /// <summary>Files that may be open at once: a quarter of what a process may usually open.</summary>
    public const int Limit = 256;

    /// <summary>How long a file is read on after rotation moved it: servers go on writing to it until they are told to reopen their logs.</summary>
    public static readonly TimeSpan Linger = TimeSpan.FromSeconds(60);

    /// <summary>How often folders are searched for files that match a pattern.</summary>
    private static readonly TimeSpan s_searchInterval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan s_missingAfter = TimeSpan.FromSeconds(5);

    private readonly LogSource _source;
    private readonly SourceCounters _counters;
    private readonly List<TailedFile> _files = [];
    private readonly SortedDictionary<string, string> _faults = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _compressed = new(StringComparer.Ordinal);
    private List<string> _matches = [];
    private DateTimeOffset? _presentAt;
    private DateTimeOffset _searchedAt = DateTimeOffset.MinValue;

    public FollowedFiles(LogSource source, SourceCounters counters)
    {
        _source = source;
        _counters = counters;
    }

    /// <summary>The files, in the order of reading.</summary>
    public IReadOnlyList<TailedFile> All => _files;

    /// <summary>Files that cannot be followed, with the reason.</summary>
    public IEnumerable<string> Faults => _faults.Values;

    /// <summary>Whether a file has not been in a checkpoint yet, or had too few bytes to be known again by them.</summary>
    public bool HasUnknown => _files.Exists(file => file.HasUnknownIdentity);

    /// <summary>Files that the patterns match and that are not followed since they are compressed; they are for replay.</summary>
    public IReadOnlyCollection<string> Compressed => _compressed;

    /// <summary>Finds the files of a checkpoint again, and those that rotations have put between them and the present ones.</summary>
    public void Restore(IReadOnlyList<FileCheckpoint> checkpoints, DateTimeOffset now)
    {
        foreach (FileCheckpoint checkpoint in checkpoints)
        {
            if (LogFiles.Reopen(checkpoint, IsFollowed) is not (string path, SafeFileHandle handle))
            {
                _counters.LostFiles += checkpoint.ResumeOffset < checkpoint.ReadOffset ? 1 : 0;
                continue;
            }
            TailedFile file = new(path, handle) { GrewAt = now };
            file.Resume(checkpoint);
            _files.Add(file);
        }
        // All of the checkpoint first: what none of it claims, and is newer, was made while nobody looked.
        foreach (string path in _source.Files)
        {
            FileTime[] known = [.. checkpoints.Where(file => IsOf(path, file.Path)).Select(file => file.Modified)];
            if (known.Length > 0)
            {
                FollowRotated(path, known.Max(), now);
            }
        }
    }

    /// <summary>Looks for files that have appeared, and for those that were moved away.</summary>
    public void Discover(DateTimeOffset now)
    {
        if (now - _searchedAt >= s_searchInterval || !_source.Files.Any(LogFiles.IsPattern))
        {
            _searchedAt = now;
            _matches = [.. _source.Files.SelectMany(LogFiles.Matching).Distinct(StringComparer.Ordinal)];
        }
        _faults.Clear();
        HashSet<TailedFile> present = [];
        List<(string Path, FileStatus Status)> appeared = [];
        foreach (string path in _matches)
        {
            if (Refuses(path) || FileStatus.Of(path) is not { } status)
            {
                continue;
            }
            TailedFile? known = _files.Find(file => !file.IsClosed && IsInode(file, status));
            if (known is null)
            {
                appeared.Add((path, status));
                continue;
            }
            known.Path = path;
            known.HasEnded = false;
            present.Add(known);
        }
        foreach (TailedFile file in _files.Where(file => !file.HasEnded && !present.Contains(file)).ToList())
        {
            file.HasEnded = true;
            file.GrewAt = now;
            _counters.Rotations++;
            FollowRotated(file.Path, file.Modified, now);
        }
        foreach ((string path, FileStatus _) in appeared.OrderBy(file => file.Status.Modified).ThenBy(file => file.Path, StringComparer.Ordinal))
        {
            present.UnionWith(Follow(path, now) is { } file ? [file] : []);
        }
        NoteMissing(present.Count == 0, now);
    }

    /// <summary>Looks whether files have grown; where one was truncated, its copy is read on in its place, and the file itself from its start.</summary>
    public void Look(DateTimeOffset now)
    {
        for (int i = 0; i < _files.Count; i++)
        {
            TailedFile file = _files[i];
            FileTime modified = file.Modified;
            long length = file.Length;
            if (file.Look())
            {
                file.GrewAt = file.Length > length ? now : file.GrewAt;
                if (length == 0 && file.Modified != modified)
                {
                    // Nothing tells an empty file from one that was filled, copied and emptied since.
                    FollowRotated(file.Path, modified, now);
                }
                continue;
            }
            _counters.Rotations++;
            _files.RemoveAt(i);
            List<TailedFile> successors = [.. Successors(file, now)];
            _files.InsertRange(i, successors);
            i += successors.Count - 1;
            file.Dispose();
            FollowRotated(file.Path, modified, now);
        }
    }

    /// <summary>Closes a file that was moved away when nothing has come for a while.</summary>
    public static void FinishIfQuiet(TailedFile file, DateTimeOffset now, byte[] buffer, LineTaker take)
    {
        if (file.HasEnded && file.IsCaughtUp && now - file.GrewAt >= Linger)
        {
            file.Finish(buffer, take);
        }
    }

    /// <summary>What a restart needs; files that are closed and of which all windows are sealed are forgotten.</summary>
    public IReadOnlyList<FileCheckpoint> Checkpoint(long firstOpenWindow)
    {
        foreach (TailedFile file in _files)
        {
            file.Windows.ForgetBefore(firstOpenWindow);
        }
        _files.RemoveAll(file => file.IsClosed && !file.Windows.HasFrom(firstOpenWindow));
        return [.. _files.Select(file => file.Checkpoint(firstOpenWindow))];
    }

    /// <inheritdoc/>
    public void Dispose() => _files.ForEach(file => file.Dispose());

    private static bool IsInode(TailedFile file, in FileStatus status) =>
        file.Identity.Inode == status.Inode && file.Identity.Device == status.Device;

    private bool IsFollowed(FileStatus status) => _files.Exists(file => !file.IsClosed && IsInode(file, status));

    /// <summary>Between the renaming of a file and its making anew nothing is there for a moment: that is not told.</summary>
    private void NoteMissing(bool isMissing, DateTimeOffset now)
    {
        _presentAt = isMissing ? _presentAt : now;
        if (isMissing && (_presentAt is not { } last || now - last >= s_missingAfter))
        {
            string missing = string.Join(", ", _source.Files);
            _faults[missing] = $"there is no file {missing}; it is read as soon as it is there";
        }
    }

    /// <summary>Follows what rotations have made without our seeing it, of the log that a file is or was, since a time.</summary>
    private void FollowRotated(string file, FileTime since, DateTimeOffset now)
    {
        foreach (string log in _source.Files.Where(log => IsOf(log, file)))
        {
            LogFiles.FollowRotatedSince(since, log, IsFollowed, rotated =>
            {
                if (Follow(rotated, now) is { } followed)
                {
                    followed.HasEnded = true;
                    _counters.Rotations++;
                }
            });
        }
    }

    private static bool IsOf(string log, string file) => file == log || LogFiles.IsRotationOf(file, log);

    private IEnumerable<TailedFile> Successors(TailedFile truncated, DateTimeOffset now)
    {
        if (LogFiles.FindCopy(truncated.Path, truncated.Identity, truncated.ReadOffset, IsFollowed) is (string path, SafeFileHandle handle))
        {
            TailedFile copy = new(path, handle) { HasEnded = true };
            copy.Continue(truncated);
            copy.GrewAt = now;
            yield return copy;
        }
        if (FileStatus.Of(truncated.Path) is { } status && !IsFollowed(status) && TailedFile.TryOpen(truncated.Path) is { } again)
        {
            yield return new TailedFile(truncated.Path, again) { GrewAt = now, HasEnded = truncated.HasEnded };
        }
    }

    /// <summary>
    /// Compressed files do not grow. A pattern such as access.log* meets what rotation has compressed, which is no fault; a compressed file that is named itself is one.
    /// </summary>
    private bool Refuses(string path)
    {
        if (!LogFiles.IsCompressed(path))
        {
            return false;
        }
        _compressed.Add(path);
        if (_source.Files.Contains(path))
        {
            _faults[path] = $"{path} is compressed and cannot grow: read it with `isobar replay`";
        }
        return true;
    }

    /// <summary>Begins to follow a file; null when it cannot be opened, is followed already, or is the copy of one that has not been truncated yet.</summary>
    private TailedFile? Follow(string path, DateTimeOffset now)
    {
        if (_files.Count(file => !file.IsClosed) >= Limit)
        {
            _faults[path] = $"{path} is not read: {Limit} files are followed at most; name fewer, and read old ones with `isobar replay`";
            return null;
        }
        try
        {
            if (TailedFile.TryOpen(path) is not { } handle)
            {
                return null;
            }
            FileStatus status = FileStatus.Of(handle);
            if (IsFollowed(status) || _files.Exists(file => file.IsCopiedBy(handle, status)))
            {
                handle.Dispose();
                return null;
            }
            TailedFile opened = new(path, handle) { GrewAt = now };
            _files.Add(opened);
            return opened;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _faults[path] = $"{path} cannot be read: {error.Message}";
            return null;
        }
    }
}
