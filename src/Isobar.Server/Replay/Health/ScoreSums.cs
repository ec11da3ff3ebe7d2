using Isobar.Core.Baselines;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;

namespace Isobar.Server.Replay.Health;

/// <summary>Sums the windows of the second pass to the figures of the whole period; taken in the order of time, so that they do not depend on cores.</summary>
internal sealed class ScoreSums
{
    private readonly List<ScoreStep> _steps = [];
    private (double Weight, double Lost) _availability;
    private (double Weight, double Lost) _performance;
    private double _total;
    private double _testable;
    private double _learning;
    private double _insufficient;

    /// <summary>Adds a window.</summary>
    public void Add(MonitorWindow window)
    {
        _availability = (_availability.Weight + window.Availability.Weight, _availability.Lost + window.Availability.Lost);
        _performance = (_performance.Weight + window.Performance.Weight, _performance.Lost + window.Performance.Lost);
        _total += window.TotalWeight;
        _testable += window.TotalWeight * window.TestablePercent;
        foreach (ref readonly PairMeasurement pair in window.Pairs.Span)
        {
            // A pair that can be judged by either metric is judged.
            if (!pair.Availability.HasScore && !pair.Performance.HasScore)
            {
                bool isLearning = pair.Availability.State == HealthState.Learning && pair.Performance.State == HealthState.Learning;
                (isLearning ? ref _learning : ref _insufficient) += pair.Weight;
            }
        }
        _steps.Add(new(window.WindowStart, window.Availability.Score, window.Performance.Score));
    }

    /// <summary>The figures.</summary>
    public ReplayHealth ToHealth() => new()
    {
        Mode = ReplayBaselineMode.LeaveOut,
        IsScored = true,
        AvailabilityScore = ScoreOf(_availability),
        PerformanceScore = ScoreOf(_performance),
        TestableTrafficPercent = _total > 0 ? Math.Clamp(_testable / _total, 0, 100) : 0,
        LearningTrafficPercent = _total > 0 ? Math.Clamp(100 * _learning / _total, 0, 100) : 0,
        InsufficientTrafficPercent = _total > 0 ? Math.Clamp(100 * _insufficient / _total, 0, 100) : 0,
        Scores = _steps,
    };

    private static double? ScoreOf((double Weight, double Lost) sum) => sum.Weight > 0 ? Math.Clamp(100 * (1 - sum.Lost / sum.Weight), 0, 100) : null;
}
