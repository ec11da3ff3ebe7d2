using Isobar.Core.Events;
using Isobar.Simulator.Worlds;

namespace Isobar.Server.Simulation.Rehearsals;

/// <summary>What became of a scenario.</summary>
/// <param name="World">The world that it was played in.</param>
/// <param name="From">Start, Unix seconds.</param>
/// <param name="Until">End.</param>
/// <param name="Faults">The faults, in the order of their start.</param>
/// <param name="Events">All health events of the monitor `default`, as they ended, in the order of their start.</param>
/// <param name="FalseFindings">Findings that match no fault.</param>
internal sealed record Rehearsal(
    SimulatedWorld World, long From, long Until, IReadOnlyList<FaultAnswer> Faults, IReadOnlyList<HealthEvent> Events, IReadOnlyList<Detection> FalseFindings);
