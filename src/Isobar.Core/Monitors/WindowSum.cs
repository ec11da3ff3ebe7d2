using System.Runtime.InteropServices;
using Isobar.Core.Scoring;
using Isobar.Core.Traffic;

namespace Isobar.Core.Monitors;

/// <summary>The totals of a monitor's window, taken pair by pair.</summary>
internal sealed class WindowSum(TrafficWeight weighedIn)
{
    private double _totalWeight;
    private double _testableAvailability;
    private double _testablePerformance;
    private double _testable;
    private PairTraffic _all;
    private PairTraffic _monitored;

    public TrafficWeight WeighedIn => weighedIn;

    public void AddTraffic(in PairTraffic traffic, bool isMonitored)
    {
        Add(ref _all, traffic);
        if (isMonitored)
        {
            Add(ref _monitored, traffic);
        }
        _totalWeight += traffic.Weight;
    }

    public void AddTestable(in MetricHealth availability, in MetricHealth performance, double weight)
    {
        bool first = IsTestable(availability), second = IsTestable(performance);
        _testableAvailability += first ? weight : 0;
        _testablePerformance += second ? weight : 0;
        _testable += first || second ? weight : 0;
    }

    public MonitorWindow ToWindow(HealthMap map, List<PairMeasurement> pairs, TrafficCoverage coverage)
    {
        LocationSum sum = new("", weighedIn);
        Span<PairMeasurement> rows = CollectionsMarshal.AsSpan(pairs);
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = rows[i] with { PercentOfTotalTraffic = Percent(rows[i].Weight) };
            sum.Add(rows[i]);
        }
        return new()
        {
            WindowStart = map.WindowStart,
            WindowSeconds = map.WindowSeconds,
            WeighedIn = weighedIn,
            Pairs = pairs.ToArray(),
            TotalWeight = _totalWeight,
            Availability = sum.Availability,
            Performance = sum.Performance,
            WeightedRtt = sum.Rtt,
            BytesIn = _all.BytesIn,
            BytesOut = _all.BytesOut,
            Connections = _all.Connections,
            BytesInMonitored = _monitored.BytesIn,
            BytesOutMonitored = _monitored.BytesOut,
            TestableAvailabilityPercent = Percent(_testableAvailability),
            TestablePerformancePercent = Percent(_testablePerformance),
            TestablePercent = Percent(_testable),
            Coverage = coverage,
        };
    }

    private double Percent(double weight) => _totalWeight > 0 ? Math.Min(100, 100 * weight / _totalWeight) : 0;

    private static bool IsTestable(in MetricHealth health) =>
        health.State is HealthState.Ok or HealthState.Drop && health.SmallestDrop <= MonitorOverlay.TestableDrop;

    private static void Add(ref PairTraffic sum, in PairTraffic part)
    {
        sum.BytesIn = Saturating.Add(sum.BytesIn, part.BytesIn);
        sum.BytesOut = Saturating.Add(sum.BytesOut, part.BytesOut);
        sum.Connections = Saturating.Add(sum.Connections, part.Connections);
        sum.Weight += part.Weight;
    }
}
