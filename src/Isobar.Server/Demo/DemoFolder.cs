using Isobar.Storage;

namespace Isobar.Server.Demo;

/// <summary>
/// The demo's own folder, apart from real data. A demo starts anew each time, as its history ends with its start: what an earlier one left is deleted, and nothing that is
/// not a demo's.
/// </summary>
internal static class DemoFolder
{
    /// <summary>Says whose folder it is.</summary>
    public const string MarkName = "this-is-a-demo";

    private const string MarkText = "Everything in this folder belongs to the demo of Isobar. It is deleted when the next demo starts.\n";

    /// <summary>Opens the folder, empty.</summary>
    /// <exception cref="StorageException">It is not a demo's, or in use, or cannot be written.</exception>
    public static DataFolder OpenEmpty(string path, StorageSettings settings)
    {
        string mark = Path.Combine(path, MarkName);
        try
        {
            bool isEmpty = !Directory.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any();
            if (!isEmpty && !File.Exists(mark))
            {
                throw new StorageException($"{path} is not empty, and not the folder of a demo, which deletes what is there. Name another folder: isobar up --data DIR");
            }
            DataFolder folder = Open(path, settings);
            File.WriteAllText(mark, MarkText);
            if (folder.LastCommit == 0)
            {
                return folder;
            }
            folder.Dispose();
            Empty(path);
            return Open(path, settings);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The demo's folder {path} cannot be used: {error.Message}", error);
        }
    }

    private static DataFolder Open(string path, StorageSettings settings) => DataFolder.Open(path, "isobar up (demo)", settings);

    private static void Empty(string path)
    {
        foreach (string folder in Directory.EnumerateDirectories(path))
        {
            Directory.Delete(folder, recursive: true);
        }
        // The lock stays: whoever waits for it must find the same file.
        foreach (string file in Directory.EnumerateFiles(path).Where(file => Path.GetFileName(file) is not (MarkName or "isobar.lock")))
        {
            File.Delete(file);
        }
    }
}
