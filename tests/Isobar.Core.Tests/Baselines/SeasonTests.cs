using Isobar.Core.Baselines;

namespace Isobar.Core.Tests.Baselines;

public sealed class SeasonTests
{
    private static readonly DateOnly s_first = SyntheticDays.Monday;

    /// <summary>A daily wave of ± 20 % with its peak at a solar hour, half as high at weekends.</summary>
    private static Func<long, double> Wave(int peakHour, double longitude, double amplitude = 0.2) => hour =>
    {
        long solar = hour + (long)Math.Round(longitude / 15);
        bool isWeekend = (solar / 24 + 3) % 7 >= 5;
        return Math.Exp((isWeekend ? amplitude / 2 : amplitude) * Math.Cos((solar % 24 - peakHour) * Math.PI / 12));
    };

    [Fact]
    public void Networks_of_one_country_have_their_own_seasons()
    {
        // An evening network and an office network, ten cities each, two of which have too few days for seasons of their own.
        BaselineHistory history = new();
        BaselineTable table = new();
        foreach ((uint asn, int peak, ulong from) in ((uint, int, ulong)[])[(64512, 21, 100), (64513, 11, 200)])
        {
            for (ulong city = from; city < from + 10; city++)
            {
                SyntheticDays days = new() { MedianMicros = 40_000 + 1_000 * (city % 10), Season = Wave(peak, 10), HourlySamples = 40 };
                BaselineKey key = SyntheticDays.Key(city);
                table.Add(key, asn, "DE", 10);
                int count = city < from + 8 ? 28 : 5;
                days.AddTo(history, key, s_first.AddDays(28 - count), count);
            }
        }
        foreach (DateOnly today in (DateOnly[])[s_first.AddDays(28), s_first.AddDays(26)])
        {
            table.Derive(today, history.All());
            foreach ((ulong city, int peak) in ((ulong, int)[])[(100, 21), (109, 21), (200, 11), (209, 11)])
            {
                double worst = 0;
                for (int hour = 0; hour < 24; hour++)
                {
                    double truth = (40_000 + 1_000 * (city % 10)) * Wave(peak, 10)(TallyRows.Start(today, hour) / 3600);
                    worst = Math.Max(worst, Math.Abs(Math.Log(Median(table, city, today, hour) / truth)));
                }
                // The level's error and the rounding of offsets to 1 %; the raw wave would be ± 20 %, the other network's up to 40 % off.
                Assert.InRange(worst, 0, 0.045);
            }
        }
    }

    [Fact]
    public void Cities_of_a_wide_country_share_the_time_of_day_not_the_instant()
    {
        BaselineHistory history = new();
        BaselineTable table = new();
        for (ulong city = 1; city <= 20; city++)
        {
            double longitude = city % 2 == 0 ? -75 : -120;
            table.Add(SyntheticDays.Key(city), 64512, "US", longitude);
            int count = city <= 18 ? 28 : 5;
            new SyntheticDays { Season = Wave(20, longitude) }.AddTo(history, SyntheticDays.Key(city), s_first.AddDays(30 - count), count);
        }
        DateOnly today = s_first.AddDays(30);
        table.Derive(today, history.All());
        foreach ((ulong city, int utcPeak) in ((ulong, int)[])[(20, 1), (19, 4)])
        {
            Assert.Equal(50_000 * Math.Exp(0.2), Median(table, city, today, utcPeak), 2_000.0);
            Assert.Equal(50_000 * Math.Exp(-0.2), Median(table, city, today, (utcPeak + 12) % 24), 2_000.0);
        }
    }

