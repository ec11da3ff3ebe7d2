using Isobar.Core.Scoring;
using Isobar.Core.Sketches;
using Isobar.Core.Traffic;

namespace Isobar.Core.Monitors;

/// <summary>
/// Sums the windows of a monitor to the five minutes that are stored and published: scores are the means of the windows' weighed by traffic (spec 6.2),
/// counts are added, times merged. A window of five minutes is passed on as it is.
/// </summary>
public sealed class FiveMinuteSums
{
    /// <summary>Length of what is stored and published, seconds.</summary>
    public const int Seconds = 300;

    private readonly List<MonitorWindow> _windows = [];

    /// <summary>Adds the next window; returns the five minutes that it completes, or null. Five minutes that a later window leaves behind are lost to nobody: take them with <see cref="Take"/> first.</summary>
    public MonitorWindow? Add(MonitorWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        if (_windows.Count > 0 && StartOf(_windows[0].WindowStart) != StartOf(window.WindowStart))
        {
            throw new InvalidOperationException($"The five minutes from {StartOf(_windows[0].WindowStart)} were not taken before the window of {window.WindowStart}.");
        }
        _windows.Add(window);
        return window.WindowEnd == StartOf(window.WindowStart) + Seconds ? Take() : null;
    }

    /// <summary>Whether windows are waiting whose five minutes end before a time: they hold windows without traffic that never came.</summary>
    /// <param name="windowStart">Start of the next window, Unix seconds.</param>
    public bool IsBehind(long windowStart) => _windows.Count > 0 && StartOf(_windows[0].WindowStart) != StartOf(windowStart);

    /// <summary>The sum of what was added since the last; null when that is nothing.</summary>
    public MonitorWindow? Take()
    {
        if (_windows.Count == 0)
        {
            return null;
        }
        MonitorWindow sum = _windows.Count == 1 && _windows[0].WindowSeconds == Seconds ? _windows[0] : Sum(_windows);
        _windows.Clear();
        return sum;
    }

    private static long StartOf(long seconds) => (long)Math.Floor(seconds / (double)Seconds) * Seconds;

    private static MonitorWindow Sum(List<MonitorWindow> windows)
    {
        SortedDictionary<PairKey, PairSum> sums = [];
        foreach (MonitorWindow window in windows)
        {
            foreach (ref readonly PairMeasurement pair in window.Pairs.Span)
            {
                SumOf(sums, pair.Key).Add(pair);
            }
        }
        MonitorWindow last = windows[^1];
        double totalWeight = windows.Sum(window => window.TotalWeight);
        PairMeasurement[] pairs = [.. sums.Values.Select(sum => sum.ToMeasurement(totalWeight))];
        LocationSum whole = new("", last.WeighedIn);
        foreach (PairMeasurement pair in pairs)
        {
            whole.Add(pair);
        }
        return new()
        {
            WindowStart = StartOf(last.WindowStart),
            WindowSeconds = Seconds,
            WeighedIn = last.WeighedIn,
            Pairs = pairs,
            FamilyParts = FamilyPartsOf(windows, sums, totalWeight),
            TotalWeight = totalWeight,
            Availability = whole.Availability,
            Performance = whole.Performance,
            WeightedRtt = whole.Rtt,
            BytesIn = Total(windows, window => window.BytesIn),
            BytesOut = Total(windows, window => window.BytesOut),
            Connections = Total(windows, window => window.Connections),
            BytesInMonitored = Total(windows, window => window.BytesInMonitored),
            BytesOutMonitored = Total(windows, window => window.BytesOutMonitored),
            TestableAvailabilityPercent = Mean(windows, totalWeight, window => window.TestableAvailabilityPercent),
            TestablePerformancePercent = Mean(windows, totalWeight, window => window.TestablePerformancePercent),
            TestablePercent = Mean(windows, totalWeight, window => window.TestablePercent),
            Coverage = last.Coverage,
            Locations = LocationsOf(windows),
        };
    }

    /// <summary>The families of the pairs that saw both: in a window a pair may have been of one alone.</summary>
    private static PairMeasurement[] FamilyPartsOf(List<MonitorWindow> windows, SortedDictionary<PairKey, PairSum> sums, double totalWeight)
    {
        SortedDictionary<(PairKey, AddressFamilies), PairSum> families = [];
        foreach (MonitorWindow window in windows)
        {
            foreach (ref readonly PairMeasurement pair in window.Pairs.Span)
            {
                if (pair.Families != AddressFamilies.Both && sums[pair.Key].Families == AddressFamilies.Both)
                {
                    SumOf(families, (pair.Key, pair.Families)).Add(pair);
                }
            }
            foreach (ref readonly PairMeasurement part in window.FamilyParts.Span)
            {
                SumOf(families, (part.Key, part.Families)).Add(part);
            }
        }
        return [.. families.Values.Select(sum => sum.ToMeasurement(totalWeight))];
    }

