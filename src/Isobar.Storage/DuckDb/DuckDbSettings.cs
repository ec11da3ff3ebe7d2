namespace Isobar.Storage.DuckDb;

/// <summary>How an instance of the engine is opened.</summary>
/// <param name="MemoryLimitMegabytes">What the buffer manager may hold; the process takes about 100 MB more.</param>
/// <param name="Threads">Worker threads; 0 leaves the engine's own choice (all cores).</param>
/// <param name="TempFolder">Where sorts spill; null refuses to spill.</param>
internal sealed record DuckDbSettings(int MemoryLimitMegabytes, int Threads, string? TempFolder);
