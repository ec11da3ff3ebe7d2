using System.Buffers;
using Isobar.Server.Configuration;
using Microsoft.Win32.SafeHandles;

namespace Isobar.Server.Sources;

/// <summary>Finds logs in folders: those that a pattern matches, and those that were moved or copied by a rotation.</summary>
internal static class LogFiles
{
    private static readonly string[] s_compressed = [".gz", ".zst", ".bz2", ".xz", ".lz4", ".zip"];

    private static readonly SearchValues<char> s_numberCharacters = SearchValues.Create("0123456789.-_T");

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
        IEnumerable<string> byInode = Siblings(checkpoint.Path).Prepend(checkpoint.Path);
        foreach (string path in byInode)
        {
            if (FileStatus.Of(path) is { } status
                && status.Inode == checkpoint.Identity.Inode && status.Device == checkpoint.Identity.Device && status.Length >= checkpoint.ReadOffset
                && Open(path, (handle, opened) => checkpoint.Identity.IsSameFile(handle, opened)) is { } found)
            {
                return (path, found);
            }
        }
        return FindCopy(checkpoint.Path, checkpoint.Identity, checkpoint.ReadOffset, isTaken);
    }

    /// <summary>Opens the copy of a file that was truncated; null when there is none.</summary>
    /// <param name="path">The file that was truncated.</param>
    /// <param name="identity">What it was.</param>
    /// <param name="atLeast">Bytes of it that were read, so that the copy must have.</param>
    /// <param name="isTaken">Whether a file of this device and inode is followed already.</param>
    public static (string Path, SafeFileHandle Handle)? FindCopy(string path, FileIdentity identity, long atLeast, Func<FileStatus, bool> isTaken)
    {
        if (identity.HeadBytes == 0)
        {
            return null;
        }
        foreach (string sibling in Siblings(path))
        {
            if (FileStatus.Of(sibling) is { } status && status.Length >= atLeast && !isTaken(status)
                && Open(sibling, (handle, opened) => opened.Inode != identity.Inode && identity.BeginsTheSame(handle)) is { } found)
            {
                return (sibling, found);
            }
        }
        return null;
    }

    /// <summary>What rotations have made of a log that was not followed and was written after a time, in the order of writing.</summary>
    public static IEnumerable<string> RotatedSince(FileTime time, string path, Func<FileStatus, bool> isTaken) =>
        Siblings(path)
            .Where(file => IsRotationOf(file, path))
            .Select(file => (Path: file, Status: FileStatus.Of(file)))
            .Where(file => file.Status is { } status && status.Modified.CompareTo(time) > 0 && !isTaken(status))
            .OrderBy(file => file.Status!.Value.Modified)
            .Select(file => file.Path);

    /// <summary>The other files of a log's folder that are not compressed.</summary>
    private static IEnumerable<string> Siblings(string path)
    {
        string folder = Path.GetDirectoryName(path)!;
        return !Directory.Exists(folder)
            ? []
            : Directory.EnumerateFiles(folder, "*", s_within).Where(file => file != path && !IsCompressed(file)).Order(StringComparer.Ordinal);
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
