using Isobar.Server.Simulation;

namespace Isobar.Simulator.Tests.Gates;

/// <summary>The gate of section 12 of the statistical design that is about days without faults.</summary>
public sealed class QuietGateTests
{
    /// <summary>The budget expects 0.7 in 70,000 pair-days; more than this come by chance in 3 % of such weeks.</summary>
    private const int MostFalseOpenings = 2;

    [Fact]
    public void A_week_of_all_nuisances_without_a_fault_opens_at_most_two_events()
    {
        (ScorecardResult result, Scorecard card) = new ScoreRun(new ScoreOptions(Seed: 1, Pairs: 10_000, FaultyDays: 0) { QuietDays = 7 }).Run();
        Assert.Equal(70_000, result.PairDays);
        string[] openings = [.. card.False().Select(TextOf)];
        Assert.True(openings.Length <= MostFalseOpenings, $"{openings.Length} false openings:{Environment.NewLine}{string.Join(Environment.NewLine, openings)}");
    }

    private static string TextOf(Detection found) =>
        $"{found.Metric} {found.Element}, {found.Pairs.Length} pairs, opened {DateTimeOffset.FromUnixTimeSeconds(found.OpenedSeconds):u}, began {DateTimeOffset.FromUnixTimeSeconds(found.StartSeconds):u}";
}
