using Isobar.Core.Scoring;

namespace Isobar.Core.Monitors;

/// <summary>A pair, or one address family of it, while its strata are gone through.</summary>
internal struct PairShare
{
    private MetricMix _availability;
    private MetricMix _performance;

    /// <summary>Traffic and weight.</summary>
    public PairTraffic Traffic;

    /// <summary>Whether the weight is that of before an open event.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Whether there is traffic in the window.</summary>
    public readonly bool HasTraffic => Traffic.Connections > 0 || Traffic.BytesIn > 0 || Traffic.BytesOut > 0;

    /// <summary>Adds the traffic of a stratum.</summary>
    public void AddTraffic(in WindowPart part, double weight, bool isHeld)
    {
        Traffic.Add(part, weight);
        IsHeld |= isHeld;
    }

    /// <summary>Adds the verdicts on a stratum.</summary>
    public void AddHealth(in MetricHealth availability, in MetricHealth performance, double weight)
    {
        _availability.Add(availability, weight);
        _performance.Add(performance, weight);
    }

    /// <summary>What a metric comes to.</summary>
    public readonly MetricMeasurement Of(HealthMetric metric, in StratumLookup lookup) =>
        (metric == HealthMetric.Availability ? _availability : _performance).ToMeasurement(lookup.Pooled(metric));
}
