using Isobar.Core.Monitors;

namespace Isobar.Core.Events;

/// <summary>A pair with a drop in a window.</summary>
/// <param name="Row">Its measured row.</param>
/// <param name="Effective">The verdict that counts for events: the row's, or one that is held.</param>
internal readonly record struct HitPair(PairMeasurement Row, MetricMeasurement Effective)
{
    /// <summary>The part of the monitor's traffic that is hit here, percent.</summary>
    public double Impact => Row.PercentOfTotalTraffic * Effective.Drop;
}
