using Isobar.Core.Scoring;

namespace Isobar.Core.Attribution;

/// <summary>A drop that must be explained: of a pair by its own test, or of an aggregate.</summary>
/// <param name="Pair">Number of the pair.</param>
/// <param name="Since">Start of the run, Unix seconds.</param>
/// <param name="OpenedBy">Whether the run is certain.</param>
/// <param name="Profile">Evidence for each hypothesis, in nats.</param>
internal sealed record Seed(int Pair, long Since, OpeningPath OpenedBy, double[] Profile);

/// <summary>An aggregate that shows a drop.</summary>
/// <param name="Key">What its pairs share.</param>
/// <param name="Hypothesis">What it says of its pairs.</param>
/// <param name="Since">Start of the run, Unix seconds.</param>
/// <param name="OpenedBy">Whether the run is certain.</param>
/// <param name="Pairs">Its pairs, in the order of city-networks.</param>
internal sealed record AggregateSeed(ElementKey Key, DropHypothesis Hypothesis, long Since, OpeningPath OpenedBy, int[] Pairs);
