namespace Isobar.Core.Scoring;

/// <summary>The verdict on one metric of a pair or stratum in one window.</summary>
/// <param name="State">What is known.</param>
/// <param name="Drop">Share of the traffic that sees a drop, 0 to 1; 0 unless the state is <see cref="HealthState.Drop"/>.</param>
/// <param name="SmallestDrop">The smallest drop share that would have been found with a probability of 0.9; above 1 where none would.</param>
/// <param name="Source">What was tested: the pair itself, or the element that speaks for it because it is too thin.</param>
/// <param name="Stream">The stream that shows the drop; of no meaning in other states.</param>
/// <param name="OpenedBy">The path by which the drop became certain enough for an event; none while it is only a significant window.</param>
/// <param name="Since">Start of the first window of the run of drops, Unix seconds; 0 where there is none.</param>
public readonly record struct MetricHealth(
    HealthState State, float Drop, float SmallestDrop, ElementKind Source, EvidenceStream Stream, OpeningPath OpenedBy, long Since)
{
    /// <summary>100 · (1 − drop): the share of traffic that does as well as usual; null where there is no evidence.</summary>
    public double? Score => State switch
    {
        HealthState.Ok => 100,
        HealthState.Drop => 100 * (1 - (double)Drop),
        _ => null,
    };
}
