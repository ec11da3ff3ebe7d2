using System.Globalization;

namespace Isobar.Storage;

/// <summary>
/// One process at a time in a data folder: an advisory lock (flock) on `isobar.lock`, which says who holds it. The kernel releases it with the process,
/// however that ends, so the file may stay; it is never deleted, as that would let two processes lock two files of one name.
/// </summary>
internal sealed class DataFolderLock : IDisposable
{
    /// <summary>Name of the lock file.</summary>
    public const string FileName = "isobar.lock";

    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="StorageException">Another process has it.</exception>
    public static DataFolderLock Take(string folder, string command)
    {
        string path = Path.Combine(folder, FileName);
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new StorageException(
                $"The data folder {folder} is in use by {Holder(path)}. Stop that process, or give this command a folder of its own (--data DIR).", error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new StorageException($"The data folder {folder} cannot be written: {error.Message} Run as the user who owns it.", error);
        }
        string who = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n{command}\n");
        file.SetLength(0);
        file.Write(System.Text.Encoding.UTF8.GetBytes(who));
        file.Flush();
        return new DataFolderLock(file);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.SetLength(0);
        _file.Dispose();
    }

    private static string Holder(string path) =>
        FileOperations.ReadLocked(path)?.Split('\n') is [{ Length: > 0 } pid, string command, ..] ? $"process {pid} ({command})" : "another process";
}
