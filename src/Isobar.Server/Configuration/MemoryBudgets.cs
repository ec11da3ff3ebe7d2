namespace Isobar.Server.Configuration;

/// <summary>How much memory the large users may take.</summary>
/// <param name="OpenTalliesBytes">Tallies of open windows; beyond it they are spilled to the data folder.</param>
/// <param name="DuckDbBytes">The measurement store's own limit; the process exceeds it by about 100 MB (measured).</param>
public sealed record MemoryBudgets(long OpenTalliesBytes, long DuckDbBytes)
{
    /// <summary>256 MB each.</summary>
    public static MemoryBudgets Default { get; } = new(256_000_000, 256_000_000);
}
