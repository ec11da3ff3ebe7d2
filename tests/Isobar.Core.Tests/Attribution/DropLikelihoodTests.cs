using Isobar.Core.Attribution;
using Isobar.Core.Baselines;

namespace Isobar.Core.Tests.Attribution;

public sealed class DropLikelihoodTests
{
    private const double ClientNoise = 0.15;

    /// <summary>Usual shares above the edges of a network whose times lie close together: nearly nothing is above.</summary>
    private static readonly double[] s_usual = [0.3, 0.1, 0.05, 0.03, 0.02];

    [Fact]
    public void A_shift_within_the_margin_of_a_busy_pair_speaks_for_no_drop_of_any_kind()
    {
        // All quantiles are above what they were, and none is above its edge.
        PairEvidence pair = Evidence(400, [0.85, 0.7, 0.45, 0.2, 0.07]);
        Assert.All(Hypotheses(), hypothesis => Assert.True(Nats(pair, hypothesis) < 0, $"{hypothesis}: {Nats(pair, hypothesis)}"));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.35)]
    [InlineData(0.9)]
    public void A_share_of_the_traffic_beyond_all_edges_still_speaks_for_a_drop(double share)
    {
        PairEvidence pair = Evidence(400, [.. s_usual.Select(usual => share + (1 - share) * usual)]);
        Assert.True(Nats(pair, new DropHypothesis(share, 5)) > 8);
    }

    [Fact]
    public void Few_samples_are_compared_with_what_is_usual()
    {
        PairEvidence pair = Evidence(4, [0.5, 0.25, 0.25, 0.25, 0]);
        Assert.InRange(pair.WithinMargin, 0, 0.5);
    }

    [Fact]
    public void Being_within_the_margin_never_makes_a_drop_more_likely()
    {
        Random random = new(1);
        for (int i = 0; i < 500; i++)
        {
            double[] shares = [.. Enumerable.Range(0, EdgeExpectation.Count).Select(_ => random.NextDouble()).OrderDescending()];
            Assert.True(Evidence(random.Next(0, 300), shares).WithinMargin >= 0);
        }
    }

    private static IEnumerable<DropHypothesis> Hypotheses() =>
        from share in DropHypothesis.Shares.ToArray() from reach in DropHypothesis.ReachesOf(BlameChannel.Rtt).ToArray() select new DropHypothesis(share, reach);

    private static double Nats(PairEvidence pair, DropHypothesis hypothesis) => DropLikelihood.MixedRatio(in pair, BlameChannel.Rtt, hypothesis, mayBePartial: true, ClientNoise);

    private static PairEvidence Evidence(int samples, double[] above)
    {
        PairEvidence pair = default;
        pair.Counts.Trials = samples;
        for (int edge = 0; edge < EdgeExpectation.Count; edge++)
        {
            pair.Counts.Above[edge] = Math.Round(samples * above[edge]);
            pair.Counts.UsualAbove[edge] = s_usual[edge];
        }
        DropLikelihood.UsualBins(in pair.Counts.UsualAbove, pair.UsualBins);
        pair.WithinMargin = DropLikelihood.WithinMargin(in pair.Counts, pair.UsualBins);
        return pair;
    }
}
