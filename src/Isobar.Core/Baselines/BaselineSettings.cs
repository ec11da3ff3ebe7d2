namespace Isobar.Core.Baselines;

/// <summary>The numbers of the baselines, each with its reason (section 4 of the statistical design).</summary>
public sealed record BaselineSettings
{
    /// <summary>The defaults.</summary>
    public static BaselineSettings Default { get; } = new();

    /// <summary>Days of history that are used, 3 to 31: long enough for four weekends, short enough to follow the network.</summary>
    public int HistoryDays { get; init; } = 30;

    /// <summary>Samples (votes) from which a baseline is ready: the 90th percentile of so many is known within about a tenth of the distribution's width.</summary>
    public int ReadySamples { get; init; } = 1_000;

    /// <summary>Days from which a baseline is ready: fewer do not tell a usual day from an odd one.</summary>
    public int ReadyDays { get; init; } = 3;

    /// <summary>Samples that weigh as much as the parent where its members do not tell yet how alike they are.</summary>
    public double StartKappa { get; init; } = 300;

    /// <summary>
    /// Standard deviations by which the edges of a pair without a ready baseline are raised above its parent's: how far a new city may be from the others of its network
    /// is not known, and being far away is no fault.
    /// </summary>
    public double PredictiveWidth { get; init; } = 3;

    /// <summary>Samples in a slot from which a pair's own season is used.</summary>
    public int OwnSeasonSamples { get; init; } = 200;

    /// <summary>Days in a slot from which a pair's own season is used: a median of seven stands three bad days.</summary>
    public int OwnSeasonDays { get; init; } = 7;

    /// <summary>Days in a slot from which a group's season is used; before, the highest hour stands for all.</summary>
    public int GroupSeasonDays { get; init; } = 2;

    /// <summary>Weight of the wider group's season, in well-measured members of the narrower one.</summary>
    public double SeasonPriorMembers { get; init; } = 2;

    /// <summary>Samples of an hour (of a slot, in the mean of its days) from which it counts as a highest one.</summary>
    public int PeakHourSamples { get; init; } = 20;

    /// <summary>Days back from which volume is learned: four weeks, so that each weekday counts alike.</summary>
    public int VolumeDays { get; init; } = 28;

    /// <summary>Days in a slot from which an expected number of clients is given.</summary>
    public int VolumeSlotDays { get; init; } = 3;

    /// <summary>Usual shares below this are taken as this: nothing is known of rarer samples.</summary>
    public double SmallestShare { get; init; } = 0.001;

    /// <summary>Relative part of the margin between a usual quantile and its edge: smaller rises are not worth an alarm.</summary>
    public double MarginRatio { get; init; } = 1.10;

    /// <summary>Absolute part of the margin, microseconds.</summary>
    public double MarginMicros { get; init; } = 5_000;

    /// <summary>How long volume is not tested after prefixes moved between city-networks, seconds.</summary>
    public long VolumePauseSeconds { get; init; } = 86_400;
}
