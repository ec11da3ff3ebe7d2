using Isobar.Core.Scoring;

namespace Isobar.Core.Monitors;

/// <summary>A metric over a group of pairs: Σ w·score / Σ w over those that have a score.</summary>
public record struct TrafficScore
{
    /// <summary>Traffic of the pairs that have a score, in the monitor's unit.</summary>
    public double Weight { get; set; }

    /// <summary>The part of that traffic that sees a drop: Σ w·f.</summary>
    public double Lost { get; set; }

    /// <summary>Pairs that have a score.</summary>
    public int Scored { get; set; }

    /// <summary>Pairs with too little traffic to tell.</summary>
    public int Insufficient { get; set; }

    /// <summary>Pairs without a baseline yet.</summary>
    public int Learning { get; set; }

    /// <summary>100 · (1 − lost / weight); null without evidence.</summary>
    public readonly double? Score => Weight > 0 ? Math.Clamp(100 * (1 - Lost / Weight), 0, 100) : null;

    /// <summary>What is known of the group.</summary>
    public readonly HealthState State =>
        Weight > 0 ? (Lost > 0 ? HealthState.Drop : HealthState.Ok)
        : Learning > 0 && Insufficient == 0 ? HealthState.Learning
        : HealthState.Insufficient;

    /// <summary>The part of a whole traffic that sees the drop, percent. Impacts of parts sum to that of the whole.</summary>
    public readonly double ImpactOn(double totalWeight) => totalWeight > 0 ? 100 * Lost / totalWeight : 0;

    /// <summary>Adds a pair.</summary>
    internal void Add(in MetricMeasurement measurement, double weight)
    {
        if (measurement.HasScore)
        {
            Weight += weight;
            Lost += weight * measurement.Drop;
            Scored++;
        }
        else if (measurement.State == HealthState.Learning)
        {
            Learning++;
        }
        else
        {
            Insufficient++;
        }
    }
}
