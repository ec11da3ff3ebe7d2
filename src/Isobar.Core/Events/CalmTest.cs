using Isobar.Core.Baselines;
using Isobar.Core.Scoring;

namespace Isobar.Core.Events;

/// <summary>
/// Whether the counts of an event's pairs are back to what is usual: p-value above 0.05, with enough of them to tell. It only delays notices of an end, so the
/// normal approximation does, at the least dispersion there is (ρ = 0.001): where windows differ by more, the notice comes later, never too early.
/// </summary>
internal static class CalmTest
{
    private const double Dispersion = 0.001;

    /// <summary>Standard normal quantiles of 0.95 and, for the five edges together, of 0.99.</summary>
    private const double OneTest = 1.645;
    private const double FiveTests = 2.326;

    /// <summary>The smallest counts that find a drop of one half with a probability of 0.9 (section 6 of the statistical design).</summary>
    private const int EnoughVotes = 12;
    private const int EnoughTimes = 29;

    private const double VolumeRecovered = 0.8;

    /// <summary>Whether the pairs are as good as usual together. Where nothing was counted at all the score alone must say it.</summary>
    public static bool IsCalm(EventCourse course, WindowReading reading)
    {
        HealthMetric metric = course.Event.Metric;
        Totals votes = default, clients = default;
        Totals[] times = new Totals[2 * EdgeExpectation.Count];
        bool isCounted = false;
        foreach (LocationCourse location in course.Locations)
        {
            if (!reading.TryGetCounts(reading.Map.Pairs.Find(location.CityNetwork.Id, location.ServiceLocation), out PairCounts counts))
            {
                continue;
            }
            isCounted = true;
            if (metric == HealthMetric.Availability)
            {
                votes.Add(counts.Votes, counts.NetworkFailed + counts.ServiceFailed, counts.NetworkExpected + counts.ServiceExpected);
                clients.Add(1, counts.ClientsExpected > 0 ? counts.Clients : 0, counts.ClientsExpected);
            }
            else
            {
                Add(times.AsSpan(0, EdgeExpectation.Count), counts.Rtt);
                Add(times.AsSpan(EdgeExpectation.Count), counts.Ttfb);
            }
        }
        if (!isCounted)
        {
            return true;
        }
        return metric == HealthMetric.Availability
            ? votes.Samples >= EnoughVotes && votes.IsUsual(OneTest) && clients.Hits >= VolumeRecovered * clients.Expected
            : times.Any(edge => edge.Samples >= EnoughTimes) && times.All(edge => edge.IsUsual(FiveTests));
    }

    private static void Add(Span<Totals> edges, in EdgeCounts counts)
    {
        for (int i = 0; i < EdgeExpectation.Count; i++)
        {
            edges[i].Add(counts.Samples, counts.Above[i], counts.Expected[i]);
        }
    }

    private struct Totals
    {
        private double _variance;

        public long Samples { get; private set; }

        public double Hits { get; private set; }

        public double Expected { get; private set; }

        public void Add(int samples, double hits, double expected)
        {
            Samples += samples;
            Hits += hits;
            Expected += expected;
            double share = samples > 0 ? Math.Clamp(expected / samples, 0, 1) : 0;
            _variance += samples * share * (1 - share) * (1 + (samples - 1) * Dispersion);
        }

        /// <summary>With the continuity correction of one half.</summary>
        public readonly bool IsUsual(double quantile) => Hits <= Expected + quantile * Math.Sqrt(Math.Max(0, _variance)) + 0.5;
    }
}
