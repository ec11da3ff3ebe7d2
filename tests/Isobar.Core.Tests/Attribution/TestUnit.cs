using Isobar.Core.Baselines;
using Isobar.Core.Scoring;
using Isobar.Core.Scoring.Numerics;

namespace Isobar.Core.Tests.Attribution;

/// <summary>A plain test of one unit: shortest of 1, 3 and 12 windows with enough counts; two of three windows open.</summary>
internal sealed class TestUnit
{
    private const double Level = 3e-5;
    private const double Dispersion = 0.002;
    private const double TimeDispersion = 0.02;

    private readonly Queue<PairCounts> _last = new();
    private readonly Run[] _runs = [new(), new(), new(), new(), new()];

    private sealed class Run
    {
        public Queue<bool> Bad { get; } = new();

        public long Since { get; set; }

        public int Good { get; set; }

        public OpeningPath OpenedBy { get; set; }
    }

    public (MetricHealth Availability, MetricHealth Performance) Test(in PairCounts counts, long windowStart, int windowSeconds, ElementKind kind)
    {
        _last.Enqueue(counts);
        if (_last.Count > 12)
        {
            _last.Dequeue();
        }
        PairCounts[] all = [.. _last];
        MetricHealth network = Health(EvidenceStream.NetworkFailures, Failures(all, c => c.NetworkFailed, 0.005), windowStart, windowSeconds, kind);
        MetricHealth service = Health(EvidenceStream.ServiceFailures, Failures(all, c => c.ServiceFailed, 0.001), windowStart, windowSeconds, kind);
        MetricHealth volume = Health(EvidenceStream.Volume, Volume(all), windowStart, windowSeconds, kind);
        MetricHealth rtt = Health(EvidenceStream.Rtt, Times(all, c => c.Rtt), windowStart, windowSeconds, kind);
        MetricHealth ttfb = Health(EvidenceStream.Ttfb, Times(all, c => c.Ttfb), windowStart, windowSeconds, kind);
        MetricHealth availability = volume.Drop > network.Drop + service.Drop ? volume : service.Drop > network.Drop ? service : network;
        return (availability, rtt.State == HealthState.Drop || ttfb.State != HealthState.Drop ? rtt : ttfb);
    }

    private MetricHealth Health(EvidenceStream stream, (double Drop, double Smallest, bool Sure) test, long windowStart, int windowSeconds, ElementKind kind)
    {
        Run run = _runs[(int)stream];
        bool isBad = test.Drop > 0;
        run.Bad.Enqueue(isBad);
        if (run.Bad.Count > 3)
        {
            run.Bad.Dequeue();
        }
        if (isBad)
        {
            run.Since = run.Since == 0 ? windowStart : run.Since;
            run.Good = 0;
            run.OpenedBy = run.OpenedBy != OpeningPath.None ? run.OpenedBy
                : test.Sure ? OpeningPath.Fast
                : run.Bad.Count(bad => bad) >= 2 ? OpeningPath.Slow : OpeningPath.None;
        }
        else if (++run.Good >= 2)
        {
            run.Since = 0;
            run.OpenedBy = OpeningPath.None;
        }
        HealthState state = isBad ? HealthState.Drop : test.Smallest < 1 ? HealthState.Ok : HealthState.Insufficient;
        return new(state, (float)test.Drop, (float)test.Smallest, kind, stream, isBad ? run.OpenedBy : OpeningPath.None, isBad ? run.Since : 0);
    }

    private static (double, double, bool) Failures(PairCounts[] all, Func<PairCounts, int> hits, double usual)
    {
        foreach (int span in (int[])[1, 3, 12])
        {
            PairCounts[] counts = [.. all.TakeLast(span)];
            int n = counts.Sum(c => c.Votes);
            if (n < 12 && span < 12)
            {
                continue;
            }
            int x = counts.Sum(hits);
            double p = x == 0 ? 1 : BetaBinomial.UpperTail(x, n, usual, Dispersion);
            double drop = n == 0 ? 0 : Math.Max(0, ((double)x / n - usual) / (1 - usual));
            return (p < Level && drop > 0.02 ? drop : 0, n < 12 ? 2 : 4.5 / n + 0.01, p < 1e-9 && drop >= 0.5 && n >= 30);
        }
        return (0, 2, false);
    }

    private static (double, double, bool) Volume(PairCounts[] all)
    {
        PairCounts now = all[^1];
        if (now.ClientsExpected < 40)
        {
            return (0, 2, false);
        }
        double sd = Math.Sqrt(now.ClientsExpected + 0.01 * now.ClientsExpected * now.ClientsExpected);
        double drop = 1 - now.Clients / now.ClientsExpected;
        double z = (now.ClientsExpected - now.Clients) / sd;
        return (z > 4.2 && drop > 0.25 ? drop : 0, 5.5 * sd / now.ClientsExpected, z > 6.2 && drop >= 0.5);
    }

    private static (double, double, bool) Times(PairCounts[] all, Func<PairCounts, EdgeCounts> times)
    {
        foreach (int span in (int[])[1, 3, 12])
        {
            EdgeCounts[] counts = [.. all.TakeLast(span).Select(times)];
            int n = counts.Sum(c => c.Samples);
            if (n < 29)
            {
                continue;
            }
            double most = 0;
            double least = 1;
            for (int edge = 0; edge < EdgeExpectation.Count; edge++)
            {
                int y = counts.Sum(c => c.Above[edge]);
                double usual = TestDraws.SlowShares[edge];
                if ((double)y / n <= 1 - EdgeExpectation.Percentiles[edge] / 100.0)
                {
                    continue;
                }
                double p = BetaBinomial.UpperTail(y, n, usual, TimeDispersion);
                double drop = ((double)y / n - usual) / (1 - usual);
                most = p < Level / 5 ? Math.Max(most, drop) : most;
                least = Math.Min(least, p);
            }
            return (most, n < 60 ? 0.5 : 0.35, least < 1e-9 && most >= 0.5 && n >= 30);
        }
        return (0, 2, false);
    }
}
