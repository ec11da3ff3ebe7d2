namespace Isobar.Core.Baselines.ChangePoints;

/// <summary>When a series counts as raised above its baseline, and when that is an episode and not a spike. Times are in milliseconds.</summary>
public sealed record EpisodeRules
{
    /// <summary>A value is raised when it is more than this above its baseline, milliseconds, and more than <see cref="MarginShare"/> of it.</summary>
    public double Margin { get; init; } = 5;

    /// <summary>The same as a share of the baseline: 0.1 is 10 %.</summary>
    public double MarginShare { get; init; } = 0.1;

    /// <summary>An episode opens when this many values in a row are raised and agree with each other. 1 to 8.</summary>
    public int Agreeing { get; init; } = 4;

    /// <summary>
    /// Values agree when the smallest rise among them is at least this share of the largest. A new level does, a jam of queues (30, 60, 90 ms) does not, and
    /// needs more values.
    /// </summary>
    public double Agreement { get; init; } = 0.7;

    /// <summary>Or an episode opens when <see cref="RaisedOfWindow"/> of this many values are raised, whatever their size. 1 to 32.</summary>
    public int Window { get; init; } = 8;

    /// <summary>See <see cref="Window"/>.</summary>
    public int RaisedOfWindow { get; init; } = 7;

    /// <summary>An episode ends when this many values in a row are not raised: an hour at 4 minutes a value, so that a fault that comes back is one episode.</summary>
    public int GoodToClose { get; init; } = 15;

    /// <summary>How far above its baseline a value may be.</summary>
    public double MarginOver(double baseline) => Math.Max(Margin, MarginShare * baseline);
}