    [Fact]
    public void A_pair_has_its_own_season_after_seven_days_in_the_slot()
    {
        // Nine cities rise in the evening, one in the morning.
        BaselineHistory history = new();
        BaselineTable table = new();
        for (ulong city = 1; city <= 10; city++)
        {
            table.Add(SyntheticDays.Key(city), 64512, "DE", 0);
            new SyntheticDays { Season = Wave(city == 10 ? 8 : 20, 0) }.AddTo(history, SyntheticDays.Key(city), s_first, 28);
        }
        // After six weekdays it still follows the network, after seven itself.
        foreach ((int days, bool isOwn) in ((int, bool)[])[(8, false), (9, true)])
        {
            DateOnly today = s_first.AddDays(days);
            table.Derive(today, history.All());
            double morning = Median(table, 10, today, 8);
            Assert.Equal(isOwn, Math.Abs(morning - 50_000 * Math.Exp(0.2)) < 2_500);
        }
    }

    [Fact]
    public void A_state_that_is_too_old_answers_a_weekend_with_the_networks_season()
    {
        BaselineHistory history = new();
        BaselineTable table = new();
        for (ulong city = 1; city <= 10; city++)
        {
            table.Add(SyntheticDays.Key(city), 64512, "DE", 0);
            new SyntheticDays { Season = Wave(20, 0) }.AddTo(history, SyntheticDays.Key(city), s_first, 28);
        }
        DateOnly friday = s_first.AddDays(32), saturday = friday.AddDays(1);
        table.Derive(friday, history.All());
        Assert.Equal(50_000 * Math.Exp(0.2), Median(table, 1, friday, 20), 1_500.0);
        Assert.Equal(50_000 * Math.Exp(0.1), Median(table, 1, saturday, 20), 1_500.0);
    }

    [Fact]
    public void Slots_without_two_days_take_the_highest_hour()
    {
        // Five weekdays, then the first Saturday: nobody has seen one.
        BaselineHistory history = new();
        BaselineTable table = new();
        table.Add(SyntheticDays.Key(1), 64512, "DE", 0);
        new SyntheticDays { Season = Wave(20, 0) }.AddTo(history, SyntheticDays.Key(1), s_first, 5);
        DateOnly saturday = s_first.AddDays(5);
        table.Derive(saturday, history.All());
        double highest = 50_000 * Math.Exp(0.2);
        for (int hour = 0; hour < 24; hour++)
        {
            Assert.Equal(highest, Median(table, 1, saturday, hour), highest * 0.02);
        }
        // On the Friday before, each hour had its own slot.
        table.Derive(saturday.AddDays(-1), history.All());
        Assert.Equal(50_000 * Math.Exp(-0.2), Median(table, 1, saturday.AddDays(-1), 8), 1_500.0);
    }

    [Theory]
    [InlineData("2026-09-07 00:00", 0, 0)]
    [InlineData("2026-09-11 23:59", 0, 23)]
    [InlineData("2026-09-12 00:00", 0, 24)]
    [InlineData("2026-09-13 23:00", 0, 47)]
    [InlineData("2026-09-11 20:00", 60, 24)]
    [InlineData("2026-09-14 03:00", -75, 46)]
    [InlineData("2026-09-14 05:00", -75, 0)]
    [InlineData("1969-12-31 23:00", 0, 23)]
    [InlineData("1969-12-28 23:00", 0, 47)]
    [InlineData("2026-09-12 00:00", double.NaN, 24)]
    public void Slots_are_hours_of_solar_weekdays_and_weekends(string utc, double longitude, int slot)
    {
        long seconds = new DateTimeOffset(DateTime.Parse(utc, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero).ToUnixTimeSeconds();
        Assert.Equal(slot, SlotClock.SlotOf(SlotClock.HourOf(seconds), SlotClock.SolarOffset(longitude)));
    }

    private static double Median(BaselineTable table, ulong city, DateOnly day, int hour)
    {
        table.Expect(table.Find(SyntheticDays.Key(city)), TallyRows.Start(day, hour, 30), out Expectation expectation);
        Assert.True(expectation.Rtt.IsKnown);
        return expectation.Rtt.QuantileMicros[2];
    }
}
