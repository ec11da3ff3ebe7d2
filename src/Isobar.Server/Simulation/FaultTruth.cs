using Isobar.Core.Scoring;
using Isobar.Simulator.Faults;

namespace Isobar.Server.Simulation;

/// <summary>What a fault really did to one metric, summed while the world was played.</summary>
internal sealed class FaultTruth(Fault fault, HealthMetric metric)
{
    private readonly HashSet<long> _windows = [];

    /// <summary>The fault as it was meant.</summary>
    public Fault Fault { get; } = fault;

    /// <summary>The metric that it lowers.</summary>
    public HealthMetric Metric { get; } = metric;

    /// <summary>Votes or samples of the pairs that it touches, while it lasted.</summary>
    public long Samples { get; private set; }

    /// <summary>Those that it failed, delayed or kept away.</summary>
    public long Affected { get; private set; }

    /// <summary>Pairs with at least one affected vote or sample.</summary>
    public SortedSet<int> Pairs { get; } = [];

    /// <summary>Windows in which it affected something.</summary>
    public int Windows => _windows.Count;

    /// <summary>Share of the traffic that it really affected.</summary>
    public double Share => Samples == 0 ? 0 : Affected / (double)Samples;

    /// <summary>Votes or samples a window.</summary>
    public double SamplesPerWindow => Windows == 0 ? 0 : Samples / (double)Windows;

    /// <summary>Adds what was drawn for one row.</summary>
    public void Add(in AffectedRow row)
    {
        long samples = Metric == HealthMetric.Availability ? row.Share.Demand : row.Share.Samples;
        long affected = Metric == HealthMetric.Availability
            ? row.Share.Vanished + row.Share.Failed + row.Share.ServiceFailed
            : row.Share.RttDelayed + row.Share.TtfbDelayed;
        Samples += samples;
        Affected += affected;
        if (affected > 0)
        {
            Pairs.Add(row.Pair);
            _windows.Add(row.WindowStart);
        }
    }

    /// <summary>The metrics that a fault lowers.</summary>
    public static IEnumerable<HealthMetric> MetricsOf(Fault fault)
    {
        if (fault.Spec.LowersAvailability)
        {
            yield return HealthMetric.Availability;
        }
        if (fault.Spec.LowersPerformance)
        {
            yield return HealthMetric.Performance;
        }
    }
}