    private static PairSum SumOf<T>(SortedDictionary<T, PairSum> sums, T key)
        where T : notnull
    {
        if (!sums.TryGetValue(key, out PairSum? sum))
        {
            sum = new();
            sums.Add(key, sum);
        }
        return sum;
    }

    private static IReadOnlyList<LocationTraffic> LocationsOf(List<MonitorWindow> windows)
    {
        SortedDictionary<string, LocationTraffic> sums = new(StringComparer.Ordinal);
        foreach (LocationTraffic location in windows.SelectMany(window => window.Locations))
        {
            LocationTraffic? before = sums.GetValueOrDefault(location.ServiceLocation);
            sums[location.ServiceLocation] = location with
            {
                BytesIn = Saturating.Add(before?.BytesIn ?? 0, location.BytesIn),
                BytesOut = Saturating.Add(before?.BytesOut ?? 0, location.BytesOut),
            };
        }
        return [.. sums.Values];
    }

    private static long Total(List<MonitorWindow> windows, Func<MonitorWindow, long> part)
    {
        long sum = 0;
        foreach (MonitorWindow window in windows)
        {
            sum = Saturating.Add(sum, part(window));
        }
        return sum;
    }

    private static double Mean(List<MonitorWindow> windows, double totalWeight, Func<MonitorWindow, double> part) =>
        totalWeight > 0 ? windows.Sum(window => part(window) * window.TotalWeight) / totalWeight : 0;

    /// <summary>One pair over the windows.</summary>
    private sealed class PairSum
    {
        private readonly QuantileSketch _rtt = new();
        private readonly QuantileSketch _ttfb = new();
        private readonly ClientSketch _clients = new();
        private int _mostClients;
        private PairMeasurement _last;
        private MetricSum _availability;
        private MetricSum _performance;
        private double _weight;
        private long _bytesIn;
        private long _bytesOut;
        private long _connections;
        private bool _includesLastMile;

        public AddressFamilies Families { get; private set; }

        public void Add(in PairMeasurement pair)
        {
            Families = Families == AddressFamilies.NotRecorded || Families == pair.Families ? pair.Families : AddressFamilies.Both;
            _last = pair;
            _availability.Add(pair.Availability, pair.Weight);
            _performance.Add(pair.Performance, pair.Weight);
            _weight += pair.Weight;
            _bytesIn = Saturating.Add(_bytesIn, pair.BytesIn);
            _bytesOut = Saturating.Add(_bytesOut, pair.BytesOut);
            _connections = Saturating.Add(_connections, pair.Connections);
            if (!_rtt.TryMerge(pair.RttSketch.Span) || !_ttfb.TryMerge(pair.TtfbSketch.Span) || !_clients.TryMerge(pair.ClientSketch.Span))
            {
                throw new InvalidOperationException($"A sketch of {pair.Key} is not one.");
            }
            _mostClients = Math.Max(_mostClients, pair.Clients);
            _includesLastMile |= pair.RttIncludesLastMile;
        }

        public PairMeasurement ToMeasurement(double totalWeight) => _last with
        {
            Availability = _availability.ToMeasurement(_last.Availability),
            Performance = _performance.ToMeasurement(_last.Performance),
            Weight = _weight,
            PercentOfTotalTraffic = totalWeight > 0 ? 100 * _weight / totalWeight : 0,
            Families = Families,
            BytesIn = _bytesIn,
            BytesOut = _bytesOut,
            Connections = _connections,
            Rtt = _rtt.Count > 0 ? WindowTraffic.QuantilesOf(_rtt) : null,
            RttIncludesLastMile = _includesLastMile,
            RttSketch = _rtt.Write(),
            Clients = (int)Math.Max(_mostClients, Math.Min(Math.Round(_clients.Estimate()), int.MaxValue)),
            ClientSketch = _clients.Write(),
            TtfbSketch = _ttfb.Count > 0 ? _ttfb.Write() : [],
        };
    }

    /// <summary>One metric over the windows; what opened a drop, and when, is that of the latest window with a drop.</summary>
    private struct MetricSum
    {
        private TrafficScore _score;
        private MetricMeasurement _latestDrop;
        private double _smallest;

        public void Add(in MetricMeasurement measurement, double weight)
        {
            _score.Add(measurement, weight);
            _smallest += measurement.HasScore ? weight * measurement.SmallestDrop : 0;
            _latestDrop = measurement.State == HealthState.Drop ? measurement : _latestDrop;
        }

        public readonly MetricMeasurement ToMeasurement(in MetricMeasurement last) => _score.Weight <= 0
            ? last
            : (_score.Lost > 0 ? _latestDrop : default) with
            {
                State = _score.State,
                Drop = _score.Lost / _score.Weight,
                SmallestDrop = _smallest / _score.Weight,
            };
    }
}
