using System.IO.Compression;

namespace Isobar.Server.Atlases;

/// <summary>Reads a geo database or range CSV into memory, unpacked when its name ends in `.gz`.</summary>
internal static class SourceFile
{
    /// <summary>What an array can hold; also the end of a gzip bomb.</summary>
    private const long MaxBytes = 2_000_000_000;

    public static ReadOnlyMemory<byte> Read(string path)
    {
        try
        {
            if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            {
                long length = new FileInfo(path).Length;
                return length <= MaxBytes ? File.ReadAllBytes(path) : throw TooLarge(path);
            }
            using FileStream packed = File.OpenRead(path);
            using GZipStream plain = new(packed, CompressionMode.Decompress);
            using MemoryStream memory = new();
            byte[] buffer = new byte[1 << 20];
            for (int read; (read = plain.Read(buffer)) > 0;)
            {
                if (memory.Length + read > MaxBytes)
                {
                    throw TooLarge(path);
                }
                memory.Write(buffer, 0, read);
            }
            return memory.GetBuffer().AsMemory(0, (int)memory.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new AtlasUnavailableException($"The source {path} cannot be read: {e.Message}", e);
        }
    }

    private static AtlasUnavailableException TooLarge(string path) => new($"The source {path} has more than 2 GB (unpacked); sources are read into memory whole.");
}
