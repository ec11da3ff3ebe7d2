using Isobar.Core.Atlas;
using Isobar.Core.Windows;

namespace Isobar.Server.Hosting;

/// <summary>Sealed windows that are to be stored together: the rows of each shard, in the order of time, and which windows they are.</summary>
internal sealed class SealedWindows
{
    private readonly List<(short Shard, long WindowStart)> _windows = [];

    /// <param name="windowSeconds">Length of the windows, seconds.</param>
    /// <param name="shards">Number of shards.</param>
    public SealedWindows(int windowSeconds, int shards) =>
        Batches = [.. Enumerable.Range(0, shards).Select(_ => new TallyBatch { WindowSeconds = windowSeconds })];

    /// <summary>The rows, one batch for each shard.</summary>
    public IReadOnlyList<TallyBatch> Batches { get; }

    /// <summary>Every shard of every window, also those without a row.</summary>
    public IReadOnlyList<(short Shard, long WindowStart)> Windows => _windows;

    /// <summary>Number of windows.</summary>
    public int Count => _windows.Count / Batches.Count;

    /// <summary>Number of rows.</summary>
    public int Rows => Batches.Sum(batch => batch.Count);

    /// <summary>The city-networks of the rows, each once.</summary>
    public IEnumerable<CityNetworkId> CityNetworks => Batches.SelectMany(batch => batch.CityNetwork).Distinct();

    /// <summary>Notes a window that all shards have sealed.</summary>
    public void Add(long windowStart)
    {
        for (short shard = 0; shard < Batches.Count; shard++)
        {
            _windows.Add((shard, windowStart));
        }
    }
}
