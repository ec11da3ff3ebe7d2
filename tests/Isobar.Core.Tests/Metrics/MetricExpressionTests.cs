using Isobar.Core.Metrics;
using Isobar.Core.Metrics.Expressions;

namespace Isobar.Core.Tests.Metrics;

public sealed class MetricExpressionTests
{
    private const double None = double.NaN;
    private static readonly MetricGrid s_grid = new(0, 60, 4);

    private static readonly Dictionary<string, double[]> s_metrics = new(StringComparer.Ordinal)
    {
        ["m1"] = [1, 2, None, 4],
        ["m2"] = [10, None, None, 0],
        ["errors"] = [2, 2, 2, 2],
    };

    [Theory]
    [InlineData("m1 + 1", new[] { 2, 3, None, 5 })]
    [InlineData("m1 + m2", new[] { 11, None, None, 4 })]
    [InlineData("100 * errors / m1", new[] { 200, 100, None, 50 })]
    [InlineData("m1 / m2", new[] { 0.1, None, None, None })]
    [InlineData("2 + 3 * m1 ^ 2", new[] { 5, 14, None, 50.0 })]
    [InlineData("-m1 - -1", new[] { 0, -1, None, -3.0 })]
    [InlineData("(m1 + m1) * 2", new[] { 4, 8, None, 16.0 })]
    [InlineData("-2 ^ 2 + errors * 0", new[] { -4.0, -4, -4, -4 })]
    [InlineData("m1 / SUM(m1)", new[] { 1 / 7.0, 2 / 7.0, None, 4 / 7.0 })]
    [InlineData("SUM(METRICS())", new[] { 13, 4, 2, 6.0 })]
    [InlineData("AVG(METRICS('m'))", new[] { 5.5, 2, None, 2 })]
    [InlineData("MAX([m1, m2])", new[] { 10, 2, None, 4.0 })]
    [InlineData("MIN([m1, m2, errors])", new[] { 1, 2, 2, 0.0 })]
    [InlineData("errors + MAX(m1)", new[] { 6.0, 6, 6, 6 })]
    [InlineData("FILL(m1, 0)", new[] { 1, 2, 0, 4.0 })]
    [InlineData("FILL(m2, REPEAT)", new[] { 10, 10, 10, 0.0 })]
    [InlineData("FILL(m2, LINEAR)", new[] { 10, 20 / 3.0, 10 / 3.0, 0 })]
    [InlineData("SUM(FILL(METRICS(), 1))", new[] { 13, 5, 4, 6.0 })]
    [InlineData("1.5e1 * errors", new[] { 30.0, 30, 30, 30 })]
    public void Expressions_come_to_a_series(string text, double[] expected) =>
        Assert.Equal(expected, Evaluate(text)[0].Values, (a, b) => double.IsNaN(a) ? double.IsNaN(b) : Math.Abs(a - b) < 1e-12);

    [Fact]
    public void An_expression_over_all_metrics_gives_a_series_for_each()
    {
        IReadOnlyList<MetricSeries> results = Evaluate("METRICS('m') * 2");
        Assert.Equal(["m1", "m2"], results.Select(series => series.Label));
        Assert.Equal([20, None, None, 0], results[1].Values);
    }

    [Theory]
    [InlineData("SUM(m1)", "comes to a single number")]
    [InlineData("RATE(m1)", "RATE is not supported; known are AVG, FILL, MAX, METRICS, MIN, SUM")]
    [InlineData("m1 > 3", "comparison and logical operators are not supported")]
    [InlineData("m9 + 1", "no metric or expression with the id m9")]
    [InlineData("m1 +", "the expression ends where")]
    [InlineData("(m1", "ends where ')' is expected")]
    [InlineData("m1 m2", "'m2' at character 4")]
    [InlineData("FILL(m1)", "FILL takes 2 values")]
    [InlineData("FILL(m1, SOMEHOW)", "FILL takes series, and a number, REPEAT or LINEAR")]
    [InlineData("M1 * 2", "'M1' is not an id")]
    [InlineData("'text'", "has no meaning here")]
    [InlineData("METRICS() + METRICS()", "does not combine two lists")]
    [InlineData("SELECT AVG(x) FROM y", "Metrics Insights queries are not supported")]
    [InlineData("'open", "has no end")]
    [InlineData("1..2 * m1", "is not a number")]
    public void What_cannot_be_computed_says_why(string text, string why) => Assert.Contains(why, Assert.Throws<ExpressionException>(() => Evaluate(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData('(')]
    [InlineData('-')]
    [InlineData('[')]
    public void Deep_nesting_is_refused_not_a_stack_overflow(char sign) => Assert.Throws<ExpressionException>(() => MetricExpression.Parse(new string(sign, 100_000)));

    [Fact]
    public void Expressions_may_build_on_each_other_in_any_order()
    {
        MetricQuerySet set = new([Query("e2", "e1 * 10"), Query("e1", "m1 + 1"), Metric("m1")]);
        Assert.Equal([20, 30, None, 50], set.Evaluate(Read)["e2"][0].Values);
    }

    [Theory]
    [InlineData("e2", "e1")]
    [InlineData("e1", "e1")]
    public void A_circle_is_refused(string first, string second) =>
        Assert.Contains("refers to itself", Assert.Throws<ExpressionException>(() => new MetricQuerySet([Query("e1", first), Query("e2", second)])).Message, StringComparison.Ordinal);

    [Fact]
    public void Series_of_different_periods_are_not_mixed()
    {
        MetricQuerySet set = new([Metric("m1"), Metric("m2") with { Stat = Stat("m2", 120) }, Query("e", "m1 + m2")]);
        Assert.Contains("same period", Assert.Throws<ExpressionException>(() => set.Evaluate(Read)).Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<MetricSeries> Evaluate(string text) =>
        new MetricQuerySet([.. s_metrics.Keys.Select(Metric), Query("e", text)]).Evaluate(Read)["e"];

    private static MetricSeries Read(MetricStat stat) => new(stat.Metric.Name, s_grid with { PeriodSeconds = stat.PeriodSeconds }, s_metrics[stat.Metric.Name]);

    private static MetricDataQuery Query(string id, string expression) => new(id, null, expression, null, true, null);

    private static MetricDataQuery Metric(string id) => new(id, Stat(id, 60), null, id, true, null);

    private static MetricStat Stat(string name, int period)
    {
        Assert.True(MetricStatistic.TryParse("Average", out MetricStatistic? average));
        return new(new MetricIdentity("Shop", name, []), period, average, null);
    }
}
