using System.Buffers;
using Isobar.Server.Configuration;
using Microsoft.Win32.SafeHandles;

namespace Isobar.Server.Sources;

/// <summary>Finds logs in folders: those that a pattern matches, and those that were moved or copied by a rotation.</summary>
internal static class LogFiles
{
    private static readonly string[] s_compressed = [".gz", ".zst", ".bz2", ".xz", ".lz4", ".zip"];

    private static readonly SearchValues<char> s_numberCharacters = SearchValues.Create("0123456789.-_T");

    /// <summary>How often a folder is searched again while its files are being renamed: a rotation renames its files within milliseconds, then rests for seconds at least.</summary>
    private const int MaximumSearches = 20;

    private static readonly EnumerationOptions s_within = new() { IgnoreInaccessible = true, AttributesToSkip = 0 };

    private static readonly EnumerationOptions s_across = new() { IgnoreInaccessible = true, AttributesToSkip = 0, RecurseSubdirectories = true };

    /// <summary>Whether a path is a pattern rather than one file.</summary>
    public static bool IsPattern(string path) => path.AsSpan().ContainsAny('*', '?') && !File.Exists(path);

    /// <summary>Whether the name says that a file is compressed: such a file does not grow, it is for replay.</summary>
    public static bool IsCompressed(string path) => s_compressed.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>The files that a pattern matches.</summary>
    public static IEnumerable<string> Matching(string pattern)
    {
        if (!IsPattern(pattern))
        {
            return [pattern];
        }
        // The part before the first wildcard is a folder that all matches lie in.
        int wildcard = pattern.AsSpan().IndexOfAny('*', '?');
        string folder = pattern[..(pattern.LastIndexOf('/', wildcard) + 1)];
        if (!Directory.Exists(folder))
        {
            return [];
        }
        FileGlob glob = new(pattern);
        bool across = pattern.AsSpan(wildcard).Contains('/');
        return Directory.EnumerateFiles(folder, "*", across ? s_across : s_within).Where(glob.Matches);
    }

    /// <summary>
    /// Opens the file of a checkpoint where it is now: under its old name, under another name in its folder, or as a copy of it there (a rotation that copies and
    /// truncates). Null when it is nowhere.
    /// </summary>
    /// <param name="checkpoint">What was followed.</param>
    /// <param name="isTaken">Whether a file of this device and inode is followed already.</param>
    public static (string Path, SafeFileHandle Handle)? Reopen(FileCheckpoint checkpoint, Func<FileStatus, bool> isTaken)
    {
        (string Path, SafeFileHandle Handle)? found = null;
        Search(
            checkpoint.Path,
            siblings => found = Find(checkpoint, [(checkpoint.Path, FileStatus.Of(checkpoint.Path)), .. siblings]) ?? Copy(siblings, checkpoint.Identity, checkpoint.ReadOffset, isTaken),
            () => found is not null);
        return found;
    }

    /// <summary>Opens the copy of a file that was truncated; null when there is none.</summary>
    /// <param name="path">The file that was truncated.</param>
    /// <param name="identity">What it was.</param>
    /// <param name="atLeast">Bytes of it that were read, so that the copy must have.</param>
    /// <param name="isTaken">Whether a file of this device and inode is followed already.</param>
    public static (string Path, SafeFileHandle Handle)? FindCopy(string path, FileIdentity identity, long atLeast, Func<FileStatus, bool> isTaken)
    {
        (string Path, SafeFileHandle Handle)? found = null;
        Search(path, siblings => found = Copy(siblings, identity, atLeast, isTaken), () => found is not null);
        return found;
    }

    /// <summary>Hands over what rotations have made of a log that was not followed and was written after a time, in the order of writing.</summary>
    /// <param name="time">The time.</param>
    /// <param name="path">The log.</param>
    /// <param name="isTaken">Whether a file of this device and inode is followed already.</param>
    /// <param name="follow">Follows a file; called again for what turns up when a rotation happens meanwhile.</param>
    public static void FollowRotatedSince(FileTime time, string path, Func<FileStatus, bool> isTaken, Action<string> follow) => Search(
        path,
        siblings =>
        {
            foreach ((string rotated, FileStatus? _) in siblings
                .Where(file => file.Status is { } status && IsRotationOf(file.Path, path) && status.Modified.CompareTo(time) > 0 && !isTaken(status))
                .OrderBy(file => file.Status!.Value.Modified))
            {
                follow(rotated);
            }
        },
        () => false);

