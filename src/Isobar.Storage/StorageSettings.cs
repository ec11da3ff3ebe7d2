namespace Isobar.Storage;

/// <summary>What a data folder may use of the machine.</summary>
public sealed record StorageSettings
{
    /// <summary>What the column engine may hold in memory, megabytes. The process takes about 100 MB more while large queries run.</summary>
    public int MemoryLimitMegabytes { get; init; } = 256;

    /// <summary>Worker threads of the column engine; 0 means one a core.</summary>
    public int Threads { get; init; }

    /// <summary>Called at each <see cref="FaultPoint"/>; for tests.</summary>
    internal Action<FaultPoint>? Faults { get; init; }
}
