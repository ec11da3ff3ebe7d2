using Isobar.Core.Baselines;

namespace Isobar.Core.Tests.Baselines;

public sealed class VolumeTests
{
    private static readonly DateOnly s_first = SyntheticDays.Monday;
    private static readonly DateOnly s_today = s_first.AddDays(29);

    [Fact]
    public void Expected_clients_are_those_of_the_same_hour_on_weekdays()
    {
        static int Usual(DateOnly day, int hour, Random random) => IsWeekend(day) ? 30 : 120 + 60 * (hour / 12);
        BaselineTable table = Table(Usual);
        Assert.Equal(10, Clients(table, s_today, 3).Clients, 0.2);
        Assert.Equal(15, Clients(table, s_today, 15).Clients, 0.2);
        DateOnly saturday = s_today.AddDays(4);
        Assert.Equal(2.5, Clients(Table(Usual, today: saturday), saturday, 15).Clients, 0.05);
    }

    [Fact]
    public void An_outage_of_a_third_of_the_days_does_not_count_as_usual()
    {
        BaselineTable table = Table((day, _, _) => (day.DayNumber - s_first.DayNumber) is >= 10 and < 19 ? 0 : 240);
        Assert.Equal(20, Clients(table, s_today, 3).Clients, 0.4);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    public void A_level_that_stays_for_two_days_is_the_new_normal_with_the_rhythm_of_the_old_one(double level)
    {
        int Usual(DateOnly day, int hour, Random random) =>
            (int)((IsWeekend(day) ? 60 : 240 + 120 * (hour / 12)) * (s_today.DayNumber - day.DayNumber <= 2 ? level : 1));
        BaselineTable table = Table(Usual);
        Assert.Equal(20 * level, Clients(table, s_today, 3).Clients, 0.3 * level);
        Assert.Equal(30 * level, Clients(table, s_today, 15).Clients, 0.3 * level);
    }

    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(0, 2)]
    public void One_day_is_no_new_normal_and_nobody_at_all_never_is(double level, int days)
    {
        BaselineTable table = Table((day, _, _) => s_today.DayNumber - day.DayNumber <= days ? (int)(240 * level) : 240);
        Assert.Equal(20, Clients(table, s_today, 3).Clients, 0.3);
    }

    [Fact]
    public void Beside_a_step_the_lower_side_is_expected()
    {
        // From Friday midnight on, half of the clients are gone.
        DateOnly friday = s_today.AddDays(3);
        Assert.Equal(DayOfWeek.Friday, friday.DayOfWeek);
        BaselineTable table = Table((day, _, _) => IsWeekend(day) ? 120 : 240, today: friday);
        Assert.Equal(20, Clients(table, friday, 22).Clients, 0.3);
        Assert.Equal(10, Clients(table, friday, 23).Clients, 0.3);
    }

    [Theory]
    [InlineData(0.0025)]
    [InlineData(0.04)]
    [InlineData(0.25)]
    public void Dispersion_is_that_of_the_days(double scatter)
    {
        // Gamma days, as the negative binomial has them, Poisson clients.
        BaselineTable table = Table((_, _, random) => (int)Poisson(random, 2_400 * Gamma(random, 1 / scatter)));
        Expectation expectation = Clients(table, s_today, 3);
        Assert.InRange(expectation.ClientsDispersion, 0.55 / Math.Max(scatter, 0.004), 1.8 / scatter);
        Assert.Equal(200, expectation.Clients, 200 * (0.02 + 0.6 * Math.Sqrt(scatter)));
    }

    [Fact]
    public void Few_clients_have_their_mean_not_their_median()
    {
        BaselineTable table = Table((_, _, random) => (int)Poisson(random, 3));
        double mean = Enumerable.Range(0, 24).Average(hour => Clients(table, s_today, hour).Clients * 12);
        Assert.InRange(mean, 2.7, 3.2);
    }

    [Fact]
    public void Windows_that_scatter_within_their_hours_count_too()
    {
        BaselineTable even = Table((_, _, _) => 1_200), scattered = Table((_, _, _) => 1_200, scatterPerDay: 24L * 12 * 11 * 100 * 100 / 4);
        Assert.Equal(400, Clients(even, s_today, 3).ClientsDispersion, 200.0);
        // 1/k of a quarter within the hours, next to nothing between the days.
        Assert.InRange(Clients(scattered, s_today, 3).ClientsDispersion, 3, 5);
    }

