using Isobar.Storage;

namespace Isobar.Server.Publishing.Measurements;

/// <summary>A folder of this machine as a bucket. An object appears under its name when all of it is on the disk, never a part of it.</summary>
/// <param name="folder">The folder, absolute. It must be there: where it is a mount that is away, its place is not to be filled.</param>
internal sealed class FolderBucket(string folder) : IBucket
{
    /// <inheritdoc/>
    public async Task PutAsync(string key, Stream file, CancellationToken cancel)
    {
        if (!Directory.Exists(folder))
        {
            throw new DeliveryException($"there is no folder {folder}: make it, or mount what belongs there", isOfOne: false);
        }
        string path = PathOf(key);
        // A hidden name, the same for each attempt: a kill leaves one such file at most, which the next attempt takes.
        string unfinished = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.part");
        try
        {
            bool isNew = !Directory.Exists(Path.GetDirectoryName(path));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using (FileStream output = new(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 65_536, FileOptions.Asynchronous))
            {
                await file.CopyToAsync(output, cancel);
                output.Flush(flushToDisk: true);
            }
            File.Move(unfinished, path, overwrite: true);
            // What is noted as delivered must survive a power failure.
            for (string at = Path.GetDirectoryName(path)!; at.Length >= folder.Length; at = isNew ? Path.GetDirectoryName(at)! : "")
            {
                FileOperations.SyncFolder(at);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A prefix that is the name of a file, or too long, is the doing of one monitor; where the disk is full, each asks for itself.
            throw new DeliveryException($"{folder}: {error.Message}", isOfOne: true, error);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held open.
    }

    /// <summary>Prefixes are free text of whoever may change a monitor, who may not write anywhere else.</summary>
    private string PathOf(string key)
    {
        string[] parts = key.Split('/');
        if (Array.Exists(parts, part => part is "" or "." or ".." || part.AsSpan().ContainsAny('\0', '\\', ':')))
        {
            throw new DeliveryException($"'{key}' cannot be the path of a file: choose a BucketPrefix of plain names", isOfOne: true);
        }
        return Path.Combine([folder, .. parts]);
    }
}
