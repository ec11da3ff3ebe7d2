using Isobar.Core.Events;
using Isobar.Simulator.Faults;

namespace Isobar.Server.Simulation.Rehearsals;

/// <summary>A fault of a rehearsal, and what Isobar would have said of it.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="RequestsHit">Votes and samples that it really failed, delayed or kept away.</param>
/// <param name="ShareHit">The same as a share of what the element sent while the fault lasted, 0 to 1.</param>
/// <param name="PairsHit">City-networks at service locations with anything of this.</param>
/// <param name="Found">The finding that explains it; null where it was not found.</param>
/// <param name="FoundSeconds">When the window was sealed in which it was certain; null where it was not found.</param>
/// <param name="IsNamed">Whether the finding blames the very element.</param>
/// <param name="Events">The health events that it made, as they ended, the greatest impact first.</param>
internal sealed record FaultAnswer(
    Fault Fault, long RequestsHit, double ShareHit, int PairsHit, Detection? Found, long? FoundSeconds, bool IsNamed, IReadOnlyList<HealthEvent> Events)
{
    /// <summary>From the start of the fault until it was certain, seconds.</summary>
    public long? DelaySeconds => FoundSeconds - Fault.Spec.StartSeconds;
}
