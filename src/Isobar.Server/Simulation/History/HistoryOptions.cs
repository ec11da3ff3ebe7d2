using Isobar.Simulator.Worlds;

namespace Isobar.Server.Simulation.History;

/// <summary>The history that a data folder is seeded with.</summary>
/// <param name="World">Whose: its faults become the past events.</param>
/// <param name="From">Start, Unix seconds, a whole hour.</param>
/// <param name="Until">End, on a five-minute mark: whole hours are stored as hourly sums, the rest as sums of five minutes.</param>
/// <param name="Region">Region that ARNs show.</param>
/// <param name="Account">Account that ARNs show.</param>
internal sealed record HistoryOptions(SimulatedWorld World, long From, long Until, string Region, string Account);
