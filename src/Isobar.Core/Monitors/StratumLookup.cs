using Isobar.Core.Scoring;
using Isobar.Core.Windows;

namespace Isobar.Core.Monitors;

/// <summary>Finds the verdict that applies to a part of a monitor's traffic of one pair.</summary>
internal readonly ref struct StratumLookup
{
    private readonly PairHealth _pair;
    private readonly ReadOnlySpan<StratumHealth> _strata;
    private readonly bool _isKnown;
    private readonly bool _fromIPv4Only;

    /// <param name="map">The window's health.</param>
    /// <param name="pair">Number of the pair, or -1.</param>
    /// <param name="fromIPv4Only">Whether IPv4 speaks for both families (spec 6.10).</param>
    public StratumLookup(HealthMap map, int pair, bool fromIPv4Only)
    {
        _fromIPv4Only = fromIPv4Only;
        _isKnown = pair >= 0 && pair < map.Health.Length;
        if (_isKnown)
        {
            _pair = map.Health.Span[pair];
            _strata = map.Strata.Span.Slice(_pair.FirstStratum, _pair.StratumCount);
        }
    }

    /// <summary>The verdict on one metric; a stratum too thin for one of its own takes that of the whole pair.</summary>
    public MetricHealth Find(TrafficStratum traffic, HealthMetric metric)
    {
        if (!_isKnown)
        {
            return default;
        }
        if (_fromIPv4Only)
        {
            return FindIPv4(traffic, metric);
        }
        if (!traffic.IsRegional)
        {
            foreach (ref readonly StratumHealth stratum in _strata)
            {
                if (stratum.Stratum == traffic.Health && HasScore(stratum.Of(metric)))
                {
                    return stratum.Of(metric);
                }
            }
        }
        return _pair.Of(metric);
    }

    /// <summary>The verdict on the whole pair.</summary>
    public MetricHealth Pooled(HealthMetric metric) => _isKnown ? _pair.Of(metric) : default;

    /// <summary>
    /// The same zone and method over IPv4; else IPv4 in the same zone; else, as for regional kinds, the mean of all IPv4 strata. They are weighed alike, since
    /// the monitor may send nothing over IPv4 itself.
    /// </summary>
    private MetricHealth FindIPv4(TrafficStratum traffic, HealthMetric metric)
    {
        HealthStratum wanted = traffic.Health with { Family = AddressFamily.IPv4 };
        MetricHealth sameZone = default, only = default;
        MetricMix mean = default;
        int count = 0;
        foreach (ref readonly StratumHealth stratum in _strata)
        {
            MetricHealth health = stratum.Of(metric);
            if (stratum.Stratum.Family != AddressFamily.IPv4)
            {
                continue;
            }
            if (!traffic.IsRegional && HasScore(health))
            {
                if (stratum.Stratum == wanted)
                {
                    return health;
                }
                sameZone = !HasScore(sameZone) && stratum.Stratum.Zone == wanted.Zone ? health : sameZone;
            }
            only = health;
            count++;
            mean.Add(health, 1);
        }
        return HasScore(sameZone) ? sameZone : count <= 1 ? only : AsHealth(mean.ToMeasurement(default));
    }

    private static MetricHealth AsHealth(in MetricMeasurement mean) => new(
        mean.State, (float)mean.Drop, (float)mean.SmallestDrop, mean.Source, mean.Stream, mean.OpenedBy, mean.Since);

    private static bool HasScore(in MetricHealth health) => health.State is HealthState.Ok or HealthState.Drop;
}
