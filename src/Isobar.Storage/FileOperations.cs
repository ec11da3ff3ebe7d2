using System.Runtime.InteropServices;

namespace Isobar.Storage;

/// <summary>What the framework's file classes lack: durable renames, and setting broken files aside.</summary>
internal static partial class FileOperations
{
    private const int ReadOnly = 0;

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
