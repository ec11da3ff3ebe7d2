using Isobar.Core.Baselines;

namespace Isobar.Core.Tests.Baselines;

public sealed class GroupTests
{
    private static readonly BaselineSettings s_settings = BaselineSettings.Default;

    [Theory]
    [InlineData(200, 0.01)]
    [InlineData(2_000, 0.004)]
    public void The_prior_of_failures_is_the_beta_that_members_were_drawn_from(double prior, double share)
    {
        Random random = new(3);
        FailureSums sums = default;
        for (int member = 0; member < 4_000; member++)
        {
            double own = Beta(random, share * prior, (1 - share) * prior);
            long votes = 500 + random.Next(20_000);
            sums.Add(votes, Binomial(random, votes, own));
        }
        FailureGroup group = FailureGroup.Of(sums, FailureGroup.First);
        Assert.Equal(share, group.Share, share * 0.05);
        Assert.InRange(group.Prior, prior * 0.7, prior * 1.4);
        Assert.Equal((3 + group.Prior * group.Share) / (1_000 + group.Prior), group.ShareOf(1_000, 3), 1e-12);
    }

    [Fact]
    public void Members_that_differ_by_chance_alone_are_one()
    {
        Random random = new(4);
        FailureSums sums = default;
        for (int member = 0; member < 1_000; member++)
        {
            sums.Add(3_000, Binomial(random, 3_000, 0.01));
        }
        FailureGroup group = FailureGroup.Of(sums, FailureGroup.First);
        Assert.InRange(group.Prior, 8_000, 100_000);
    }

    [Fact]
    public void A_group_without_failures_or_members_takes_what_the_wider_one_says()
    {
        FailureGroup wider = new(0.02, 400);
        Assert.Equal(wider, FailureGroup.Of(default, wider));
        FailureSums none = default;
        none.Add(10_000, 0);
        none.Add(10_000, 0);
        FailureGroup group = FailureGroup.Of(none, wider);
        Assert.Equal(400 * 0.02 / 20_400, group.Share, 1e-12);
        Assert.Equal(400, group.Prior);
    }

    [Theory]
    [InlineData(0.5, 0.05)]
    [InlineData(0.1, 0.2)]
    public void Spreads_are_those_that_members_and_days_were_drawn_from(double between, double days)
    {
        const int members = 600, count = 30;
        Random random = new(6);
        TimesSums sums = new();
        List<double> levels = [];
        for (int member = 0; member < members; member++)
        {
            double level = Math.Log(60_000) + between * Normal(random);
            OwnTimes own = Own([.. Enumerable.Range(0, count).Select(_ => level + days * Normal(random))], samples: 3_000);
            levels.Add(own.Levels[5]);
            sums.Add(own, hasSeason: false);
        }
        TimesGroup group = TimesGroup.Of(sums, TimesGroup.First(s_settings), s_settings);
        double place = TimeScale.LogStep;
        Assert.Equal(between, Math.Sqrt(group.SpreadP90) * place, between * 0.12);
        Assert.Equal(days, Math.Sqrt(group.WobbleP90) * place, days * 0.12);
        Assert.Equal(levels.Average(), group.Levels[5], 2.0);
        // κ = variance of a single sample / variance between members: a day has a hundred samples.
        Assert.Equal(Math.Max(100 * days * days / (between * between), 10), group.Kappa, Math.Max(0.3 * group.Kappa, 4));
        Assert.True(group.IsReady);
    }

    [Fact]
    public void A_group_of_one_member_lies_between_it_and_the_wider_group()
    {
        TimesSums many = new(), one = new();
        for (int i = 0; i < 50; i++)
        {
            many.Add(Own([.. Enumerable.Repeat(Math.Log(40_000 + 1_000 * i), 10)], 2_000), hasSeason: false);
        }
        TimesGroup wider = TimesGroup.Of(many, TimesGroup.First(s_settings), s_settings);
        OwnTimes own = Own([.. Enumerable.Repeat(Math.Log(200_000), 10)], 2_000);
        one.Add(own, hasSeason: false);
        TimesGroup group = TimesGroup.Of(one, wider, s_settings);
        Assert.Equal((own.Levels[3] + wider.Levels[3]) / 2.0, group.Levels[3], 1.0);
        Assert.Equal(wider.SpreadP90, group.SpreadP90);
    }

    [Fact]
    public void Quantiles_that_no_member_knows_come_from_the_slope_of_the_others()
    {
        OwnTimes own = new();
        own.Clear();
        own.Samples = 100;
        double sigma = 0.3 / TimeScale.LogStep;
        for (int i = 1; i <= 5; i++)
        {
            own.Levels[i] = (ushort)Math.Round(20_000 + sigma * DayQuantiles.Normal[i]);
        }
        TimesSums sums = new();
        sums.Add(own, hasSeason: false);
        TimesGroup group = TimesGroup.Of(sums, TimesGroup.First(s_settings), s_settings);
        for (int i = 0; i < DayQuantiles.Count; i++)
        {
            Assert.Equal(20_000 + sigma * DayQuantiles.Normal[i], group.Levels[i], 3.0);
        }
    }

    /// <summary>What a deriver makes of days whose quantiles all lie at the same place.</summary>
    private static OwnTimes Own(double[] logMicros, long samples)
    {
        DateOnly today = SyntheticDays.Monday.AddDays(logMicros.Length);
        DaySelection selection = DaySelection.Before(today, logMicros.Length);
        DaySummary[] days = [.. logMicros.Select((log, i) =>
        {
            DaySummary day = new() { Day = SyntheticDays.Monday.AddDays(i), Observed = DaySummary.AllHours };
            day.Rtt.Samples = samples / logMicros.Length;
            day.Rtt.Quantiles[..].Fill((ushort)SyntheticDays.Place(Math.Exp(log)));
            return day;
        })];
        OwnTimes own = new();
        new TimesDeriver(s_settings, selection, new SlotTable(selection.First, selection.Last)).Derive(days, static day => day.Rtt, default, 0, own);
        return own;
    }

    private static double Beta(Random random, double a, double b)
    {
        double x = Gamma(random, a), y = Gamma(random, b);
        return x / (x + y);
    }

    /// <summary>Marsaglia and Tsang (2000); shapes of at least 1.</summary>
    private static double Gamma(Random random, double shape)
    {
        double d = shape - 1.0 / 3, c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double normal = Normal(random), cube = Math.Pow(1 + c * normal, 3);
            if (cube > 0 && Math.Log(1 - random.NextDouble()) < 0.5 * normal * normal + d - d * cube + d * Math.Log(cube))
            {
                return d * cube;
            }
        }
    }

    private static long Binomial(Random random, long n, double p) =>
        Math.Clamp((long)Math.Round(n * p + Math.Sqrt(n * p * (1 - p)) * Normal(random)), 0, n);

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
