using Isobar.Core.Baselines;

namespace Isobar.Storage.Baselines;

/// <summary>
/// What is kept of one UTC day for baselines, as columns: a row for each stratum. Keys rise, so each occurs once. Both columns have <see cref="Count"/> entries.
/// </summary>
public sealed class DaySummaryBatch
{
    /// <summary>The day, UTC.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Number of rows.</summary>
    public int Count => Key.Count;

    /// <summary>The stratum.</summary>
    public List<BaselineKey> Key { get; } = [];

    /// <summary>The summary, in an encoding of its own.</summary>
    public List<byte[]> Summary { get; } = [];
}
