using Isobar.Core.Scoring;

namespace Isobar.Core.Attribution;

/// <summary>An element that could explain a drop, with the votes for and against it.</summary>
/// <param name="Element">The suspect.</param>
/// <param name="BadInside">Pairs of the element that see the drop.</param>
/// <param name="TotalInside">Pairs of the element that can tell.</param>
/// <param name="BadOutside">Comparable pairs elsewhere that see a drop.</param>
/// <param name="TotalOutside">Comparable pairs elsewhere that can tell.</param>
/// <param name="Confidence">Probability that nearly all inside are bad and nearly all outside are good, 0 to 1.</param>
/// <param name="ExplanatoryPower">Share of the lost traffic that lies inside, 0 to 1 (Adtributor, NSDI 2014).</param>
public sealed record Suspect(
    NetworkElement Element, int BadInside, int TotalInside, int BadOutside, int TotalOutside, double Confidence, double ExplanatoryPower);
