using System.Numerics;
using System.Runtime.InteropServices;

namespace Isobar.Core.Baselines;

/// <summary>A history in memory, as simulations and tests use it; a server keeps the same bytes in its store.</summary>
public sealed class BaselineHistory
{
    private readonly Dictionary<BaselineKey, List<WrittenDay>> _days = [];

    /// <summary>Number of strata with any day.</summary>
    public int Count => _days.Count;

    /// <summary>The strata with any day, in no order.</summary>
    public IReadOnlyCollection<BaselineKey> Keys => _days.Keys;

    /// <summary>A history that starts as this one and goes its own way.</summary>
    public BaselineHistory Copy()
    {
        BaselineHistory copy = new();
        foreach ((BaselineKey key, List<WrittenDay> days) in _days)
        {
            copy._days.Add(key, [.. days]);
        }
        return copy;
    }

    /// <summary>Adds all summaries of a day.</summary>
    public void Add(DayAccumulator day)
    {
        ArgumentNullException.ThrowIfNull(day);
        Add(day.Day, day.Write());
    }

    /// <summary>Adds written summaries of a day (<see cref="DayAccumulator.Write"/>).</summary>
    public void Add(DateOnly day, IEnumerable<KeyValuePair<BaselineKey, byte[]>> summaries)
    {
        ArgumentNullException.ThrowIfNull(summaries);
        foreach ((BaselineKey key, byte[] written) in summaries)
        {
            Add(key, day, written);
        }
    }

    /// <summary>Adds a summary, instead of an earlier one of the same day.</summary>
    public void Add(BaselineKey key, DaySummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        Add(key, summary.Day, DaySummaryCodec.Write(summary));
    }

    private void Add(BaselineKey key, DateOnly date, byte[] written)
    {
        ref List<WrittenDay>? days = ref CollectionsMarshal.GetValueRefOrAddDefault(_days, key, out _);
        days ??= [];
        int at = days.FindLastIndex(day => day.Day <= date);
        if (at >= 0 && days[at].Day == date)
        {
            days[at] = new(date, written);
        }
        else
        {
            days.Insert(at + 1, new(date, written));
        }
    }

    /// <summary>Forgets days before the given one.</summary>
    public void Trim(DateOnly first)
    {
        foreach ((BaselineKey key, List<WrittenDay> days) in _days)
        {
            days.RemoveAll(day => day.Day < first);
            if (days.Count == 0)
            {
                // Removing while enumerating is allowed for Dictionary, and leaves the enumeration valid.
                _days.Remove(key);
            }
        }
    }

    /// <summary>All strata, in no order. The summaries are read into the same objects again and again.</summary>
    public IEnumerable<StratumHistory> All()
    {
        DaySummary[] room = [];
        foreach (BaselineKey key in _days.Keys)
        {
            yield return Read(key, ref room);
        }
    }

    /// <summary>The history of one stratum; empty where there is none.</summary>
    public StratumHistory Of(BaselineKey key)
    {
        DaySummary[] room = [];
        return Read(key, ref room);
    }

    /// <summary>Moves histories as the atlas moved prefixes.</summary>
    public void Move(IReadOnlyCollection<BaselineMove> moves)
    {
        StratumHistory[] moved = [.. BaselineMoves.Apply(moves, Of)];
        foreach (StratumHistory history in moved)
        {
            _days.Remove(history.Key);
            foreach (DaySummary day in history.Days.Span)
            {
                Add(history.Key, day);
            }
        }
    }

    /// <summary>All days with a summary of any stratum.</summary>
    internal HashSet<DateOnly> Days() => [.. _days.Values.SelectMany(static days => days.Select(static day => day.Day))];

    /// <summary>Hours observed in other days than the given one: of each day those of the stratum that has the most.</summary>
    internal int ObservedHours(DateOnly without)
    {
        Dictionary<DateOnly, int> hours = [];
        DaySummary room = new();
        foreach ((DateOnly day, byte[] written) in _days.Values.SelectMany(static days => days))
        {
            if (day != without && DaySummaryCodec.TryRead(written, room))
            {
                hours[day] = Math.Max(hours.GetValueOrDefault(day), BitOperations.PopCount(room.Observed));
            }
        }
        return hours.Values.Sum();
    }

    private StratumHistory Read(BaselineKey key, ref DaySummary[] room)
    {
        ReadOnlySpan<WrittenDay> days = CollectionsMarshal.AsSpan(_days.GetValueOrDefault(key));
        int known = room.Length;
        if (known < days.Length)
        {
            Array.Resize(ref room, days.Length);
            for (int i = known; i < room.Length; i++)
            {
                room[i] = new DaySummary();
            }
        }
        for (int i = 0; i < days.Length; i++)
        {
            if (!DaySummaryCodec.TryRead(days[i].Bytes, room[i]))
            {
                throw new InvalidOperationException($"The summary of {key} on {days[i].Day:yyyy-MM-dd} cannot be read back: {Convert.ToHexString(days[i].Bytes)}.");
            }
        }
        return new(key, room.AsMemory(0, days.Length));
    }

    private readonly record struct WrittenDay(DateOnly Day, byte[] Bytes);
}
