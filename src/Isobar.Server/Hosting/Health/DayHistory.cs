using Isobar.Core.Baselines;
using Isobar.Core.Scoring;
using Isobar.Core.Windows;
using Isobar.Storage;
using Isobar.Storage.Baselines;

namespace Isobar.Server.Hosting.Health;

/// <summary>
/// The daily history behind baselines: when a day has ended, its stored tallies are summed to summaries, which are stored; from those of the last 30 days what is usual
/// is derived. Everything goes through the store a part of the city-networks at a time, so memory does not grow with their number.
/// </summary>
internal sealed class DayHistory(DataFolder folder, NameBook names)
{
    /// <summary>Days that baselines look back.</summary>
    public static readonly int Days = BaselineSettings.Default.HistoryDays;

    /// <summary>The shard that days are noted for: they are summed over all shards.</summary>
    private const short Shard = 0;

    /// <summary>
    /// Stores the summaries of the days before one that have tallies and no summaries yet. A day that was begun when the process died is begun again, and written to the
    /// same.
    /// </summary>
    /// <param name="today">The first day that has not ended.</param>
    /// <param name="leftOut">Hours of a day that must not teach what is usual; those of the last day are known.</param>
    /// <returns>Number of days.</returns>
    /// <exception cref="StorageException">The store fails; it can be tried again.</exception>
    public int Summarise(DateOnly today, LeftOutHours leftOut)
    {
        HashSet<DateOnly> done = [.. folder.SummarisedDays().Select(day => day.Day)];
        int count = 0;
        for (DateOnly day = today.AddDays(-Days); day < today; day = day.AddDays(1))
        {
            if (!done.Contains(day) && folder.Tallies.TrafficHours(day) is { Count: > 0 } hours)
            {
                Summarise(day, hours, leftOut);
                count++;
            }
        }
        return count;
    }

    /// <summary>Derives what is usual on a day, and makes the strata of the history known to an engine that is new.</summary>
    /// <exception cref="StorageException">The store fails; it can be tried again.</exception>
    public void Derive(DateOnly today, BaselineTable table, HealthEngine engine)
    {
        if (table.Count == 0)
        {
            BaselineKey[] keys = [.. folder.DaySummaries.ReadDays(today.AddDays(-Days), today).Select(stratum => stratum.Key)];
            names.Prepare(keys.Select(key => key.CityNetwork));
            foreach (BaselineKey key in keys)
            {
                engine.Meet(key);
            }
        }
        table.Derive(today, Histories(today));
        NewNormals.Adopt(table, Histories(today), today);
    }

    /// <summary>The history of all strata up to a day. Each is only valid until the next is taken.</summary>
    public IEnumerable<StratumHistory> Histories(DateOnly today)
    {
        DaySummary[] room = [.. Enumerable.Range(0, Days + 1).Select(_ => new DaySummary())];
        foreach (StratumDays stratum in folder.DaySummaries.ReadDays(today.AddDays(-Days), today))
        {
            int count = 0;
            for (int day = 0; day < stratum.Count && count < room.Length; day++)
            {
                count += DaySummaryCodec.TryRead(stratum.Summary(day), room[count]) ? 1 : 0;
            }
            yield return new(stratum.Key, room.AsMemory(0, count));
        }
    }

    /// <summary>The stored histories of the strata that an atlas swap moved traffic from or to, as they are after it; to be stored in one commit, as what is moved twice is moved too far.</summary>
    /// <exception cref="StorageException">The store cannot be read.</exception>
    public MovedHistories Moved(IReadOnlyList<BaselineMove> moves, DateOnly today)
    {
        BaselineHistory before = TouchedBy(moves, today), after = new();
        SortedDictionary<DateOnly, SortedDictionary<BaselineKey, byte[]>> days = [];
        // Where all traffic has left nothing is left of the day either; the store replaces rows and deletes none.
        foreach (BaselineKey key in Keys(moves))
        {
            foreach (DaySummary day in before.Of(key).Days.Span)
            {
                Put(days, key, new DaySummary { Day = day.Day });
            }
        }
        foreach (StratumHistory stratum in BaselineMoves.Apply(moves, before.Of))
        {
            foreach (DaySummary day in stratum.Days.Span)
            {
                Put(days, stratum.Key, day);
                after.Add(stratum.Key, day);
            }
        }
        return new(moves, after, [.. days.Select(day => BatchOf(day.Key, day.Value))]);
    }

    private BaselineHistory TouchedBy(IReadOnlyList<BaselineMove> moves, DateOnly today)
    {
        HashSet<BaselineKey> touched = [.. Keys(moves)];
        BaselineHistory history = new();
        foreach (StratumHistory stratum in Histories(today).Where(stratum => touched.Contains(stratum.Key)))
        {
            foreach (DaySummary day in stratum.Days.Span)
            {
                history.Add(stratum.Key, day);
            }
        }
        return history;
    }

    private static IEnumerable<BaselineKey> Keys(IReadOnlyList<BaselineMove> moves) => moves.SelectMany(move => new[] { move.From, move.To }).Distinct();

    private static void Put(SortedDictionary<DateOnly, SortedDictionary<BaselineKey, byte[]>> days, BaselineKey key, DaySummary summary)
    {
        if (!days.TryGetValue(summary.Day, out SortedDictionary<BaselineKey, byte[]>? strata))
        {
            strata = [];
            days.Add(summary.Day, strata);
        }
        strata[key] = DaySummaryCodec.Write(summary);
    }

    private static DaySummaryBatch BatchOf(DateOnly day, IEnumerable<KeyValuePair<BaselineKey, byte[]>> summaries)
    {
        DaySummaryBatch batch = new() { Day = day };
        foreach ((BaselineKey key, byte[] summary) in summaries)
        {
            batch.Key.Add(key);
            batch.Summary.Add(summary);
        }
        return batch;
    }

    private void Summarise(DateOnly day, IReadOnlyList<(string ServiceLocation, int Hour)> hours, LeftOutHours leftOut)
    {
        foreach (IReadOnlyList<TallyBatch> part in folder.Tallies.ScanParts(day))
        {
            DayAccumulator sum = new(day);
            foreach ((string location, int hour) in hours)
            {
                sum.Observe(location, hour);
            }
            foreach (TallyBatch batch in part)
            {
                sum.Add(batch.WindowSeconds < FiveMinuteTallies.Seconds ? FiveMinuteTallies.Sum(batch) : batch);
            }
            leftOut.ApplyTo(sum);
            folder.Commit(new CommitContent { DaySummaries = [BatchOf(day, sum.Write())] });
        }
        folder.Commit(new CommitContent { SummarisedDays = [(Shard, day)] });
    }
}

/// <summary>What an atlas swap makes of stored histories.</summary>
/// <param name="Moves">What moved.</param>
/// <param name="After">The histories of all strata that were touched.</param>
/// <param name="Days">The same, to store.</param>
internal sealed record MovedHistories(IReadOnlyList<BaselineMove> Moves, BaselineHistory After, IReadOnlyList<DaySummaryBatch> Days);
