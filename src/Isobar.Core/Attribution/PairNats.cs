namespace Isobar.Core.Attribution;

/// <summary>What a pair says to the hypotheses of one window, as far as it has been asked: NaN where it has not.</summary>
internal sealed class PairNats
{
    private const int MostReaches = 6;

    /// <summary>The shares that are tried, and the halves of them.</summary>
    private static readonly double[] s_shares = [.. DropHypothesis.Shares.ToArray().SelectMany(share => new[] { share, share / 2 }).Distinct()];

    private readonly double[] _nats;
    private readonly double[] _usualBins = new double[DropLikelihood.Bins];
    private double _other;

    public PairNats(ChannelCounts counts)
    {
        Counts = counts;
        _nats = new double[s_shares.Length * MostReaches * 2];
        Array.Fill(_nats, double.NaN);
        DropLikelihood.UsualBins(in counts.UsualAbove, _usualBins);
    }

    /// <summary>Usual shares of its samples between the edges.</summary>
    public ReadOnlySpan<double> UsualBins => _usualBins;

    /// <summary>Its counts.</summary>
    public readonly ChannelCounts Counts;

    /// <summary>Where the answer to a hypothesis is kept; a share that is not one of the usual ones has no place of its own.</summary>
    public ref double Of(DropHypothesis hypothesis, bool mayBePartial)
    {
        int share = Array.IndexOf(s_shares, hypothesis.Share);
        if (share < 0 || hypothesis.Reach is < 0 or >= MostReaches)
        {
            _other = double.NaN;
            return ref _other;
        }
        return ref _nats[(share * MostReaches + hypothesis.Reach) * 2 + (mayBePartial ? 1 : 0)];
    }
}
