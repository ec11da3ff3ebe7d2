using Isobar.Core.Baselines;
using Isobar.Core.Scoring;

namespace Isobar.Core.Tests.Attribution;

/// <summary>Draws what a pair counts in a window, with and without faults.</summary>
internal sealed class TestDraws(int seed)
{
    public const double NetworkShare = 0.005;
    public const double ServiceShare = 0.001;
    public static readonly double[] SlowShares = [0.78, 0.59, 0.32, 0.12, 0.04];

    private readonly Random _random = new(seed);

    /// <summary>The counts of a part of a pair's traffic.</summary>
    /// <param name="votes">Expected votes.</param>
    /// <param name="faults">Faults with the share of this traffic that each hits.</param>
    public PairCounts Draw(double votes, IReadOnlyList<(PlantedFault Fault, double Share)> faults)
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
        List<(PlantedFault Fault, double Share)> slow = [.. faults.Where(fault => fault.Fault.Stream == EvidenceStream.Rtt)];
        counts.Rtt = Times(samples, slow);
        slow.AddRange(faults.Where(fault => fault.Fault.Stream == EvidenceStream.Ttfb));
        counts.Ttfb = Times(samples, slow);
        return counts;
    }

    private EdgeCounts Times(int samples, List<(PlantedFault Fault, double Share)> faults)
    {
        EdgeCounts counts = default;
        counts.Samples = samples;
        double[] bins = Bins();
        double effect = 0.25 * (_random.NextDouble() + _random.NextDouble() + _random.NextDouble() - 1.5);
        bins = Mix(bins, Lift(bins, effect > 0 ? 1 : -1), Math.Abs(effect));
        foreach ((PlantedFault fault, double share) in faults)
        {
            bins = Mix(bins, Lift(bins, fault.Edges), share);
        }
        for (int sample = 0; sample < samples; sample++)
        {
            double draw = _random.NextDouble();
            for (int bin = 0; bin < 5 && (draw -= bins[bin]) >= 0; bin++)
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

    private static double[] Bins() =>
        [.. Enumerable.Range(0, 6).Select(bin => (bin == 0 ? 1 : SlowShares[bin - 1]) - (bin == 5 ? 0 : SlowShares[bin]))];

    private static double[] Lift(double[] bins, int by)
    {
        double[] lifted = new double[6];
        for (int bin = 0; bin < 6; bin++)
        {
            lifted[Math.Clamp(bin + by, 0, 5)] += bins[bin];
        }
        return lifted;
    }

    private static double[] Mix(double[] left, double[] right, double share) => [.. left.Zip(right, (a, b) => (1 - share) * a + share * b)];

    private static double Share(IReadOnlyList<(PlantedFault Fault, double Share)> faults, EvidenceStream stream)
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
        for (int i = 0; i < n; i++)
        {
            hits += _random.NextDouble() < share ? 1 : 0;
        }
        return hits;
    }

    private int Poisson(double mean)
    {
        if (mean > 60)
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
