namespace Isobar.Core.Attribution;

/// <summary>An element that explains drops, what else was thought of, and the pairs it stands for.</summary>
/// <param name="Suspicion">The element.</param>
/// <param name="Others">Alternatives, the best first.</param>
/// <param name="Pairs">All pairs of the element, in the order of city-networks.</param>
internal sealed record Explanation(Suspicion Suspicion, IReadOnlyList<Suspicion> Others, int[] Pairs);
