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
        BeginDerive(today);
        foreach (StratumHistory stratum in history)
        {
            Collect(stratum);
        }
        ConcludeDerive();
    }

    /// <summary>Begins to derive the state for a day. Until <see cref="ConcludeDerive"/> expectations are those of before, and no stratum may be added.</summary>
    public void BeginDerive(DateOnly today)
    {
        _derivation = new Derivation(_settings, today, Count);
        foreach (BaselineParent parent in _parents.All)
        {
            parent.BeginSums();
        }
    }

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
        for (BaselineParent? parent = ParentOf(record); parent is not null; parent = parent.Wider)
        {
            parent.Add(derivation.Votes, derivation.Rtt, derivation.Ttfb);
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
            states.Add(_concluder.Conclude(derivation.Own[number], ParentOf(_pairs[pair]), pair));
        }
        for (int pair = 0; pair < _pairs.Count; pair++)
        {
            ref PairRecord record = ref _pairs[pair];
            (record.RttSeason, record.TtfbSeason) = derivation.SeasonsOf(pair);
        }
        _states = states;
        _seasons = derivation.Seasons;
        Today = derivation.Today;
        _derivation = null;
    }
}
