using Isobar.Core.Baselines;

namespace Isobar.Core.Tests.Baselines;

public sealed class NewNormalsTests
{
    private static readonly BaselineKey s_key = SyntheticDays.Key(1);
    private static readonly DateOnly s_first = SyntheticDays.Monday;

    [Fact]
    public void A_level_that_has_stayed_two_days_is_adopted_once()
    {
        SyntheticDays after = new() { MedianMicros = 70_000 };
        BaselineHistory history = new();
        new SyntheticDays().AddTo(history, s_key, s_first, 25);
        after.AddTo(history, s_key, s_first.AddDays(25), 3);
        BaselineTable table = new();
        table.Add(s_key, 64500, "DE", 10);

        Assert.Equal(1, Adopt(table, history, s_first.AddDays(28)));
        for (int day = 28; day < 31; day++)
        {
            after.AddTo(history, s_key, s_first.AddDays(day), 1);
            Assert.Equal(0, Adopt(table, history, s_first.AddDays(day + 1)));
            table.Expect(0, TallyRows.Start(s_first.AddDays(day + 1), 12), out Expectation usual);
            Assert.Equal(70_000, usual.Rtt.QuantileMicros[2], 700.0);
        }
    }

    [Fact]
    public void A_level_of_one_day_is_not_adopted()
    {
        BaselineHistory history = new();
        new SyntheticDays().AddTo(history, s_key, s_first, 27);
        new SyntheticDays { MedianMicros = 70_000 }.AddTo(history, s_key, s_first.AddDays(27), 1);
        BaselineTable table = new();
        table.Add(s_key, 64500, "DE", 10);
        Assert.Equal(0, Adopt(table, history, s_first.AddDays(28)));
    }

    private static int Adopt(BaselineTable table, BaselineHistory history, DateOnly today)
    {
        table.Derive(today, history.All());
        return NewNormals.Adopt(table, history.All(), today);
    }
}
