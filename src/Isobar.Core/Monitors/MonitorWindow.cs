using Isobar.Core.Scoring;

namespace Isobar.Core.Monitors;

/// <summary>The health map of one window as one monitor sees it.</summary>
/// <remarks>Windows of five minutes are what is stored and published (see <see cref="FiveMinuteSums"/>); shorter ones serve detection and live views.</remarks>
public sealed class MonitorWindow
{
    /// <summary>Start of the window, Unix seconds.</summary>
    public required long WindowStart { get; init; }

    /// <summary>Length of the window, seconds.</summary>
    public required int WindowSeconds { get; init; }

    /// <summary>The unit of weights.</summary>
    public required TrafficWeight WeighedIn { get; init; }

    /// <summary>The monitored pairs with traffic or a verdict, in the order of keys.</summary>
    public required ReadOnlyMemory<PairMeasurement> Pairs { get; init; }

    /// <summary>
    /// The pairs of both address families anew, each family by itself: its traffic, its times, and the scores of its traffic. In the order of pairs, IPv4 first; a family without traffic or verdict is
    /// left out. A pair of one family is told by <see cref="PairMeasurement.Families"/> alone.
    /// </summary>
    public ReadOnlyMemory<PairMeasurement> FamilyParts { get; init; }

    /// <summary>Weight of all of the monitor's traffic, also of what is not monitored or has no score.</summary>
    public required double TotalWeight { get; init; }

    /// <summary>Overall availability.</summary>
    public required TrafficScore Availability { get; init; }

    /// <summary>Overall performance.</summary>
    public required TrafficScore Performance { get; init; }

    /// <summary>Weighted means of the pairs' quantiles (spec 6.1), not quantiles of all samples; null where no pair has any.</summary>
    public required RoundTripTimes? WeightedRtt { get; init; }

    /// <summary>Bytes from clients, of all traffic.</summary>
    public required long BytesIn { get; init; }

    /// <summary>Bytes to clients, of all traffic.</summary>
    public required long BytesOut { get; init; }

    /// <summary>Connections, of all traffic.</summary>
    public required long Connections { get; init; }

    /// <summary>Bytes from clients, of monitored city-networks.</summary>
    public required long BytesInMonitored { get; init; }

    /// <summary>Bytes to clients, of monitored city-networks.</summary>
    public required long BytesOutMonitored { get; init; }

    /// <summary>Share of all traffic in which an availability drop of 40 % would be found, percent.</summary>
    public required double TestableAvailabilityPercent { get; init; }

    /// <summary>Share of all traffic in which a performance drop of 40 % would be found, percent.</summary>
    public required double TestablePerformancePercent { get; init; }

    /// <summary>Share of all traffic in which a drop of 40 % of either kind would be found, percent.</summary>
    public required double TestablePercent { get; init; }

    /// <summary>How many city-networks are monitored, and how much of the traffic that is.</summary>
    public required TrafficCoverage Coverage { get; init; }

    /// <summary>All traffic by service location, in ordinal order.</summary>
    public IReadOnlyList<LocationTraffic> Locations { get; init; } = [];

    /// <summary>First second after the window.</summary>
    public long WindowEnd => WindowStart + WindowSeconds;

    /// <summary>The overall score of a metric.</summary>
    public TrafficScore Of(HealthMetric metric) => metric == HealthMetric.Availability ? Availability : Performance;

    /// <summary>The score of what a filter leaves (spec 6.2).</summary>
    public TrafficScore ScoreOf(HealthMetric metric, Func<PairMeasurement, bool> filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        TrafficScore score = default;
        foreach (ref readonly PairMeasurement pair in Pairs.Span)
        {
            if (filter(pair))
            {
                score.Add(pair.Of(metric), pair.Weight);
            }
        }
        return score;
    }

    /// <summary>Each service location with traffic, in ordinal order.</summary>
    public IReadOnlyList<LocationMeasurement> ByServiceLocation()
    {
        SortedDictionary<string, LocationSum> sums = new(StringComparer.Ordinal);
        foreach (ref readonly PairMeasurement pair in Pairs.Span)
        {
            if (!sums.TryGetValue(pair.Key.ServiceLocation, out LocationSum? sum))
            {
                sum = new(pair.Key.ServiceLocation, WeighedIn);
                sums.Add(pair.Key.ServiceLocation, sum);
            }
            sum.Add(pair);
        }
        return [.. sums.Values.Select(sum => sum.ToMeasurement(TotalWeight))];
    }

    /// <summary>The measured row of a pair; false where it has none.</summary>
    public bool TryFind(PairKey key, out PairMeasurement measurement)
    {
        ReadOnlySpan<PairMeasurement> pairs = Pairs.Span;
        int low = 0, high = pairs.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int order = pairs[middle].Key.CompareTo(key);
            if (order == 0)
            {
                measurement = pairs[middle];
                return true;
            }
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }
        measurement = default;
        return false;
    }
}
