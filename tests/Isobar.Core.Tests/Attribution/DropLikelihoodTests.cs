using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Attribution;

namespace Isobar.Core.Tests.Attribution;

public sealed class DropLikelihoodTests
{
    [Fact]
    public void Failures_are_the_binomial_likelihood_ratio() =>
        Prop.ForAll(Gen.Choose(0, 60).Two().ToArbitrary(), counts =>
        {
            (int n, int x) = (Math.Max(counts.Item1, counts.Item2), Math.Min(counts.Item1, counts.Item2));
            double naive = 0;
            for (int vote = 0; vote < n; vote++)
            {
                naive += vote < x ? Math.Log((0.4 + 0.6 * 0.01) / 0.01) : Math.Log(0.6);
            }
            return Math.Abs(DropLikelihood.Failures(n, x, 0.01, 0.4) - naive) < 1e-4;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_failure_of_a_few_votes_decides_nothing_and_two_do()
    {
        Assert.InRange(DropLikelihood.Failures(8, 1, 0.005, 0.2), -3, 3);
        Assert.True(DropLikelihood.Failures(4, 2, 0.005, 0.8) > 3);
        Assert.True(DropLikelihood.Failures(3, 0, 0.005, 0.8) < -3);
    }

    [Fact]
    public void Missing_clients_speak_for_vanishing_and_more_than_usual_no_louder_than_the_usual_number()
    {
        Assert.True(DropLikelihood.Vanished(10, 60, 0.9, 0.15) > 8);
        Assert.True(DropLikelihood.Vanished(60, 60, 0.9, 0.15) < -8);
        Assert.Equal(DropLikelihood.Vanished(60, 60, 0.9, 0.15), DropLikelihood.Vanished(300, 60, 0.9, 0.15), 1e-3);
        Assert.Equal(0, DropLikelihood.Vanished(5, 0, 0.9, 0.15));
    }

    [Theory]
    [InlineData(1.0, 1)]
    [InlineData(0.6, 2)]
    [InlineData(0.35, 5)]
    public void Lifted_samples_are_told_from_usual_ones(double share, int reach)
    {
        DropHypothesis hypothesis = new(Math.Min(share, 0.9), reach);
        PairNats lifted = new(Counts(200, share, reach));
        PairNats usual = new(Counts(200, 0, reach));
        Assert.True(DropLikelihood.MixedRatio(lifted, BlameChannel.Rtt, hypothesis, false, 0.15) > 8);
        Assert.True(DropLikelihood.MixedRatio(usual, BlameChannel.Rtt, hypothesis, false, 0.15) < -4);
    }

    [Fact]
    public void Thin_pairs_without_a_fault_do_not_add_up_to_one()
    {
        // Many pairs of three votes each: whatever the hypothesis, their evidence must fall, not rise, with their number.
        TestDraws draws = new(5);
        foreach (BlameChannel channel in (BlameChannel[])[BlameChannel.Network, BlameChannel.Rtt])
        {
            foreach (double share in DropHypothesis.Shares)
            {
                foreach (int reach in DropHypothesis.ReachesOf(channel))
                {
                    double sum = 0;
                    for (int pair = 0; pair < 1500; pair++)
                    {
                        sum += DropLikelihood.MixedRatio(new PairNats(Drawn(draws, channel)), channel, new DropHypothesis(share, reach), true, 0.15);
                    }
                    Assert.True(sum < 0, $"{channel} {share} {reach}: {sum}");
                }
            }
        }
    }

    private static ChannelCounts Drawn(TestDraws draws, BlameChannel channel)
    {
        var drawn = draws.Draw(3, []);
        ChannelCounts counts = default;
        if (channel == BlameChannel.Network)
        {
            (counts.Trials, counts.Failed, counts.UsualShare) = (drawn.Votes, drawn.NetworkFailed, TestDraws.NetworkShare);
            (counts.Clients, counts.ClientsExpected) = (drawn.Clients, drawn.ClientsExpected);
            return counts;
        }
        counts.Trials = drawn.Rtt.Samples;
        for (int edge = 0; edge < 5; edge++)
        {
            counts.Above[edge] = drawn.Rtt.Above[edge];
            counts.UsualAbove[edge] = TestDraws.SlowShares[edge];
        }
        return counts;
    }

    private static ChannelCounts Counts(int samples, double share, int reach)
    {
        ChannelCounts counts = default;
        counts.Trials = samples;
        for (int edge = 0; edge < 5; edge++)
        {
            double usual = TestDraws.SlowShares[edge];
            double lifted = edge - reach < 0 ? 1 : TestDraws.SlowShares[edge - reach];
            counts.UsualAbove[edge] = usual;
            counts.Above[edge] = samples * ((1 - share) * usual + share * lifted);
        }
        return counts;
    }
}
