namespace Isobar.Simulator.Worlds;

/// <summary>The numbers of a pair that each row is drawn from. Kept apart from <see cref="SimulatedPair"/>, packed, since half a million of them are walked in every window.</summary>
internal struct PairModel
{
    /// <summary>Votes a window at the weekly mean.</summary>
    public float MeanVotes;

    /// <summary>Daily rhythm: 1 + cos part × cos(UTC angle) + sin part × sin(UTC angle).</summary>
    public float RhythmCos;

    /// <inheritdoc cref="RhythmCos"/>
    public float RhythmSin;

    /// <summary>Factor of the rhythm on weekdays and on weekends; the week's mean is one.</summary>
    public float WeekdayFactor;

    /// <inheritdoc cref="WeekdayFactor"/>
    public float WeekendFactor;

    /// <summary>Seconds that solar time is ahead of UTC.</summary>
    public int SolarSeconds;

    /// <summary>Family of shapes of the round-trip times.</summary>
    public int Family;

    /// <summary>Position of the access median on the axis of buckets.</summary>
    public float Position;

    /// <summary>Standard deviation of the position from window to window, in buckets.</summary>
    public float EffectSpread;

    /// <summary>Levels of queueing at mean load.</summary>
    public float QueueLevel;

    /// <summary>Share of votes that usually fail on the way.</summary>
    public float NetworkFailureShare;

    /// <summary>Share of votes that usually fail at the service.</summary>
    public float ServiceFailureShare;

    /// <summary>Intra-class correlation of failures in a window.</summary>
    public float FailureCorrelation;

    /// <summary>k of the negative binomial arrivals: Var = μ + μ²/k.</summary>
    public float ArrivalSize;

    /// <summary>Requests for each vote, at least one.</summary>
    public float RequestsPerVote;

    /// <summary>Chance that a request beyond the first of a vote is timed.</summary>
    public float TimedShare;

    /// <summary>Mean bytes of an answer.</summary>
    public float BytesPerRequest;

    /// <summary>Position of the city-network in the world's address plan.</summary>
    public int CityNetwork;

    /// <summary>Size of the pool of clients is 2 to this.</summary>
    public byte PoolBits;

    /// <summary>Service location.</summary>
    public byte Location;

    /// <summary>Traffic at a time, in units of the weekly mean: a sinusoid of the day, and the weekend by solar time.</summary>
    /// <param name="unixSeconds">The time.</param>
    /// <param name="dayCos">Cosine of the time of day, UTC.</param>
    /// <param name="daySin">Sine of the time of day, UTC.</param>
    public readonly double RhythmAt(long unixSeconds, double dayCos, double daySin)
    {
        long day = Math.DivRem(unixSeconds + SolarSeconds, 86_400).Quotient;
        // Day 0 was a Thursday, so days 2 and 3 of each seven are a weekend.
        bool isWeekend = day % 7 is 2 or 3;
        return (1 + RhythmCos * dayCos + RhythmSin * daySin) * (isWeekend ? WeekendFactor : WeekdayFactor);
    }
}
