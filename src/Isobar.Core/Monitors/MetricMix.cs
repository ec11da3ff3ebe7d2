using Isobar.Core.Scoring;

namespace Isobar.Core.Monitors;

/// <summary>f_pair = Σ u_s · f_s over the strata that have a verdict, u_s the monitor's share of the pair's traffic (spec 6.8).</summary>
internal struct MetricMix
{
    private double _weight;
    private double _lost;
    private double _smallest;
    private double _heaviest;
    private bool _isInsufficient;
    private ElementKind _source;
    private EvidenceStream _stream;
    private OpeningPath _openedBy;
    private long _since;

    /// <summary>Adds a stratum.</summary>
    public void Add(in MetricHealth health, double weight)
    {
        if (health.State is not (HealthState.Ok or HealthState.Drop))
        {
            _isInsufficient |= health.State == HealthState.Insufficient;
            return;
        }
        double lost = weight * health.Drop;
        _weight += weight;
        _lost += lost;
        _smallest += weight * health.SmallestDrop;
        if (lost <= 0)
        {
            return;
        }
        if (lost > _heaviest)
        {
            (_heaviest, _source, _stream) = (lost, health.Source, health.Stream);
        }
        _openedBy = _openedBy == OpeningPath.None ? health.OpenedBy
            : health.OpenedBy == OpeningPath.None ? _openedBy
            : (OpeningPath)Math.Min((byte)_openedBy, (byte)health.OpenedBy);
        _since = _since == 0 ? health.Since : health.Since == 0 ? _since : Math.Min(_since, health.Since);
    }

    /// <summary>The pair's measurement. A drop in a zone that this monitor sends nothing through is none.</summary>
    /// <param name="pooled">The verdict on all strata together: an aggregate of them, which may be certain enough for an event where none of them is.</param>
    public readonly MetricMeasurement ToMeasurement(in MetricHealth pooled)
    {
        if (_weight <= 0)
        {
            return new(_isInsufficient ? HealthState.Insufficient : HealthState.Learning, 0, double.PositiveInfinity, ElementKind.Pair, default, OpeningPath.None, 0);
        }
        double drop = Math.Clamp(_lost / _weight, 0, 1);
        bool isOpenedPooled = _openedBy == OpeningPath.None && pooled.State == HealthState.Drop;
        return drop > 0
            ? new(HealthState.Drop, drop, _smallest / _weight, _source, _stream, isOpenedPooled ? pooled.OpenedBy : _openedBy, _since)
            : new(HealthState.Ok, 0, _smallest / _weight, ElementKind.Pair, default, OpeningPath.None, 0);
    }
}
