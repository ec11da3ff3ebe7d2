namespace Isobar.Core.Baselines;

/// <summary>What a stratum's own history says of one stream of times, before anything is borrowed. One object serves for all strata in turn.</summary>
internal sealed class OwnTimes
{
    /// <summary>Medians of the daily quantiles; 0 where no day had enough samples.</summary>
    public DayQuantiles Levels;

    /// <summary>Samples of all days.</summary>
    public long Samples { get; set; }

    /// <summary>Days with samples, one bit each.</summary>
    public uint DayMask { get; set; }

    /// <summary>Robust variance of the daily quantiles from day to day, squared places: median and 90th percentile. 0 with fewer than three days.</summary>
    public long WobbleP50 { get; set; }

    /// <inheritdoc cref="WobbleP50"/>
    public long WobbleP90 { get; set; }

    /// <summary>Days behind <see cref="WobbleP90"/>.</summary>
    public int LevelDays { get; set; }

    /// <summary>Offsets by slot of the median: half buckets, or <see cref="SeasonOffsets.Unknown"/>.</summary>
    public sbyte[] SeasonP50 { get; } = new sbyte[SlotClock.Slots];

    /// <summary>Offsets by slot of the 90th percentile.</summary>
    public sbyte[] SeasonP90 { get; } = new sbyte[SlotClock.Slots];

    /// <summary>Samples by slot, in hours that have quantiles.</summary>
    public long[] SlotSamples { get; } = new long[SlotClock.Slots];

    /// <summary>Days by slot with such hours.</summary>
    public int[] SlotDays { get; } = new int[SlotClock.Slots];

    /// <summary>The highest hour.</summary>
    public PeakOffsets Peak { get; set; }

    /// <summary>Whether the quantiles that edges need are all known.</summary>
    public bool HasLevels => Levels[DayQuantiles.P10] != 0 && Levels[DayQuantiles.P90] != 0;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Levels = default;
        Samples = 0;
        DayMask = 0;
        WobbleP50 = 0;
        WobbleP90 = 0;
        LevelDays = 0;
        Array.Fill(SeasonP50, SeasonOffsets.Unknown);
        Array.Fill(SeasonP90, SeasonOffsets.Unknown);
        Array.Clear(SlotSamples);
        Array.Clear(SlotDays);
        Peak = PeakOffsets.Unknown;
    }
}
