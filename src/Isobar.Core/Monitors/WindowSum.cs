using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Isobar.Core.Scoring;
using Isobar.Core.Traffic;

namespace Isobar.Core.Monitors;

/// <summary>The totals of a monitor's window, taken pair by pair.</summary>
internal sealed class WindowSum(TrafficWeight weighedIn, double totalWeight)
{
    private readonly LocationSum _rows = new("", weighedIn);
    private readonly Dictionary<string, PairTraffic> _locations = new(StringComparer.Ordinal);
    private double _testableAvailability;
    private double _testablePerformance;
    private double _testable;
    private PairTraffic _all;
    private PairTraffic _monitored;

    public TrafficWeight WeighedIn => weighedIn;

    public void AddTraffic(in PairTraffic traffic, string location, bool isMonitored)
    {
        Add(ref _all, traffic);
        Add(ref CollectionsMarshal.GetValueRefOrAddDefault(_locations, location, out _), traffic);
        if (isMonitored)
        {
            Add(ref _monitored, traffic);
        }
    }

    public void AddRow(in PairMeasurement row) => _rows.Add(row);

    public double PercentOf(double weight) => totalWeight > 0 ? Math.Min(100, 100 * weight / totalWeight) : 0;

    public void AddTestable(in MetricHealth availability, in MetricHealth performance, double weight)
    {
        bool first = IsTestable(availability), second = IsTestable(performance);
        _testableAvailability += first ? weight : 0;
        _testablePerformance += second ? weight : 0;
        _testable += first || second ? weight : 0;
    }

    public MonitorWindow ToWindow(
        HealthMap map, ReadOnlyMemory<PairMeasurement> pairs, ReadOnlyMemory<PairMeasurement> familyParts, TrafficCoverage coverage, ImmutableDictionary<string, TrafficCoverage> coverages) => new()
    {
        WindowStart = map.WindowStart,
        WindowSeconds = map.WindowSeconds,
        WeighedIn = weighedIn,
        Pairs = pairs,
        FamilyParts = familyParts,
        TotalWeight = totalWeight,
        Availability = _rows.Availability,
        Performance = _rows.Performance,
        WeightedRtt = _rows.Rtt,
        BytesIn = _all.BytesIn,
        BytesOut = _all.BytesOut,
        Connections = _all.Connections,
        BytesInMonitored = _monitored.BytesIn,
        BytesOutMonitored = _monitored.BytesOut,
        TestableAvailabilityPercent = PercentOf(_testableAvailability),
        TestablePerformancePercent = PercentOf(_testablePerformance),
        TestablePercent = PercentOf(_testable),
        Coverage = coverage,
        Locations =
        [
            .. _locations.OrderBy(location => location.Key, StringComparer.Ordinal)
                .Select(location => new LocationTraffic(
                    location.Key, location.Value.BytesIn, location.Value.BytesOut, coverages.GetValueOrDefault(location.Key, TrafficCoverage.None))),
        ],
    };

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
