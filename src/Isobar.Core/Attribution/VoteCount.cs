using Isobar.Core.Scoring.Numerics;

namespace Isobar.Core.Attribution;

/// <summary>Units that see a drop, among those that can tell.</summary>
/// <param name="Bad">Units that see it.</param>
/// <param name="Total">Units that can tell.</param>
internal readonly record struct VoteCount(int Bad, int Total)
{
    /// <summary>Probability that the true share of bad units is above a share: Jeffreys posterior Beta(k + ½, n − k + ½).</summary>
    public double Above(double share) => SpecialFunctions.BetaComplement(Bad + 0.5, Total - Bad + 0.5, share);

    /// <summary>Probability that the true share of bad units is below a share.</summary>
    public double Below(double share) => SpecialFunctions.Beta(Bad + 0.5, Total - Bad + 0.5, share);

    /// <summary>One more vote.</summary>
    public VoteCount With(bool isBad) => new(Bad + (isBad ? 1 : 0), Total + 1);
}
