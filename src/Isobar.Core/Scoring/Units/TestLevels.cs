using Isobar.Core.Scoring.Numerics;

namespace Isobar.Core.Scoring.Units;

/// <summary>The levels of the tests at one level of units (strata, or elements), as the false-alarm budget leaves them. Logarithms, since p-values come so.</summary>
internal sealed class TestLevels
{
    /// <summary>Streams of a metric that accumulate: failures by network and by service, RTT and TTFB.</summary>
    private const int AccumulatedStreams = 2;

    /// <summary>Streams of availability, and parts of a time's share: two streams of five edges.</summary>
    private const int AvailabilityParts = 3;
    private const int TimeParts = 10;

    private readonly FalseAlarmBudget _budget;

    /// <summary>A table takes 60 KB, and only verdicts ask for it.</summary>
    private readonly Lazy<DetectableDrops> _failures;
    private readonly Lazy<DetectableDrops> _edges;

    private TestLevels(FalseAlarmBudget budget)
    {
        _budget = budget;
        TwoOfThree = budget.Slow();
        LogTwoOfThree = StableMath.Log(TwoOfThree);
        LogThreeOfFour = StableMath.Log(budget.SlowThreeOfFour());
        LogFast = StableMath.Log(budget.Fast());
        Accumulated = budget.CusumThreshold(AccumulatedStreams);
        _failures = new(() => new(new(TwoOfThree / AvailabilityParts)));
        _edges = new(() => new(new(TwoOfThree / TimeParts)));
    }

    /// <summary>Level of a window of which two in three open; scores are given at this level.</summary>
    public double TwoOfThree { get; }

    /// <summary>ln of the same.</summary>
    public double LogTwoOfThree { get; }

    /// <summary>ln of the level of a window of which three in four open.</summary>
    public double LogThreeOfFour { get; }

    /// <summary>ln of the level of a window that opens at once.</summary>
    public double LogFast { get; }

    /// <summary>The cumulative sum that opens.</summary>
    public double Accumulated { get; }

    /// <summary>The smallest drops that a test of failures finds.</summary>
    public DetectableDrops Failures => _failures.Value;

    /// <summary>The smallest drops that a test of one edge finds.</summary>
    public DetectableDrops Edges => _edges.Value;

    /// <summary>The levels for a number of units; <paramref name="now"/> where they are the same, as they mostly are.</summary>
    public static TestLevels Of(ScoringSettings settings, int units, int windowSeconds, TestLevels? now = null)
    {
        FalseAlarmBudget budget = ScoringBudget.Of(settings, units, windowSeconds);
        return now?._budget == budget ? now : new(budget);
    }
}
