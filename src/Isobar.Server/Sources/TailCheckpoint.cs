using System.Text.Json;

namespace Isobar.Server.Sources;

/// <summary>How far a source has been read, consistent with the windows that are sealed: all before <see cref="OpenFromSeconds"/>, none from it on.</summary>
/// <param name="OpenFromSeconds">Start of the first window that is not sealed, Unix seconds; null before any is.</param>
/// <param name="Files">The files that are known, those read first in front.</param>
internal sealed record TailCheckpoint(long? OpenFromSeconds, IReadOnlyList<FileCheckpoint> Files)
{
    /// <summary>Version of the encoding; raised when older programs could not read it.</summary>
    private const int Version = 1;

    /// <summary>The bytes to store.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(new Stored(Version, OpenFromSeconds, Files));

    /// <summary>Reads stored bytes.</summary>
    /// <exception cref="IOException">A newer program wrote them, or they are damaged.</exception>
    public static TailCheckpoint Read(string source, ReadOnlySpan<byte> stored)
    {
        try
        {
            if (JsonSerializer.Deserialize<Stored>(stored) is { Version: Version, Files: not null } read)
            {
                return new(read.OpenFromSeconds, read.Files);
            }
        }
        catch (JsonException)
        {
            // Told below: what is damaged is the whole.
        }
        throw new IOException($"The checkpoint of the source '{source}' is not of version {Version}: use the newer program that wrote it, or another data folder.");
    }

    private sealed record Stored(int Version, long? OpenFromSeconds, IReadOnlyList<FileCheckpoint> Files);
}
