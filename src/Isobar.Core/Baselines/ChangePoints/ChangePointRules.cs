namespace Isobar.Core.Baselines.ChangePoints;

/// <summary>
/// What counts as a change of a round-trip time series. Times are in milliseconds. The defaults are those measured on hand-labelled series
/// (docs/accuracy.md); they suit series of one value every few minutes to every hour.
/// </summary>
public sealed record ChangePointRules
{
    private const double SquaredEvidence = 5120;

    /// <summary>
    /// What one count of the Poisson model stands for, milliseconds. The model's variance is this × (RTT − smallest RTT), so 0.1 expects a spread of
    /// 0.3 ms at 1 ms above the floor and of 1 ms at 10 ms, about what quiet series show. Whole milliseconds overlook shifts of 1 to 2 ms.
    /// </summary>
    public double Resolution { get; init; } = 0.1;

    /// <summary>Width of the running median that goes before the segmentation, odd. 5 takes out bursts of one or two values, which nobody labels.</summary>
    public int FilterWidth { get; init; } = 5;

    /// <summary>Penalty of a change, in units of ln N. The modified BIC has 3; real RTTs are not independent, so more.</summary>
    public double PenaltyFactor { get; init; } = 5;

    /// <summary>Fewest values of a segment in the segmentation.</summary>
    public int ShortestSegment { get; init; } = 3;

    /// <summary>Smallest change of the median that matters, milliseconds.</summary>
    public double SmallestShift { get; init; } = 1;

    /// <summary>Smallest change of the median, in spreads of the noisier side.</summary>
    public double SmallestShiftInSpreads { get; init; } = 1;

    /// <summary>Spreads below this count as this, milliseconds: a clock's resolution is no reason to be surer.</summary>
    public double SpreadFloor { get; init; } = 0.1;

    /// <summary>
    /// A shift d over a spread s (of the quieter side) must last n values with n²·d/s at least this. So a clear shift is believed soon, a faint one later:
    /// 16 values at 20 spreads, 8 at 80, 30 at 6.
    /// </summary>
    public double Evidence { get; init; } = SquaredEvidence;

    /// <summary>Fewest values a level must last, however clear.</summary>
    public int ShortestRun { get; init; } = 4;

    /// <summary>Values after which a level is believed, however faint, if it passes the other rules.</summary>
    public int LongestRun { get; init; } = 30;

    /// <summary>What a lost sample (NaN) counts as, milliseconds: worse than any answer, so that a run of losses is a change.</summary>
    public double LostAs { get; init; } = 1000;

    /// <summary>For <see cref="ChangePointFinder"/>, which sees both sides of a change.</summary>
    public static ChangePointRules Offline { get; } = new();

    /// <summary>For <see cref="ChangePointTracker"/>, which sees only what has come: it must wait longer before it believes.</summary>
    public static ChangePointRules Causal { get; } = new() { Resolution = 0.25, Evidence = 2880, ShortestRun = 6 };

    /// <summary>How many values a shift must last to be believed.</summary>
    /// <param name="shift">Distance of the medians, milliseconds.</param>
    /// <param name="quieterSpread">The smaller of the two spreads, milliseconds.</param>
    public double RequiredRun(double shift, double quieterSpread) =>
        Math.Clamp(Math.Sqrt(Evidence * Math.Max(quieterSpread, SpreadFloor) / shift), ShortestRun, LongestRun);

    /// <summary>Whether two levels are far enough apart to matter.</summary>
    public bool Differ(RobustLevel before, RobustLevel after) =>
        Math.Abs(after.Median - before.Median) >= Math.Max(SmallestShift, SmallestShiftInSpreads * Math.Max(before.Spread, after.Spread));

    /// <summary>The series with lost samples (NaN, negative or zero) replaced.</summary>
    internal double Usable(double millis) => millis > 0 ? millis : LostAs;

    /// <summary>The count of the Poisson model for a value.</summary>
    internal int Count(double millis, double floor) => (int)Math.Clamp(Math.Round((millis - floor) / Resolution), 0, int.MaxValue);
}
