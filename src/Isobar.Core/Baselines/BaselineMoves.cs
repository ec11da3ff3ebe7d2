namespace Isobar.Core.Baselines;

/// <summary>Moves histories between strata after an atlas swap: prefixes that belong to another city-network now take their past with them.</summary>
public static class BaselineMoves
{
    /// <summary>Parts of a history below this are not worth keeping.</summary>
    private const double LeastShare = 0.001;

    /// <summary>
    /// The histories of all strata that traffic moved from or to, as they are after the moves; without days where all traffic has left. The caller stores them instead of
    /// those before.
    /// </summary>
    /// <param name="moves">What moved. The shares of one <see cref="BaselineMove.From"/> sum to at most 1.</param>
    /// <param name="historyOf">Gives the history of a stratum before the moves; without days where there is none.</param>
    public static IEnumerable<StratumHistory> Apply(IReadOnlyCollection<BaselineMove> moves, Func<BaselineKey, StratumHistory> historyOf)
    {
        ArgumentNullException.ThrowIfNull(moves);
        ArgumentNullException.ThrowIfNull(historyOf);
        ILookup<BaselineKey, BaselineMove> arriving = moves.ToLookup(static move => move.To), leaving = moves.ToLookup(static move => move.From);
        foreach (BaselineMove move in moves)
        {
            double left = leaving[move.From].Sum(static other => other.Share);
            if (!(move.Share is > 0 and <= 1) || left > 1 + 1e-9)
            {
                throw new ArgumentException($"{left:P1} of the traffic of {move.From} would leave it, {move.Share:P1} of it for {move.To}.", nameof(moves));
            }
        }
        foreach (BaselineKey key in moves.SelectMany(static move => new[] { move.From, move.To }).Distinct().Order())
        {
            yield return new(key, Moved(historyOf(key), 1 - leaving[key].Sum(static move => move.Share), arriving[key], historyOf));
        }
    }

    private static ReadOnlyMemory<DaySummary> Moved(
        StratumHistory history, double share, IEnumerable<BaselineMove> arriving, Func<BaselineKey, StratumHistory> historyOf)
    {
        SortedDictionary<DateOnly, DaySummary> days = [];
        foreach (DaySummary day in share > LeastShare ? history.Days.Span : [])
        {
            DaySummary copy = Copy(day);
            DayMixer.Scale(copy, share);
            days.Add(day.Day, copy);
        }
        SortedDictionary<DateOnly, List<(DaySummary Day, double Share)>> parts = [];
        foreach (BaselineMove move in arriving.OrderBy(static move => move.From))
        {
            foreach (DaySummary day in historyOf(move.From).Days.Span)
            {
                if (!parts.TryGetValue(day.Day, out List<(DaySummary Day, double Share)>? list))
                {
                    parts.Add(day.Day, list = []);
                }
                list.Add((Copy(day), move.Share));
            }
        }
        foreach ((DateOnly day, List<(DaySummary Day, double Share)> list) in parts)
        {
            if (!days.TryGetValue(day, out DaySummary? mixed))
            {
                mixed = new DaySummary { Day = day, Observed = list[0].Day.Observed };
                days.Add(day, mixed);
            }
            DayMixer.Add(mixed, list);
        }
        return days.Values.ToArray();
    }

    private static DaySummary Copy(DaySummary day)
    {
        DaySummary copy = new();
        DaySummaryCodec.TryRead(DaySummaryCodec.Write(day), copy);
        return copy;
    }
}
