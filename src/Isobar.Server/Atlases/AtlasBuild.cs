using Isobar.Core.Atlas;

namespace Isobar.Server.Atlases;

/// <summary>Builds an atlas from files into a file. The output appears whole or not at all: it is written under a temporary name, synced, and renamed.</summary>
public static class AtlasBuild
{
    /// <summary>Builds and writes. Takes tens of seconds for large sources; runs on the caller's thread.</summary>
    /// <param name="city">City sources.</param>
    /// <param name="asn">ASN sources.</param>
    /// <param name="output">The file to write; a running server may have the old one mapped, it keeps that.</param>
    /// <param name="edition">What to keep about the build.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellation">Gives up at the next report of progress.</param>
    /// <exception cref="AtlasFormatException">A source is not what it should be.</exception>
    /// <exception cref="AtlasUnavailableException">A file cannot be read or written.</exception>
    public static void Run(
        IReadOnlyList<string> city,
        IReadOnlyList<string> asn,
        string output,
        AtlasEdition edition,
        IProgress<AtlasBuildProgress>? progress,
        CancellationToken cancellation)
    {
        AtlasBuilder builder = new(new Reporter(progress, cancellation));
        foreach (string path in city)
        {
            builder.AddCity(Path.GetFileName(path), SourceFile.Read(path));
        }
        foreach (string path in asn)
        {
            builder.AddAsn(Path.GetFileName(path), SourceFile.Read(path));
        }
        byte[] atlas = builder.Build(edition);
        try
        {
            WriteWhole(output, atlas);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AtlasUnavailableException($"The atlas cannot be written to {output}: {e.Message}", e);
        }
    }

    private static void WriteWhole(string output, byte[] bytes)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(output))!;
        Directory.CreateDirectory(folder);
        string temporary = Path.Combine(folder, $".{Path.GetFileName(output)}.{Path.GetRandomFileName()}.tmp");
        try
        {
            using (FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, output, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private sealed class Reporter(IProgress<AtlasBuildProgress>? inner, CancellationToken cancellation) : IProgress<AtlasBuildProgress>
    {
        public void Report(AtlasBuildProgress value)
        {
            cancellation.ThrowIfCancellationRequested();
            inner?.Report(value);
        }
    }
}
