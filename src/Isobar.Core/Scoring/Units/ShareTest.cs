namespace Isobar.Core.Scoring.Units;

/// <summary>Hits among samples beside the share that is usual: what a test of failures, or of one edge of a time, looks at.</summary>
/// <param name="Samples">Votes or samples.</param>
/// <param name="Hits">Failed votes, or samples above the edge.</param>
/// <param name="Share">Usual share of hits.</param>
/// <param name="Scatter">Intra-class correlation over these samples.</param>
/// <param name="KnownVariance">Variance of the hits without the unit's own scatter: by chance, and by what members scatter.</param>
internal readonly record struct ShareTest(double Samples, double Hits, double Share, double Scatter, double KnownVariance)
{
    private const double ArrivalDeviations = 3;

    /// <summary>Usual hits.</summary>
    public double Expected => Samples * Share;

    /// <summary>Variance of the hits where nothing is wrong.</summary>
    public double Variance => Expected * (1 - Share) * (1 + (Samples - 1) * Scatter);

    /// <summary>The test on a window.</summary>
    public static ShareTest Of(in UnitCounts counts, EvidenceStream stream, int track, double usualShare, double scatter)
    {
        double samples = counts.Samples(stream);
        if (samples < 1)
        {
            return new(0, 0, usualShare, scatter, 0);
        }
        double arrivals = ArrivalShare(counts.Hits[Tracks.Volume], counts.Expected[Tracks.Volume], counts.Variance[Tracks.Volume]);
        // An element's usual share is that of the members that are there now.
        double share = Math.Clamp(counts.Expected[track] / samples, 1e-6, 1 - 1e-6);
        double chance = samples * share * (1 - share);
        double members = samples > 1 ? Math.Max(counts.Variance[track] / chance - 1, 0) / (samples - 1) : 0;
        return new ShareTest(samples, counts.Hits[track], share, Math.Min(members + scatter, 0.9), counts.Variance[track]).Without(arrivals);
    }

    /// <summary>The test on a longer span. Windows scatter independently, so that only samples of the same window are correlated.</summary>
    public static ShareTest Of(in SpanBlock span, EvidenceStream stream, int edge, double usualShare, double scatter, double leastScatter)
    {
        (double samples, double pairs, double hits) = stream switch
        {
            EvidenceStream.NetworkFailures => (span.Votes, span.VotePairs, span.NetworkFailed),
            EvidenceStream.ServiceFailures => ((double)span.Votes, (double)span.VotePairs, (double)span.ServiceFailed),
            _ => (span.Samples, span.SamplePairs, span.Above[edge]),
        };
        double together = samples > 1 ? pairs / (samples * (samples - 1)) : 0;
        double share = Math.Clamp(usualShare, 1e-6, 1 - 1e-6);
        double arrivals = ArrivalShare(span.Clients, span.ClientsExpected, span.ClientsExpected + 0.05 * span.ClientsExpected * span.ClientsExpected);
        return new ShareTest(samples, hits, share, Math.Clamp(scatter * together, leastScatter, 0.9), samples * share * (1 - share)).Without(arrivals);
    }

    /// <summary>
    /// The share of clients that are not the usual ones, where that is beyond chance: their network has moved them here, or geo data has. Their times were never in
    /// the baseline, and a crowd of them is no drop of those that were here before.
    /// </summary>
    private static double ArrivalShare(double clients, double expected, double variance)
    {
        double surplus = clients - expected;
        return expected > 0 && surplus > 0 && surplus * surplus > ArrivalDeviations * ArrivalDeviations * variance ? surplus / clients : 0;
    }

    /// <summary>The test of those who were here before: in doubt all hits are those of the new ones.</summary>
    private ShareTest Without(double arrivals)
    {
        double gone = Samples * arrivals;
        return arrivals <= 0 ? this : this with { Samples = Samples - gone, Hits = Math.Max(Hits - gone, 0), KnownVariance = KnownVariance * (1 - arrivals) };
    }
}
