namespace Isobar.Core.Baselines;

/// <summary>A derivation under way: what the strata's own histories say, before it is shared. Lives for the time of one pass over the history.</summary>
internal sealed class Derivation
{
    private readonly BaselineSettings _settings;
    private readonly Dictionary<int, SeasonChoice> _rttSeasons = [];
    private readonly Dictionary<int, SeasonChoice> _ttfbSeasons = [];
    private readonly Dictionary<int, BaselineParent> _shared = [];

    /// <param name="settings">The numbers.</param>
    /// <param name="selection">The days that count.</param>
    /// <param name="strata">Number of strata.</param>
    public Derivation(BaselineSettings settings, DaySelection selection, int strata)
    {
        _settings = settings;
        Stratum = new StratumDeriver(settings, selection);
        for (int number = 0; number < strata; number++)
        {
            Own.Add(default);
        }
    }

    /// <summary>The stratum that was collected last.</summary>
    public StratumDeriver Stratum { get; }

    /// <summary>What is known by number of stratum.</summary>
    public PagedStates<OwnBaseline> Own { get; } = new();

    /// <summary>Takes the history of a stratum.</summary>
    public void Collect(int number, int pair, ReadOnlySpan<DaySummary> days, DateOnly levelSince, sbyte solarOffset)
    {
        Own[number] = Stratum.Derive(days, levelSince, solarOffset);
        Choose(_rttSeasons, Stratum.Rtt, number, pair, solarOffset);
        Choose(_ttfbSeasons, Stratum.Ttfb, number, pair, solarOffset);
    }

    /// <summary>The group of the strata of a pair. It is not kept: what a stratum borrows of it is part of the stratum's state.</summary>
    public BaselineParent Shared(int pair, BaselineParent network)
    {
        if (!_shared.TryGetValue(pair, out BaselineParent? shared))
        {
            shared = new BaselineParent(BaselineSource.Pair, -1, "", network, _settings);
            _shared.Add(pair, shared);
        }
        return shared;
    }

    /// <summary>The same, once its network is concluded.</summary>
    public BaselineParent Concluded(int pair, BaselineParent network)
    {
        BaselineParent shared = Shared(pair, network);
        if (!shared.IsConcluded)
        {
            shared.Conclude(_settings);
        }
        return shared;
    }

    /// <summary>Own seasons of a pair, put into the list; -1 where it has none. Asked in the order of pairs, as they were collected in any.</summary>
    public (int Rtt, int Ttfb) TakeSeasons(int pair, PagedStates<OwnSeason> seasons) => (
        _rttSeasons.TryGetValue(pair, out SeasonChoice rtt) ? seasons.Add(rtt.Season) : -1,
        _ttfbSeasons.TryGetValue(pair, out SeasonChoice ttfb) ? seasons.Add(ttfb.Season) : -1);

    /// <summary>A pair's season is that of its stratum with the most samples, so that zones and families of a pair share one.</summary>
    private void Choose(Dictionary<int, SeasonChoice> choices, OwnTimes own, int number, int pair, sbyte solarOffset)
    {
        if (!OwnSeason.TryTake(own, Stratum.Selection.Today, solarOffset, _settings, out OwnSeason season))
        {
            return;
        }
        bool isBetter = !choices.TryGetValue(pair, out SeasonChoice choice)
            || own.Samples > choice.Samples || (own.Samples == choice.Samples && number < choice.Stratum);
        if (isBetter)
        {
            choices[pair] = new(season, own.Samples, number);
        }
    }

    private readonly record struct SeasonChoice(OwnSeason Season, long Samples, int Stratum);
}
