using Isobar.Core.Alarms;

namespace Isobar.Core.Tests.Alarms;

/// <summary>The state machine against the ten published rows of specification 16.3, and what the text beside them says.</summary>
public sealed class AlarmEvaluatorTests
{
    private const double Threshold = 50;

    [Theory]
    [InlineData("0-X-X", 3, "OK", "OK", "OK", "OK")]
    [InlineData("0----", 3, "OK", "OK", "OK", "OK")]
    [InlineData("-----", 3, "INSUFFICIENT_DATA", "keep", "ALARM", "OK")]
    [InlineData("0XX-X", 3, "ALARM", "ALARM", "ALARM", "ALARM")]
    [InlineData("--X--", 3, "ALARM", "keep", "ALARM", "OK")]
    [InlineData("0-X-X", 2, "ALARM", "ALARM", "ALARM", "ALARM")]
    [InlineData("00X0X", 2, "ALARM", "ALARM", "ALARM", "ALARM")]
    [InlineData("0-X--", 2, "OK", "OK", "ALARM", "OK")]
    [InlineData("----0", 2, "OK", "OK", "ALARM", "OK")]
    [InlineData("---X-", 2, "ALARM", "keep", "ALARM", "OK")]
    public void The_published_table_holds(string range, int datapointsToAlarm, string missing, string ignore, string breaching, string notBreaching)
    {
        foreach (AlarmState current in Enum.GetValues<AlarmState>())
        {
            string Expected(string state) => state == "keep" ? AlarmNames.NameOf(current) : state;
            Assert.Equal(Expected(missing), StateOf(range, datapointsToAlarm, MissingData.Missing, current));
            Assert.Equal(Expected(ignore), StateOf(range, datapointsToAlarm, MissingData.Ignore, current));
            Assert.Equal(Expected(breaching), StateOf(range, datapointsToAlarm, MissingData.Breaching, current));
            Assert.Equal(Expected(notBreaching), StateOf(range, datapointsToAlarm, MissingData.NotBreaching, current));
        }
    }

    [Theory]
    [InlineData("----X")]
    [InlineData("---X-")]
    public void A_crossing_younger_than_M_periods_does_not_alarm(string range) => Assert.Equal("OK", StateOf(range, 3, MissingData.Missing, AlarmState.Ok));

    [Theory]
    [InlineData(AlarmComparison.GreaterThanOrEqualToThreshold, false, true, true)]
    [InlineData(AlarmComparison.GreaterThanThreshold, false, false, true)]
    [InlineData(AlarmComparison.LessThanThreshold, true, false, false)]
    [InlineData(AlarmComparison.LessThanOrEqualToThreshold, true, true, false)]
    public void The_value_is_the_first_operand(AlarmComparison comparison, bool below, bool at, bool above)
    {
        AlarmRule rule = Rule(1, 1, MissingData.Missing) with { Comparison = comparison };
        Assert.Equal((below, at, above), (rule.IsBreaching(Threshold - 1), rule.IsBreaching(Threshold), rule.IsBreaching(Threshold + 1)));
    }

    [Fact]
    public void The_newest_N_of_enough_points_are_judged_and_nothing_stands_in()
    {
        AlarmVerdict verdict = AlarmEvaluator.Evaluate(Rule(3, 3, MissingData.Breaching), AlarmState.Ok, Range("XX0-0"));
        Assert.Equal((AlarmState.Ok, 0, (MissingData?)null), (verdict.State, verdict.Missing, verdict.TreatedAs));
        Assert.Equal([100, 160, 280], verdict.Considered.Select(point => point.Start));
    }

    [Theory]
    [InlineData(0.9, 100)]
    [InlineData(0.99, 1000)]
    [InlineData(0.5, 20)]
    [InlineData(0.25, 40)]
    public void A_percentile_needs_samples_in_its_tail(double share, double samples) => Assert.Equal(samples, AlarmRule.SamplesFor(share), 1e-6);

    [Fact]
    public void A_point_of_few_samples_keeps_the_state_where_that_is_asked_for()
    {
        AlarmDefinition definition = Definition() with { Statistic = "p90", LowSamplePercentile = "ignore", EvaluationPeriods = 1 };
        AlarmState State(double samples) =>
            AlarmEvaluator.Evaluate(definition.Rule, AlarmState.Ok, [null, null, new AlarmDatapoint(60, Threshold + 1, samples)]).State;
        Assert.Equal(AlarmState.Ok, State(99));
        Assert.Equal(AlarmState.Alarm, State(101));
        definition = definition with { LowSamplePercentile = "evaluate" };
        Assert.Equal(AlarmState.Alarm, State(99));
    }

    /// <summary>A point more that crosses never ends an alarm, and one more that keeps never starts one: the table is of one piece.</summary>
    [Fact]
    public void Whatever_the_range_a_crossing_more_does_not_end_an_alarm()
    {
        foreach (string range in AllRanges(5))
        {
            for (int m = 1; m <= 3; m++)
            {
                foreach (MissingData missing in Enum.GetValues<MissingData>())
                {
                    for (int i = 0; i < range.Length; i++)
                    {
                        if (range[i] != '0' || StateOf(range, m, missing, AlarmState.Ok) != "ALARM")
                        {
                            continue;
                        }
                        Assert.Equal("ALARM", StateOf(range[..i] + "X" + range[(i + 1)..], m, missing, AlarmState.Ok));
                    }
                }
            }
        }
    }

    internal static AlarmDefinition Definition() => new()
    {
        Name = "high",
        Namespace = "Shop",
        MetricName = "Orders",
        Statistic = "Average",
        PeriodSeconds = 60,
        EvaluationPeriods = 3,
        Threshold = Threshold,
        Comparison = AlarmComparison.GreaterThanThreshold,
    };

    internal static AlarmRule Rule(int n, int m, MissingData missing) => new()
    {
        EvaluationPeriods = n,
        DatapointsToAlarm = m,
        Threshold = Threshold,
        Comparison = AlarmComparison.GreaterThanThreshold,
        MissingData = missing,
    };

    /// <summary>Old to new, 0 good, X crossing, - none; periods of a minute from 40 s on.</summary>
    internal static AlarmDatapoint?[] Range(string range) =>
        [.. range.Select((c, i) => c == '-' ? default(AlarmDatapoint?) : new AlarmDatapoint(40 + 60 * i, c == 'X' ? Threshold + 1 : Threshold - 1))];

    private static string StateOf(string range, int m, MissingData missing, AlarmState current) =>
        AlarmNames.NameOf(AlarmEvaluator.Evaluate(Rule(range.Length - 2, m, missing), current, Range(range)).State);

    private static IEnumerable<string> AllRanges(int length) =>
        length == 0 ? [""] : AllRanges(length - 1).SelectMany(rest => new[] { "0" + rest, "X" + rest, "-" + rest });
}
