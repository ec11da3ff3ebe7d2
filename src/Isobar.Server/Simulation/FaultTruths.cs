using Isobar.Core.Scoring;
using Isobar.Simulator.Faults;
using Isobar.Simulator.Worlds;

namespace Isobar.Server.Simulation;

/// <summary>What the faults of a world really did, as it is played.</summary>
internal sealed class FaultTruths(SimulatedWorld world)
{
    private readonly Dictionary<(int Fault, HealthMetric Metric), FaultTruth> _truths = [];

    /// <summary>Faults that did anything, once for each metric that they lower.</summary>
    public IReadOnlyCollection<FaultTruth> All => _truths.Values;

    /// <summary>A fault and a metric; null where it has not done anything to it.</summary>
    public FaultTruth? Find(int fault, HealthMetric metric) => _truths.GetValueOrDefault((fault, metric));

    /// <summary>Adds what was drawn for a row; returns the fault once for each metric that it lowers.</summary>
    public IEnumerable<FaultTruth> Add(AffectedRow row)
    {
        foreach (HealthMetric metric in FaultTruth.MetricsOf(world.Faults[row.Fault]))
        {
            if (!_truths.TryGetValue((row.Fault, metric), out FaultTruth? truth))
            {
                truth = new(world.Faults[row.Fault], metric);
                _truths.Add((row.Fault, metric), truth);
            }
            truth.Add(row);
            yield return truth;
        }
    }
}
