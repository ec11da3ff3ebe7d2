using Isobar.Server.Simulation;

namespace Isobar.Simulator.Tests.Gates;

/// <summary>
/// The world of the gates about faults, smaller than that of a nightly run and with twice as many faults a day, so that there are enough of each kind: played once with
/// known AS paths and once without any.
/// </summary>
public sealed class FaultWorld
{
    private readonly ScoreRun _run = new(new ScoreOptions(Seed: 1, Pairs: 5_000, FaultyDays: 2) { QuietDays = 1, HistoryDays = 10, FaultDensity = 2, HeldOut = true });
    private readonly Lazy<ScorecardResult> _withPaths, _withoutPaths;

    public FaultWorld()
    {
        _withPaths = new(() => _run.Run().Result);
        _withoutPaths = new(() => _run.WithoutPaths().Run().Result);
    }

    /// <summary>The grades with known AS paths.</summary>
    internal ScorecardResult WithPaths => _withPaths.Value;

    /// <summary>The grades without.</summary>
    internal ScorecardResult WithoutPaths => _withoutPaths.Value;
}
