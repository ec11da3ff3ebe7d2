using System.Runtime.CompilerServices;
using Isobar.Core.Baselines;
using Isobar.Core.Scoring.Numerics;

namespace Isobar.Core.Attribution;

/// <summary>
/// How much more likely a pair's counts are with a drop than without, in nats. A pair with few samples says little either way by itself, as it should; over
/// several windows, or together with its neighbours, it does.
/// </summary>
internal static class DropLikelihood
{
    /// <summary>Usual shares are not known better than this; a smaller one would make a verdict of a single failure.</summary>
    private const double SmallestShare = 0.002;

    /// <summary>Likewise for the usual share of samples between two edges.</summary>
    private const double SmallestBin = 0.01;

    /// <summary>Number of bins that the edges make.</summary>
    public const int Bins = EdgeExpectation.Count + 1;

    /// <summary>ln P(counts | hypothesis) − ln P(counts | nothing is wrong).</summary>
    public static double Ratio(in ChannelCounts counts, ReadOnlySpan<double> usualBins, BlameChannel channel, DropHypothesis hypothesis, double clientNoise) => channel switch
    {
        BlameChannel.Network when hypothesis.Reach == DropHypothesis.Vanishes => Vanished(counts.Clients, counts.ClientsExpected, hypothesis.Share, clientNoise),
        BlameChannel.Network or BlameChannel.Service => Failures(counts.Trials, counts.Failed, counts.UsualShare, hypothesis.Share),
        _ => Times(in counts, usualBins, hypothesis),
    };

    /// <summary>
    /// The same, where the pair may be hit in one of several ways or by a part of the share only, and where nothing is wrong may be slower within the margin: ln of the mean of the likelihood ratios. The mean, unlike the
    /// greatest, does not grow by chance where nothing is wrong, so many thin pairs together do not look like a drop.
    /// </summary>
    public static double MixedRatio(in PairEvidence pair, BlameChannel channel, DropHypothesis hypothesis, bool mayBePartial, double clientNoise)
    {
        if (pair.IsEmpty)
        {
            return 0;
        }
        ReadOnlySpan<double> parts = mayBePartial ? [1, 0.5, 0.25] : [1];
        ReadOnlySpan<int> reaches = hypothesis.Neighbours(channel);
        Span<double> ratios = stackalloc double[parts.Length * reaches.Length];
        int count = 0;
        foreach (double part in parts)
        {
            foreach (int reach in reaches)
            {
                DropHypothesis way = new(hypothesis.Share * part, reach);
                if (part == 1 || way.IsPlausible(channel))
                {
                    ratios[count++] = Ratio(in pair.Counts, pair.UsualBins, channel, way, clientNoise);
                }
            }
        }
        return LogMeanExp(ratios[..count]) - pair.WithinMargin;
    }

    /// <summary>Failed votes are binomial: affected traffic fails, the rest as usual.</summary>
    public static double Failures(double votes, double failed, double usual, double share)
    {
        if (votes <= 0)
        {
            return 0;
        }
        usual = Math.Clamp(usual, SmallestShare, 0.9);
        return failed * TableLog.Log((share + (1 - share) * usual) / usual) + (votes - failed) * TableLog.Log(1 - share);
    }

    /// <summary>Clients that came are about normal, with a variance of the mean plus the square of what expectations err by.</summary>
    public static double Vanished(double came, double expected, double share, double noise)
    {
        if (expected <= 0)
        {
            return 0;
        }
        double mean = (1 - share) * expected;
        double usualVariance = expected + noise * noise * expected * expected;
        double variance = mean + noise * noise * mean * mean + 1;
        double usual = (came - expected) * (came - expected) / usualVariance;
        double vanished = (came - mean) * (came - mean) / variance;
        // More clients than usual are no evidence against a drop beyond that of the usual number.
        return came >= expected
            ? Vanished(expected * 0.999999, expected, share, noise)
            : 0.5 * (usual - vanished + StableMath.Log(usualVariance / variance));
    }

    /// <summary>
    /// Samples between the edges are multinomial. Hit samples are lifted over as many edges as the hypothesis says, which stands for a delay of as many margins.
    /// </summary>
    private static double Times(in ChannelCounts counts, ReadOnlySpan<double> usual, DropHypothesis hypothesis)
    {
        if (counts.Trials <= 0)
        {
            return 0;
        }
        double sum = 0;
        double below = counts.Trials;
        for (int bin = 0; bin < Bins; bin++)
        {
            double above = bin < EdgeExpectation.Count ? counts.Above[bin] : 0;
            double inside = below - above;
            below = above;
            if (inside > 0)
            {
                sum += inside * TableLog.Log(1 - hypothesis.Share + hypothesis.Share * Lifted(usual, bin, hypothesis.Reach) / usual[bin]);
            }
        }
        return sum;
    }

    /// <summary>
    /// How much more likely times are within the margin than as usual, in nats: ln of the sum of 1 and of the likelihood of the best fit in which every quantile is at
    /// or below its edge, which is no drop (section 5 of the statistical design), less what its five free numbers are worth (Schwarz, Annals of Statistics 1978). So the
    /// benign route change of a busy pair speaks for no drop, as it does in the tests, and a few samples are compared with what is usual.
    /// </summary>
    public static double WithinMargin(in ChannelCounts counts, ReadOnlySpan<double> usual)
    {
        if (counts.Trials <= 1)
        {
            return 0;
        }
        double nats = -0.5 * EdgeExpectation.Count * TableLog.Log(counts.Trials);
        double below = counts.Trials, usualAbove = 1, fittedAbove = 1;
        for (int bin = 0; bin < Bins; bin++)
        {
            double above = bin < EdgeExpectation.Count ? counts.Above[bin] : 0;
            double inside = below - above;
            below = above;
            double before = fittedAbove;
            usualAbove -= usual[bin];
            fittedAbove = bin < EdgeExpectation.Count ? Math.Min(above / counts.Trials, Math.Max(usualAbove, 1 - EdgeExpectation.Percentiles[bin] / 100.0)) : 0;
            if (inside > 0)
            {
                nats += inside * TableLog.Log(Math.Max(before - fittedAbove, SmallestBin) / usual[bin]);
            }
        }
        return Math.Max(0, nats) + TableLog.Log(1 + StableMath.Exp(-Math.Abs(nats)));
    }

    /// <summary>Probability that a lifted sample comes to lie in a bin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Lifted(ReadOnlySpan<double> usual, int bin, int reach)
    {
        if (bin < Bins - 1)
        {
            return bin >= reach ? usual[bin - reach] : 0;
        }
        double top = 0;
        for (int from = Math.Max(0, Bins - 1 - reach); from < Bins; from++)
        {
            top += usual[from];
        }
        return top;
    }

    /// <summary>Usual shares of the samples between the edges.</summary>
    public static void UsualBins(in EdgeValues<double> above, Span<double> bins)
    {
        double below = 1;
        double sum = 0;
        for (int bin = 0; bin < Bins; bin++)
        {
            double share = bin < EdgeExpectation.Count ? Math.Min(below, above[bin]) : 0;
            bins[bin] = Math.Max(below - share, SmallestBin);
            sum += bins[bin];
            below = share;
        }
        for (int bin = 0; bin < Bins; bin++)
        {
            bins[bin] /= sum;
        }
    }

    private static double LogMeanExp(ReadOnlySpan<double> values)
    {
        double max = values[0];
        foreach (double value in values)
        {
            max = Math.Max(max, value);
        }
        double sum = 0;
        foreach (double value in values)
        {
            sum += StableMath.Exp(value - max);
        }
        return max + TableLog.Log(sum / values.Length);
    }
}
