using Isobar.Core.Scoring.Numerics;

namespace Isobar.Core.Scoring.Units;

/// <summary>The levels of the tests at one level of units (strata, or elements), as the false-alarm budget leaves them.</summary>
/// <param name="TwoOfThree">Level of a window of which two in three open.</param>
/// <param name="ThreeOfFour">Level of a window of which three in four open.</param>
/// <param name="Fast">Level of a window that opens at once.</param>
/// <param name="Accumulated">The cumulative sum that opens.</param>
internal sealed record TestLevels(double TwoOfThree, double ThreeOfFour, double Fast, double Accumulated)
{
    /// <summary>Streams of a metric that accumulate: failures by network and by service, RTT and TTFB.</summary>
    private const int AccumulatedStreams = 2;

    /// <summary>The levels for a number of units.</summary>
    public static TestLevels Of(ScoringSettings settings, int units, int windowSeconds)
    {
        FalseAlarmBudget budget = ScoringBudget.Of(settings, units, windowSeconds);
        return new(budget.Slow(), budget.SlowThreeOfFour(), budget.Fast(), budget.CusumThreshold(AccumulatedStreams));
    }
}
