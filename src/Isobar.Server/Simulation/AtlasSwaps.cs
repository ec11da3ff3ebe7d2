using Isobar.Core.Baselines;
using Isobar.Core.Windows;
using Isobar.Simulator.Nuisances;
using Isobar.Simulator.Worlds;

namespace Isobar.Server.Simulation;

/// <summary>The atlas swaps of a world, as a live installation learns of them: by comparing the new atlas with the old one.</summary>
internal static class AtlasSwaps
{
    /// <summary>What moved with the swaps of a time.</summary>
    public static IReadOnlyCollection<BaselineMove> In(SimulatedWorld world, long fromSeconds, long untilSeconds) =>
    [
        .. world.Nuisances
            .Where(nuisance => nuisance.Kind == NuisanceKind.GeolocationChange && nuisance.StartSeconds >= fromSeconds && nuisance.StartSeconds < untilSeconds)
            .SelectMany(nuisance => world.MovesOf(nuisance))
            // Several resources may be evidence for one stratum; in these worlds each has its own.
            .Select(move => new BaselineMove(new(move.From, HealthStratum.Of(move.FromStratum)), new(move.To, HealthStratum.Of(move.ToStratum)), move.Share)),
    ];
}
