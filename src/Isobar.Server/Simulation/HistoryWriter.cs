using Isobar.Core.Atlas;
using Isobar.Core.Baselines;
using Isobar.Storage;
using Isobar.Storage.Baselines;

namespace Isobar.Server.Simulation;

/// <summary>
/// Stores days of history in a data folder, as a running server stores them when a day ends: what starts on the folder afterwards derives its baselines from them.
/// </summary>
internal static class HistoryWriter
{
    /// <summary>The shard that days are noted for: they are summed over all shards.</summary>
    public const short Shard = 0;

    /// <summary>Stores the summaries of days, each day in a commit of its own.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="days">The days, whole.</param>
    /// <param name="names">Names of the city-networks; those already stored cost nothing.</param>
    /// <returns>Number of summaries.</returns>
    /// <exception cref="StorageException">Disk full or another fault of the surroundings; days before it are stored.</exception>
    public static long Write(DataFolder folder, IEnumerable<DrawnDay> days, IReadOnlyList<CityNetwork> names)
    {
        long count = 0;
        foreach (DrawnDay day in days)
        {
            DaySummaryBatch batch = BatchOf(day.Date, day.Summaries);
            count += batch.Count;
            folder.Commit(new CommitContent { DaySummaries = [batch], SummarisedDays = [(Shard, day.Date)], Names = names });
        }
        return count;
    }

    /// <summary>Written summaries of a day as they are stored.</summary>
    public static DaySummaryBatch BatchOf(DateOnly day, IReadOnlyList<KeyValuePair<BaselineKey, byte[]>> summaries)
    {
        DaySummaryBatch batch = new() { Day = day };
        foreach ((BaselineKey key, byte[] summary) in summaries)
        {
            batch.Key.Add(key);
            batch.Summary.Add(summary);
        }
        return batch;
    }
}
