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
    private const int Longest = 12;

    private static readonly int[] s_spans = [1, 3, Longest];

    private readonly PairCounts[] _last = new PairCounts[Longest];
    private readonly Run[] _runs = new Run[5];
    private int _windows;

    private struct Run
    {
        public int Bad;
        public long Since;
        public int Good;
        public OpeningPath OpenedBy;
    }

    public (MetricHealth Availability, MetricHealth Performance) Test(in PairCounts counts, long windowStart, ElementKind kind)
    {
        _last[_windows++ % Longest] = counts;
        MetricHealth network = Health(EvidenceStream.NetworkFailures, Failures(false), windowStart, kind);
        MetricHealth service = Health(EvidenceStream.ServiceFailures, Failures(true), windowStart, kind);
        MetricHealth volume = Health(EvidenceStream.Volume, Volume(counts), windowStart, kind);
        MetricHealth rtt = Health(EvidenceStream.Rtt, Times(false), windowStart, kind);
        MetricHealth ttfb = Health(EvidenceStream.Ttfb, Times(true), windowStart, kind);
        MetricHealth availability = volume.Drop > network.Drop + service.Drop ? volume : service.Drop > network.Drop ? service : network;
        return (availability, rtt.State == HealthState.Drop || ttfb.State != HealthState.Drop ? rtt : ttfb);
    }

    private MetricHealth Health(EvidenceStream stream, (double Drop, double Smallest, bool Sure) test, long windowStart, ElementKind kind)
    {
        ref Run run = ref _runs[(int)stream];
        bool isBad = test.Drop > 0;
        run.Bad = (run.Bad << 1 | (isBad ? 1 : 0)) & 0b111;
        if (isBad)
        {
            run.Since = run.Since == 0 ? windowStart : run.Since;
            run.Good = 0;
            run.OpenedBy = run.OpenedBy != OpeningPath.None ? run.OpenedBy
                : test.Sure ? OpeningPath.Fast
                : int.PopCount(run.Bad) >= 2 ? OpeningPath.Slow : OpeningPath.None;
        }
        else if (++run.Good >= 2)
        {
            run.Since = 0;
            run.OpenedBy = OpeningPath.None;
        }
        HealthState state = isBad ? HealthState.Drop : test.Smallest < 1 ? HealthState.Ok : HealthState.Insufficient;
        return new(state, (float)test.Drop, (float)test.Smallest, kind, stream, isBad ? run.OpenedBy : OpeningPath.None, isBad ? run.Since : 0);
    }

    private (double, double, bool) Failures(bool byService)
    {
        double usual = byService ? TestDraws.ServiceShare : TestDraws.NetworkShare;
        int n = 0, x = 0, at = 0;
        foreach (int span in s_spans)
        {
            for (; at < Math.Min(span, _windows); at++)
            {
                ref readonly PairCounts counts = ref _last[(_windows - 1 - at) % Longest];
                n += counts.Votes;
                x += byService ? counts.ServiceFailed : counts.NetworkFailed;
            }
            if (n >= 12 || span == Longest)
            {
                break;
            }
        }
        double p = x < 2 || x < 3 * n * usual ? 1 : BetaBinomial.UpperTail(x, n, usual, Dispersion);
        double drop = n == 0 ? 0 : Math.Max(0, ((double)x / n - usual) / (1 - usual));
        return (p < Level && drop > 0.02 ? drop : 0, n < 12 ? 2 : 4.5 / n + 0.01, p < 1e-9 && drop >= 0.5 && n >= 30);
    }

    private static (double, double, bool) Volume(in PairCounts now)
    {
        if (now.ClientsExpected < 40)
        {
            return (0, 2, false);
        }
        double sd = Math.Sqrt(now.ClientsExpected + 0.01 * now.ClientsExpected * now.ClientsExpected);
        double drop = 1 - now.Clients / now.ClientsExpected;
        double z = (now.ClientsExpected - now.Clients) / sd;
        return (z > 4.2 && drop > 0.25 ? drop : 0, 5.5 * sd / now.ClientsExpected, z > 6.2 && drop >= 0.5);
    }

    private (double, double, bool) Times(bool ttfb)
    {
        EdgeCounts sum = default;
        int at = 0;
        foreach (int span in s_spans)
        {
            for (; at < Math.Min(span, _windows); at++)
            {
                ref readonly PairCounts counts = ref _last[(_windows - 1 - at) % Longest];
                TestEngine.Add(ref sum, ttfb ? counts.Ttfb : counts.Rtt);
            }
            if (sum.Samples >= 29)
            {
                break;
            }
        }
        int n = sum.Samples;
        if (n < 29)
        {
            return (0, 2, false);
        }
        double most = 0;
        double least = 1;
        for (int edge = 0; edge < EdgeExpectation.Count; edge++)
        {
            int y = sum.Above[edge];
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
}
