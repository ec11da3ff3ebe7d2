namespace Isobar.Tests;

/// <summary>Finds the sample data (real logs, MMDB files): `ISOBAR_TEST_DATA`, else `../shared/data` beside the checkout.</summary>
internal static class SampleData
{
    private static readonly string? s_root = FindRoot();

    /// <summary>The path of a sample file or folder; skips the test with a clear message where the data is absent.</summary>
    public static string Path(string relative)
    {
        Skip.If(s_root is null, "Sample data not found: set ISOBAR_TEST_DATA to the folder that holds logs/ and mmdb/.");
        string path = System.IO.Path.Combine(s_root!, relative);
        Skip.IfNot(File.Exists(path) || Directory.Exists(path), $"Sample file {relative} is not in {s_root}.");
        return path;
    }

    /// <summary>All bytes of a sample file, unpacked when it ends in `.gz`.</summary>
    public static byte[] Bytes(string relative)
    {
        byte[] raw = File.ReadAllBytes(Path(relative));
        if (!relative.EndsWith(".gz", StringComparison.Ordinal))
        {
            return raw;
        }
        using var unzip = new System.IO.Compression.GZipStream(new MemoryStream(raw), System.IO.Compression.CompressionMode.Decompress);
        using var plain = new MemoryStream();
        unzip.CopyTo(plain);
        return plain.ToArray();
    }

    private static string? FindRoot()
    {
        string? set = Environment.GetEnvironmentVariable("ISOBAR_TEST_DATA");
        if (!string.IsNullOrEmpty(set))
        {
            return Directory.Exists(set) ? set : null;
        }
        if (Repository.Root is null)
        {
            return null;
        }
        string beside = System.IO.Path.GetFullPath(System.IO.Path.Combine(Repository.Root, "..", "shared", "data"));
        return Directory.Exists(beside) ? beside : null;
    }
}
