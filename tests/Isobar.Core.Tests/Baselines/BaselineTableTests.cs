using Isobar.Core.Baselines;

namespace Isobar.Core.Tests.Baselines;

public sealed class BaselineTableTests
{
    private static readonly DateOnly s_first = SyntheticDays.Monday;

    /// <summary>A Wednesday after 30 days.</summary>
    private static readonly DateOnly s_today = s_first.AddDays(30);

    private static long Noon(DateOnly day) => (day.DayNumber - new DateOnly(1970, 1, 1).DayNumber) * 86_400L + 43_200;

    private static Expectation Expect(BaselineTable table, int number, DateOnly day)
    {
        table.Expect(number, Noon(day), out Expectation expectation);
        return expectation;
    }

    [Fact]
    public void Edges_and_shares_are_those_of_the_worked_example()
    {
        // Section 1 of the statistical design: usual p50 60 ms, p90 80 ms. The edges of the text, 50.4 to 88.2 ms, are the design's; ours lie on the buckets.
        BaselineHistory history = new();
        BaselineKey key = SyntheticDays.Key(1);
        SyntheticDays days = new() { MedianMicros = 60_000, Sigma = Math.Log(80.0 / 60) / 1.2815515655 };
        days.AddTo(history, key, s_first, 30);
        BaselineTable table = new();
        int number = table.Add(key, 64512, "DE", 8.6);
        table.Derive(s_today, history.All());

        Expectation expectation = Expect(table, number, s_today);

        Assert.Equal(BaselineSource.Stratum, expectation.Source);
        Assert.Equal(30, expectation.Days);
        double[] quantiles = [45.0, 51.6, 60, 69.8, 80], edges = [50.4, 56.8, 66.7, 78.3, 88.2], shares = [0.781, 0.595, 0.319, 0.118, 0.043];
        for (int i = 0; i < EdgeExpectation.Count; i++)
        {
            Assert.Equal(quantiles[i], expectation.Rtt.QuantileMicros[i] / 1000, 0.6);
            double edge = Isobar.Core.Sketches.QuantileSketch.Power(expectation.Rtt.Buckets[i]) / 1000;
            Assert.InRange(edge, edges[i] * 0.985, edges[i] * 1.02);
            Assert.Equal(shares[i], expectation.Rtt.Shares[i], 0.06);
        }
    }
}
