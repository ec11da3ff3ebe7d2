using Isobar.Core.Traffic;

namespace Isobar.Core.Monitors;

/// <summary>Sums pairs, in the order in which they are added.</summary>
internal sealed class LocationSum(string serviceLocation, TrafficWeight weighedIn)
{
    private TrafficScore _availability;
    private TrafficScore _performance;
    private double _weight;
    private WeightedRtt _rtt;

    public TrafficScore Availability => _availability;

    public TrafficScore Performance => _performance;

    public RoundTripTimes? Rtt => _rtt.Mean;

    public long BytesIn { get; private set; }

    public long BytesOut { get; private set; }

    public long Connections { get; private set; }

    public void Add(in PairMeasurement pair)
    {
        _availability.Add(pair.Availability, pair.Weight);
        _performance.Add(pair.Performance, pair.Weight);
        _weight += pair.Weight;
        BytesIn = Saturating.Add(BytesIn, pair.BytesIn);
        BytesOut = Saturating.Add(BytesOut, pair.BytesOut);
        Connections = Saturating.Add(Connections, pair.Connections);
        _rtt.Add(pair.Rtt, pair.TrafficIn(weighedIn));
    }

    public LocationMeasurement ToMeasurement(double totalWeight) => new(
        serviceLocation, _availability, _performance, totalWeight > 0 ? 100 * _weight / totalWeight : 0, BytesIn, BytesOut, Connections, _rtt.Mean);
}
