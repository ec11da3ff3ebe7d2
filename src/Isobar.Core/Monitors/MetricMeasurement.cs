using Isobar.Core.Scoring;

namespace Isobar.Core.Monitors;

/// <summary>A metric of a pair as a monitor sees it: the health of the pair's strata, weighed by the monitor's own traffic.</summary>
/// <param name="State">What is known.</param>
/// <param name="Drop">Share of the monitor's traffic of the pair that sees a drop, 0 to 1; 0 unless the state is <see cref="HealthState.Drop"/>.</param>
/// <param name="SmallestDrop">The smallest drop share that would have been found with a probability of 0.9; above 1 where none would.</param>
/// <param name="Source">What was tested where the drop was found.</param>
/// <param name="Stream">The stream that shows the drop; of no meaning in other states.</param>
/// <param name="OpenedBy">The path by which the drop became certain enough for an event, if it did.</param>
/// <param name="Since">Start of the first window of the run of drops, Unix seconds; 0 where there is none.</param>
public readonly record struct MetricMeasurement(
    HealthState State, double Drop, double SmallestDrop, ElementKind Source, EvidenceStream Stream, OpeningPath OpenedBy, long Since)
{
    /// <summary>Whether there is evidence, and so a score.</summary>
    public bool HasScore => State is HealthState.Ok or HealthState.Drop;

    /// <summary>100 · (1 − drop); null where there is no evidence.</summary>
    public double? Score => HasScore ? 100 * (1 - Drop) : null;
}
