namespace Isobar.Core.Insights;

/// <summary>
/// What other service locations would give, learned once from some pairs and then asked of one pair after the other, also of those that it was not learned from: memory is that of
/// what it was learned from, however many are asked.
/// </summary>
/// <param name="times">What is learned from: pairs, each once, in any order.</param>
/// <param name="options">What is compared.</param>
public sealed class PlacementOutlook(IReadOnlyCollection<PairTimes> times, InsightOptions options)
{
    private readonly CandidateTable _candidates = new(times, options);

    /// <summary>The best location without the content delivery network, the present one where none is better, and that network; null where no time is known.</summary>
    public (PlaceTime? Region, PlaceTime? Cdn) BestOf(PairTimes pair) => _candidates.BestOf(pair);
}
