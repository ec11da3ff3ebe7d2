namespace Isobar.Core.Baselines;

/// <summary>A derivation under way: what the strata's own histories say, before it is shared. Lives for the time of one pass over the history.</summary>
internal sealed class Derivation
{
    private readonly BaselineSettings _settings;
    private readonly Dictionary<int, SeasonChoice> _rttSeasons = [];
    private readonly Dictionary<int, SeasonChoice> _ttfbSeasons = [];

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

    /// <summary>Own seasons of pairs.</summary>
    public PagedStates<OwnSeason> Seasons { get; } = new();

    /// <summary>Takes the history of a stratum.</summary>
    public void Collect(int number, int pair, ReadOnlySpan<DaySummary> days, DateOnly levelSince, sbyte solarOffset)
    {
        Own[number] = Stratum.Derive(days, levelSince, solarOffset);
        Choose(_rttSeasons, Stratum.Rtt, number, pair, solarOffset);
        Choose(_ttfbSeasons, Stratum.Ttfb, number, pair, solarOffset);
    }

    /// <summary>Numbers of a pair's own seasons, -1 where it has none.</summary>
    public (int Rtt, int Ttfb) SeasonsOf(int pair) => (
        _rttSeasons.TryGetValue(pair, out SeasonChoice rtt) ? rtt.Season : -1,
        _ttfbSeasons.TryGetValue(pair, out SeasonChoice ttfb) ? ttfb.Season : -1);

    /// <summary>A pair's season is that of its stratum with the most samples, so that zones and families of a pair share one.</summary>
    private void Choose(Dictionary<int, SeasonChoice> choices, OwnTimes own, int number, int pair, sbyte solarOffset)
    {
        if (!OwnSeason.TryTake(own, Stratum.Selection.Today, solarOffset, _settings, out OwnSeason season))
        {
            return;
        }
        if (!choices.TryGetValue(pair, out SeasonChoice choice))
        {
            choices.Add(pair, new(Seasons.Add(season), own.Samples, number));
        }
        else if (own.Samples > choice.Samples || (own.Samples == choice.Samples && number < choice.Stratum))
        {
            Seasons[choice.Season] = season;
            choices[pair] = choice with { Samples = own.Samples, Stratum = number };
        }
    }

    private readonly record struct SeasonChoice(int Season, long Samples, int Stratum);
}
