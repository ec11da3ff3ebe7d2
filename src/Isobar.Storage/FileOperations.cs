using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Isobar.Storage;

/// <summary>What the framework's file classes lack: durable renames, folders of one's own, and setting broken files aside.</summary>
public static partial class FileOperations
{
    private const int ReadOnly = 0;

    /// <summary>Creates a data folder that its owner alone may read, unless it is there.</summary>
    /// <exception cref="StorageException">It cannot be created.</exception>
    public static void CreatePrivateFolder(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The data folder {path} cannot be created: {error.Message}", error);
        }
    }

    /// <summary>Writes what the kernel still holds of the file to the disk.</summary>
    public static void Sync(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>Makes the names in a folder durable (POSIX: a rename survives power loss only once its folder is synced; .NET cannot open folders).</summary>
    public static void SyncFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        int descriptor = Open(path, ReadOnly);
        if (descriptor < 0)
        {
            throw new IOException($"The folder {path} cannot be opened for syncing (errno {Marshal.GetLastPInvokeError()}).");
        }
        int result = Fsync(descriptor);
        int error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (result != 0)
        {
            throw new IOException($"The folder {path} cannot be synced (errno {error}).");
        }
    }

    /// <summary>
    /// Reads a small file that another process holds locked: the framework takes a shared lock for every file it opens, which the other's forbids.
    /// Null when it cannot be opened.
    /// </summary>
    public static string? ReadLocked(string path)
    {
        using var file = new SafeFileHandle(OperatingSystem.IsWindows() ? -1 : Open(path, ReadOnly), ownsHandle: true);
        if (file.IsInvalid)
        {
            return null;
        }
        byte[] bytes = new byte[4_096];
        return Encoding.UTF8.GetString(bytes, 0, RandomAccess.Read(file, bytes, 0));
    }

    /// <summary>Renames a broken file to `NAME.corrupt-N`, the first N that is free, and gives the new path.</summary>
    public static string SetAside(string path)
    {
        for (int n = 1; ; n++)
        {
            string aside = $"{path}.corrupt-{n}";
            if (!File.Exists(aside))
            {
                File.Move(path, aside);
                return aside;
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