    [Fact]
    public void Hours_whose_clients_are_estimated_are_corrected_by_those_that_were_counted()
    {
        // 100 votes an hour; counted in windows 45 clients, estimated from the hour 30.
        BaselineHistory history = new();
        for (int day = 0; day < 28; day++)
        {
            DaySummary summary = new SyntheticDays { HourlyClients = day < 26 ? 30 : 45 }.Day(s_first.AddDays(day));
            summary.FineHours = day < 26 ? 0 : DaySummary.AllHours;
            history.Add(SyntheticDays.Key(1), summary);
        }
        BaselineTable table = new();
        table.Add(SyntheticDays.Key(1), 64512, "DE", 0);
        table.Derive(s_first.AddDays(28), history.All());
        Assert.Equal(45 / 12.0, Clients(table, s_first.AddDays(28), 12).Clients, 0.1);
    }

    [Fact]
    public void Volume_is_not_tested_in_slots_that_are_not_known_nor_for_a_day_after_a_move()
    {
        BaselineTable table = new();
        BaselineHistory history = new();
        table.Add(SyntheticDays.Key(1), 64512, "DE", 0);
        new SyntheticDays().AddTo(history, SyntheticDays.Key(1), s_first, 4);
        table.Derive(s_first.AddDays(5), history.All());
        Assert.Equal(0, Clients(table, s_first.AddDays(5), 12).Clients);
        DateOnly friday = s_first.AddDays(4);
        table.Derive(friday, history.All());
        Assert.Equal(5, Clients(table, friday, 12).Clients, 0.1);
        table.PauseVolume([new(SyntheticDays.Key(7), SyntheticDays.Key(1), 0.2)], TallyRows.Start(friday, 11));
        Assert.Equal(0, Clients(table, friday, 12).Clients);
        Assert.Equal(5, Clients(table, friday.AddDays(3), 12).Clients, 0.1);
        // Nobody derived a Saturday: a Friday's clients are not expected on it.
        Assert.Equal(0, Clients(table, friday.AddDays(1), 13).Clients);
    }

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private static BaselineTable Table(Func<DateOnly, int, Random, int> clients, long scatterPerDay = -1, DateOnly? today = null)
    {
        Random random = new(23);
        BaselineHistory history = new();
        BaselineKey key = SyntheticDays.Key(1);
        for (DateOnly day = s_first; day < s_today; day = day.AddDays(1))
        {
            DaySummary summary = new SyntheticDays().Day(day);
            for (int hour = 0; hour < 24; hour++)
            {
                summary.ClientWindows[hour] = clients(day, hour, random);
            }
            if (scatterPerDay >= 0)
            {
                summary.FineHours = DaySummary.AllHours;
                summary.ClientScatter = scatterPerDay + 11L * summary.ClientWindows.Sum();
            }
            history.Add(key, summary);
        }
        BaselineTable table = new();
        table.Add(key, 64512, "DE", 0);
        table.Derive(today ?? s_today, history.All());
        return table;
    }

    private static Expectation Clients(BaselineTable table, DateOnly day, int hour)
    {
        table.Expect(0, TallyRows.Start(day, hour), out Expectation expectation);
        return expectation;
    }

    private static double Poisson(Random random, double mean)
    {
        if (mean > 100)
        {
            return Math.Max(0, Math.Round(mean + Math.Sqrt(mean) * Normal(random)));
        }
        double product = random.NextDouble(), limit = Math.Exp(-mean);
        int count = 0;
        for (; product > limit; count++)
        {
            product *= random.NextDouble();
        }
        return count;
    }

    /// <summary>Gamma of mean 1 by Wilson and Hilferty's cube.</summary>
    private static double Gamma(Random random, double shape)
    {
        double cube = 1 - 1 / (9 * shape) + Normal(random) / (3 * Math.Sqrt(shape));
        return Math.Max(cube * cube * cube, 0);
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