    /// <summary>
    /// Searches the other files of a log's folder. While a rotation renames one file after the other, a listing may pass over a file, and a name stand for another file when it is opened: the
    /// search counts only when names stood for the same files before and after.
    /// </summary>
    private static void Search(string path, Action<List<(string Path, FileStatus? Status)>> search, Func<bool> isFound)
    {
        List<(string Path, FileStatus? Status)> before = Siblings(path);
        for (int searches = 0; searches < MaximumSearches; searches++)
        {
            search(before);
            List<(string Path, FileStatus? Status)> after = Siblings(path);
            if (isFound() || after.Select(NameAndFile).SequenceEqual(before.Select(NameAndFile)))
            {
                return;
            }
            before = after;
        }
    }

    private static (string Path, ulong? Device, ulong? Inode) NameAndFile((string Path, FileStatus? Status) file) => (file.Path, file.Status?.Device, file.Status?.Inode);

    private static (string Path, SafeFileHandle Handle)? Find(FileCheckpoint checkpoint, IEnumerable<(string Path, FileStatus? Status)> files)
    {
        foreach ((string path, FileStatus? known) in files)
        {
            if (known is { } status
                && status.Inode == checkpoint.Identity.Inode && status.Device == checkpoint.Identity.Device && status.Length >= checkpoint.ReadOffset
                && Open(path, (handle, opened) => checkpoint.Identity.IsSameFile(handle, opened)) is { } found)
            {
                return (path, found);
            }
        }
        return null;
    }

    private static (string Path, SafeFileHandle Handle)? Copy(
        IEnumerable<(string Path, FileStatus? Status)> siblings, FileIdentity identity, long atLeast, Func<FileStatus, bool> isTaken)
    {
        if (identity.HeadBytes == 0)
        {
            return null;
        }
        foreach ((string sibling, FileStatus? known) in siblings)
        {
            if (known is { } status && status.Length >= atLeast && !isTaken(status)
                && Open(sibling, (handle, opened) => opened.Inode != identity.Inode && !isTaken(opened) && identity.BeginsTheSame(handle)) is { } found)
            {
                return (sibling, found);
            }
        }
        return null;
    }

    /// <summary>The other files of a log's folder that are not compressed, by name.</summary>
    private static List<(string Path, FileStatus? Status)> Siblings(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        return !Directory.Exists(folder)
            ? []
            : [.. Directory.EnumerateFiles(folder, "*", s_within).Where(file => file != path && !IsCompressed(file)).Order(StringComparer.Ordinal).Select(file => (file, FileStatus.Of(file)))];
    }

    /// <summary>Whether a name is what rotation makes of another: a number or date behind it, or before its extension.</summary>
    public static bool IsRotationOf(string rotated, string path)
    {
        ReadOnlySpan<char> file = Path.GetFileName(rotated.AsSpan());
        string extension = Path.GetExtension(path), stem = Path.GetFileNameWithoutExtension(path);
        if (!file.StartsWith(stem))
        {
            return false;
        }
        ReadOnlySpan<char> rest = file[stem.Length..];
        ReadOnlySpan<char> number = rest.StartsWith(extension) ? rest[extension.Length..] : rest.EndsWith(extension) ? rest[..^extension.Length] : "?";
        return number.Length > 1 && number[0] is '.' or '-' or '_' && !number.ContainsAnyExcept(s_numberCharacters);
    }

    private static SafeFileHandle? Open(string path, Func<SafeFileHandle, FileStatus, bool> isWanted)
    {
        try
        {
            SafeFileHandle? handle = TailedFile.TryOpen(path);
            if (handle is not null && !isWanted(handle, FileStatus.Of(handle)))
            {
                handle.Dispose();
                return null;
            }
            return handle;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A neighbour that we may not read is none of ours.
            return null;
        }
    }
}
