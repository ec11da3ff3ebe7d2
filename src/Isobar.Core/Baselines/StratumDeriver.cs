using System.Runtime.InteropServices;

namespace Isobar.Core.Baselines;

/// <summary>Derives what the history of one stratum says of it. One object serves for all strata in turn.</summary>
internal sealed class StratumDeriver
{
    private readonly TimesDeriver _times;
    private readonly VotesDeriver _votes = new();
    private readonly VolumeDeriver _volume;
    private readonly List<DaySummary> _days = [];

    /// <param name="settings">The numbers.</param>
    /// <param name="selection">The days that count.</param>
    public StratumDeriver(BaselineSettings settings, DaySelection selection)
    {
        SlotTable slots = new(selection.First, selection.Last);
        _times = new TimesDeriver(settings, selection, slots);
        _volume = new VolumeDeriver(settings, selection, slots);
        Selection = selection;
    }

    /// <summary>The days that count.</summary>
    public DaySelection Selection { get; }

    /// <summary>Round-trip times of the stratum that was derived last.</summary>
    public OwnTimes Rtt { get; } = new();

    /// <summary>Its times to first byte.</summary>
    public OwnTimes Ttfb { get; } = new();

    /// <summary>Its votes.</summary>
    public OwnVotes Votes { get; private set; }

    /// <summary>Derives a stratum.</summary>
    /// <param name="history">Its days, rising.</param>
    /// <param name="levelSince">Levels and seasons use days from this one on (a new normal).</param>
    /// <param name="solarOffset">Solar time of the city-network.</param>
    public OwnBaseline Derive(ReadOnlySpan<DaySummary> history, DateOnly levelSince, sbyte solarOffset)
    {
        _days.Clear();
        foreach (DaySummary day in history)
        {
            if (Selection.Contains(day.Day))
            {
                _days.Add(day);
            }
        }
        ReadOnlySpan<DaySummary> days = CollectionsMarshal.AsSpan(_days);
        _times.Derive(days, static day => day.Rtt, levelSince, solarOffset, Rtt);
        _times.Derive(days, static day => day.Ttfb, levelSince, solarOffset, Ttfb);
        Votes = _votes.Derive(days, Selection);
        return new OwnBaseline
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
            Volume = _volume.Derive(days, solarOffset),
        };
    }
}
