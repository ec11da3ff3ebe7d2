using Isobar.Core.Windows;
using Isobar.Server.Simulation;

namespace Isobar.Server.Demo;

/// <summary>
/// Holds the rows of ten-second windows until their five minutes are over, and gives the sums to store. A demo starts anew, so nobody needs its windows again; stored as
/// they are, they would fill two gigabytes a day.
/// </summary>
internal sealed class FiveMinuteStore
{
    private readonly List<TallyBatch> _held = [];

    /// <summary>Adds the rows of windows that follow those before.</summary>
    public void Add(TallyBatch windows) => _held.Add(windows);

    /// <summary>The sums of all five minutes that end at or before a time, in the order of time; they are held no more.</summary>
    public IReadOnlyList<TallyBatch> TakeBefore(long end)
    {
        List<TallyBatch> sums = [];
        foreach (IGrouping<long, (TallyBatch Batch, int Row)> part in _held
            .SelectMany(batch => Enumerable.Range(0, batch.Count).Select(row => (Batch: batch, Row: row)))
            .GroupBy(row => StartOf(row.Batch.WindowStart[row.Row]))
            .Where(part => part.Key + FiveMinuteTallies.Seconds <= end)
            .OrderBy(part => part.Key))
        {
            TallyBatch rows = new() { WindowSeconds = part.First().Batch.WindowSeconds };
            foreach ((TallyBatch batch, int row) in part.OrderBy(row => row.Batch.CityNetwork[row.Row]).ThenBy(row => row.Batch.Stratum[row.Row]).ThenBy(row => row.Batch.WindowStart[row.Row]))
            {
                rows.AddRows(batch, row, 1);
            }
            sums.Add(FiveMinuteTallies.Sum(rows));
        }
        if (sums.Count > 0)
        {
            Forget(end / FiveMinuteTallies.Seconds * FiveMinuteTallies.Seconds);
        }
        return sums;
    }

    /// <summary>The windows that sums seal.</summary>
    public static IReadOnlyList<(short Shard, long WindowStart)> WindowsOf(IReadOnlyList<TallyBatch> sums) =>
        [.. sums.Select(sum => (HistoryWriter.Shard, sum.WindowStart[0]))];

    private static long StartOf(long seconds) => seconds / FiveMinuteTallies.Seconds * FiveMinuteTallies.Seconds;

    private void Forget(long before)
    {
        for (int i = _held.Count - 1; i >= 0; i--)
        {
            TallyBatch batch = _held[i];
            int first = batch.WindowStart.FindIndex(start => start >= before);
            _held.RemoveAt(i);
            if (first >= 0)
            {
                TallyBatch rest = new() { WindowSeconds = batch.WindowSeconds };
                rest.AddRows(batch, first, batch.Count - first);
                _held.Insert(i, rest);
            }
        }
    }
}
