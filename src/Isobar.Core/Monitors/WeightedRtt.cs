namespace Isobar.Core.Monitors;

/// <summary>The mean of round-trip times weighed by traffic (spec 6.1); what has no time is left out of both sums.</summary>
internal struct WeightedRtt
{
    private double _weight;
    private double _p50;
    private double _p90;
    private double _p95;

    public readonly RoundTripTimes? Mean => _weight > 0 ? new(_p50 / _weight, _p90 / _weight, _p95 / _weight) : null;

    public void Add(RoundTripTimes? times, double weight)
    {
        if (times is { } known)
        {
            _weight += weight;
            _p50 += weight * known.P50;
            _p90 += weight * known.P90;
            _p95 += weight * known.P95;
        }
    }
}
