namespace Isobar.Core.Baselines;

/// <content>Deriving the state from history.</content>
public sealed partial class BaselineTable
{
    private Derivation? _derivation;

    /// <summary>Derives the state for a day from the summaries of the days before. Strata that are not in the table are passed over; strata without history borrow.</summary>
    /// <param name="today">The day that expectations will be asked for; its own summary and later ones do not count.</param>
    /// <param name="history">Each stratum at most once, in any order: the result does not depend on it.</param>
    public void Derive(DateOnly today, IEnumerable<StratumHistory> history)
    {
        ArgumentNullException.ThrowIfNull(history);
        Derive(DaySelection.Before(today, _settings.HistoryDays), history);
    }

    /// <summary>Derives the state from any selection of days.</summary>
    internal void Derive(DaySelection selection, IEnumerable<StratumHistory> history)
    {
        BeginDerive(selection);
        foreach (StratumHistory stratum in history)
        {
            Collect(stratum);
        }
        ConcludeDerive();
    }

    /// <summary>Begins to derive the state for a day. Until <see cref="ConcludeDerive"/> expectations are those of before, and no stratum may be added.</summary>
    public void BeginDerive(DateOnly today) => BeginDerive(DaySelection.Before(today, _settings.HistoryDays));

    /// <summary>Takes the history of one stratum.</summary>
    public void Collect(in StratumHistory history)
    {
        Derivation derivation = _derivation ?? throw new InvalidOperationException("BeginDerive comes first.");
        int number = _index.Find(history.Key);
        if (number < 0)
        {
            return;
        }
        int pair = _states[number].Pair;
        ref readonly PairRecord record = ref _pairs[pair];
        derivation.Collect(number, pair, history.Days.Span, _levelSince.GetValueOrDefault(number), record.SolarOffset);
        if (record.Strata > 1)
        {
            derivation.Shared(pair, _parents[record.Network]).Add(derivation.Stratum);
        }
        for (BaselineParent? parent = _parents[record.Network]; parent is not null; parent = parent.Wider)
        {
            parent.Add(derivation.Stratum);
        }
    }

    /// <summary>Shares what strata know with their parents, and replaces the state.</summary>
    public void ConcludeDerive()
    {
        Derivation derivation = _derivation ?? throw new InvalidOperationException("BeginDerive comes first.");
        if (derivation.Own.Count != Count)
        {
            throw new InvalidOperationException($"{Count - derivation.Own.Count} strata were added between BeginDerive and ConcludeDerive.");
        }
        foreach (BaselineParent parent in _parents.All)
        {
            parent.Conclude(_settings);
        }
        PagedStates<StratumState> states = new();
        for (int number = 0; number < Count; number++)
        {
            int pair = _states[number].Pair;
            ref readonly PairRecord record = ref _pairs[pair];
            BaselineParent network = _parents[record.Network];
            states.Add(_concluder.Conclude(derivation.Own[number], record.Strata > 1 ? derivation.Concluded(pair, network) : network, pair));
        }
        _states = states;
        _seasons = new();
        for (int pair = 0; pair < _pairs.Count; pair++)
        {
            ref PairRecord record = ref _pairs[pair];
            (record.RttSeason, record.TtfbSeason) = derivation.TakeSeasons(pair, _seasons);
        }
        Today = derivation.Stratum.Selection.Today;
        _derivation = null;
    }

    /// <summary>
    /// Takes the level that began at a time as the new normal: from now on days before it no longer count for levels and seasons of the stratum's times. Samples, failures and
    /// volume keep their history, so the baseline stays ready.
    /// </summary>
    /// <param name="number">Number of the stratum.</param>
    /// <param name="sinceSeconds">Start of the new level, Unix seconds. The first whole day after it counts, or the last day there is.</param>
    /// <param name="history">The stratum's history, from which its state is derived at once.</param>
    public void AdoptLevel(int number, long sinceSeconds, in StratumHistory history)
    {
        if (history.Key != _index[number])
        {
            throw new ArgumentException($"The history is that of {history.Key}, not of {_index[number]}.", nameof(history));
        }
        DateOnly day = SlotClock.DayOf(sinceSeconds);
        _levelSince[number] = SlotClock.StartSeconds(day) == sinceSeconds ? day : day.AddDays(1);
        Refresh(number, history.Days.Span);
    }

    /// <summary>The first day that counts for levels and seasons of a stratum: later than the first of its history once a new normal was adopted.</summary>
    public DateOnly LevelSince(int number) => _levelSince.GetValueOrDefault(number);

    /// <summary>
    /// Follows traffic that is counted under other strata since the atlas changed: what is usual of them is derived anew at once, from their histories as they are after the
    /// move, and for a day their volume is not tested, as how much moved is only guessed.
    /// </summary>
    /// <param name="moves">What moved; strata that are not in the table are passed over.</param>
    /// <param name="historyOf">Gives the history of a stratum after the move (<see cref="BaselineMoves"/>).</param>
    /// <param name="nowSeconds">Time of the swap, Unix seconds.</param>
    public void Move(IReadOnlyCollection<BaselineMove> moves, Func<BaselineKey, StratumHistory> historyOf, long nowSeconds)
    {
        ArgumentNullException.ThrowIfNull(moves);
        ArgumentNullException.ThrowIfNull(historyOf);
        PauseVolume(moves, nowSeconds);
        foreach (BaselineKey key in moves.SelectMany(static move => new[] { move.From, move.To }).Distinct().Order())
        {
            int number = Find(key);
            if (number >= 0)
            {
                Refresh(number, historyOf(key).Days.Span);
            }
        }
    }

    /// <summary>Derives the state of one stratum anew; its groups stay as they are.</summary>
    private void Refresh(int number, ReadOnlySpan<DaySummary> days)
    {
        StratumDeriver deriver = new(_settings, DaySelection.Before(Today, _settings.HistoryDays));
        int pair = _states[number].Pair;
        ref PairRecord record = ref _pairs[pair];
        OwnBaseline own = deriver.Derive(days, _levelSince.GetValueOrDefault(number), record.SolarOffset);
        _states[number] = _concluder.Conclude(own, _parents[record.Network], pair);
        // The pair's season was that of the old level; until the next derivation its network's stands for it where the days are too few for an own one.
        record.RttSeason = Renewed(record.RttSeason, deriver.Rtt, record.SolarOffset);
        record.TtfbSeason = Renewed(record.TtfbSeason, deriver.Ttfb, record.SolarOffset);
    }

    private int Renewed(int season, OwnTimes own, sbyte solarOffset)
    {
        if (!OwnSeason.TryTake(own, Today, solarOffset, _settings, out OwnSeason renewed))
        {
            return -1;
        }
        if (season < 0)
        {
            return _seasons.Add(renewed);
        }
        _seasons[season] = renewed;
        return season;
    }

    private void BeginDerive(DaySelection selection)
    {
        _derivation = new Derivation(_settings, selection, Count);
        foreach (BaselineParent parent in _parents.All)
        {
            parent.BeginSums();
        }
    }
}
