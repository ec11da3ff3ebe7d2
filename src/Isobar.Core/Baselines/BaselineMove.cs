namespace Isobar.Core.Baselines;

/// <summary>Traffic that is counted under another stratum since the atlas changed.</summary>
/// <param name="From">Where its history lies.</param>
/// <param name="To">Where it is counted from now on.</param>
/// <param name="Share">The part of the traffic of <paramref name="From"/> that moved, 0 to 1.</param>
public readonly record struct BaselineMove(BaselineKey From, BaselineKey To, double Share);
