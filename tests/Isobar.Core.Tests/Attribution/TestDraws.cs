using Isobar.Core.Baselines;
using Isobar.Core.Scoring;

namespace Isobar.Core.Tests.Attribution;

/// <summary>Draws what a pair counts in a window, with and without faults.</summary>
internal sealed class TestDraws(int seed)
{
    public const double NetworkShare = 0.005;
    public const double ServiceShare = 0.001;
    public static readonly double[] SlowShares = [0.78, 0.59, 0.32, 0.12, 0.04];

    private const int Bins = 6;
    private static readonly double[] s_bins =
        [.. Enumerable.Range(0, Bins).Select(bin => (bin == 0 ? 1 : SlowShares[bin - 1]) - (bin == Bins - 1 ? 0 : SlowShares[bin]))];

    private readonly Random _random = new(seed);

    /// <summary>The counts of a part of a pair's traffic.</summary>
    /// <param name="votes">Expected votes.</param>
    /// <param name="faults">Faults with the share of this traffic that each hits.</param>
    public PairCounts Draw(double votes, List<(PlantedFault Fault, double Share)> faults)
    {
        double vanish = Share(faults, EvidenceStream.Volume);
        PairCounts counts = default;
        counts.ClientsExpected = (float)votes;
        // Counts of arrivals scatter by a tenth more than chance.
        counts.Votes = Poisson(votes * (1 - vanish) * (0.9 + 0.2 * _random.NextDouble()));
        counts.Clients = counts.Votes;
        double network = Share(faults, EvidenceStream.NetworkFailures);
        counts.NetworkFailed = Binomial(counts.Votes, network + (1 - network) * NetworkShare);
        double service = Share(faults, EvidenceStream.ServiceFailures);
        counts.ServiceFailed = Binomial(counts.Votes - counts.NetworkFailed, service + (1 - service) * ServiceShare);
        counts.NetworkExpected = (float)(counts.Votes * NetworkShare);
        counts.ServiceExpected = (float)(counts.Votes * ServiceShare);
        int samples = counts.Votes - counts.NetworkFailed;
        counts.Rtt = Times(samples, faults, includeTtfb: false);
        counts.Ttfb = Times(samples, faults, includeTtfb: true);
        return counts;
    }

    private EdgeCounts Times(int samples, List<(PlantedFault Fault, double Share)> faults, bool includeTtfb)
    {
        EdgeCounts counts = default;
        counts.Samples = samples;
        Span<double> bins = stackalloc double[Bins];
        s_bins.CopyTo(bins);
        double effect = 0.25 * (_random.NextDouble() + _random.NextDouble() + _random.NextDouble() - 1.5);
        Lift(bins, effect > 0 ? 1 : -1, Math.Abs(effect));
        foreach ((PlantedFault fault, double share) in faults)
        {
            if (fault.Stream == EvidenceStream.Rtt || includeTtfb && fault.Stream == EvidenceStream.Ttfb)
            {
                Lift(bins, fault.Edges, share);
            }
        }
        for (int sample = 0; sample < samples; sample++)
        {
            double draw = _random.NextDouble();
            for (int bin = 0; bin < Bins - 1 && (draw -= bins[bin]) >= 0; bin++)
            {
                counts.Above[bin]++;
            }
        }
        for (int edge = 0; edge < EdgeExpectation.Count; edge++)
        {
            counts.Expected[edge] = (float)(samples * SlowShares[edge]);
        }
        return counts;
    }

    private static void Lift(Span<double> bins, int by, double share)
    {
        Span<double> lifted = stackalloc double[Bins];
        lifted.Clear();
        for (int bin = 0; bin < Bins; bin++)
        {
            lifted[Math.Clamp(bin + by, 0, Bins - 1)] += bins[bin];
        }
        for (int bin = 0; bin < Bins; bin++)
        {
            bins[bin] = (1 - share) * bins[bin] + share * lifted[bin];
        }
    }

    private static double Share(List<(PlantedFault Fault, double Share)> faults, EvidenceStream stream)
    {
        double good = 1;
        foreach ((PlantedFault fault, double share) in faults)
        {
            good *= fault.Stream == stream ? 1 - share : 1;
        }
        return 1 - good;
    }

    private int Binomial(int n, double share)
    {
        int hits = 0;
        if (share < 0.02)
        {
            // Distances between rare hits are geometric.
            for (double at = Gap(share); at < n; at += Gap(share))
            {
                hits++;
            }
            return hits;
        }
        for (int i = 0; i < n; i++)
        {
            hits += _random.NextDouble() < share ? 1 : 0;
        }
        return hits;
    }

    private double Gap(double share) => share <= 0 ? double.PositiveInfinity : 1 + Math.Floor(Math.Log(1 - _random.NextDouble()) / Math.Log(1 - share));

    private int Poisson(double mean)
    {
        if (mean > 30)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
            return Math.Max(0, (int)Math.Round(mean + normal * Math.Sqrt(mean)));
        }
        double limit = Math.Exp(-mean);
        int count = 0;
        for (double product = _random.NextDouble(); product > limit; product *= _random.NextDouble())
        {
            count++;
        }
        return count;
    }
}
