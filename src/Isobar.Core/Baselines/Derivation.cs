namespace Isobar.Core.Baselines;

/// <summary>A derivation under way: what the strata's own histories say, before it is shared. Lives for the time of one pass over the history.</summary>
internal sealed class Derivation
{
    private readonly BaselineSettings _settings;
    private readonly TimesDeriver _times;
    private readonly VotesDeriver _votes = new();
    private readonly VolumeDeriver _volume;
    private readonly Dictionary<int, SeasonChoice> _rttSeasons = [];
    private readonly Dictionary<int, SeasonChoice> _ttfbSeasons = [];

    /// <param name="settings">The numbers.</param>
    /// <param name="today">The day that the state will be for.</param>
    /// <param name="strata">Number of strata.</param>
    public Derivation(BaselineSettings settings, DateOnly today, int strata)
    {
        _settings = settings;
        _times = new TimesDeriver(settings);
        _volume = new VolumeDeriver(settings);
        Today = today;
        for (int number = 0; number < strata; number++)
        {
            Own.Add(default);
        }
    }

    /// <summary>The day that the state will be for.</summary>
    public DateOnly Today { get; }

    /// <summary>What is known by number of stratum.</summary>
    public PagedStates<OwnBaseline> Own { get; } = new();

    /// <summary>Own seasons of pairs.</summary>
    public PagedStates<OwnSeason> Seasons { get; } = new();

    /// <summary>Round-trip times of the stratum that was collected last.</summary>
    public OwnTimes Rtt { get; } = new();

    /// <summary>Its times to first byte.</summary>
    public OwnTimes Ttfb { get; } = new();

    /// <summary>Its votes.</summary>
    public OwnVotes Votes { get; private set; }

    /// <summary>Takes the history of a stratum.</summary>
    public void Collect(int number, int pair, ReadOnlySpan<DaySummary> days, DateOnly levelSince, sbyte solarOffset)
    {
        days = Within(days);
        _times.Derive(days, static day => day.Rtt, levelSince, Today, solarOffset, Rtt);
        _times.Derive(days, static day => day.Ttfb, levelSince, Today, solarOffset, Ttfb);
        Votes = _votes.Derive(days, Today);
        Own[number] = new OwnBaseline
        {
            Rtt = Rtt.Levels,
            Ttfb = Ttfb.Levels,
            RttSamples = Rtt.Samples,
            TtfbSamples = Ttfb.Samples,
            RttDays = Rtt.DayMask,
            TtfbDays = Ttfb.DayMask,
            Votes = Votes,
            RttPeak = Rtt.Peak,
            TtfbPeak = Ttfb.Peak,
            Volume = _volume.Derive(days, Today, solarOffset),
        };
        Choose(_rttSeasons, Rtt, number, pair, solarOffset);
        Choose(_ttfbSeasons, Ttfb, number, pair, solarOffset);
    }

    /// <summary>Numbers of a pair's own seasons, -1 where it has none.</summary>
    public (int Rtt, int Ttfb) SeasonsOf(int pair) => (
        _rttSeasons.TryGetValue(pair, out SeasonChoice rtt) ? rtt.Season : -1,
        _ttfbSeasons.TryGetValue(pair, out SeasonChoice ttfb) ? ttfb.Season : -1);

    /// <summary>The days of the last month, without today.</summary>
    private ReadOnlySpan<DaySummary> Within(ReadOnlySpan<DaySummary> days)
    {
        int first = 0, end = days.Length;
        while (first < end && Today.DayNumber - days[first].Day.DayNumber > _settings.HistoryDays)
        {
            first++;
        }
        while (end > first && days[end - 1].Day >= Today)
        {
            end--;
        }
        return days[first..end];
    }

    /// <summary>A pair's season is that of its stratum with the most samples, so that zones and families of a pair share one.</summary>
    private void Choose(Dictionary<int, SeasonChoice> choices, OwnTimes own, int number, int pair, sbyte solarOffset)
    {
        if (!OwnSeason.TryTake(own, Today, solarOffset, _settings, out OwnSeason season))
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
