using System.Numerics;

namespace Isobar.Core.Baselines;

/// <summary>One stream of times of a group: its levels, how far its members lie apart, and its season.</summary>
internal struct TimesGroup
{
    /// <summary>Weight of the wider group's spreads, in members.</summary>
    public const double PriorMembers = 4;

    /// <summary>Standard deviations where nothing is known: cities of a network lie apart by a factor of 1.6, days by 5 %.</summary>
    private const double FirstSpread = 0.5 / TimeScale.LogStep;
    private const double FirstWobble = 0.05 / TimeScale.LogStep;

    /// <summary>Members are never taken to be closer than 2 %, the accuracy of a bucket.</summary>
    private const double LeastSpread = 0.02 / TimeScale.LogStep;

    private const double LeastKappa = 10;
    private const double MostKappa = 100_000;

    /// <summary>Levels of the quantiles; 0 where none is known.</summary>
    public DayQuantiles Levels;

    /// <summary>Variance of the members' levels at the median, squared places.</summary>
    public float SpreadP50;

    /// <summary>The same at the 90th percentile.</summary>
    public float SpreadP90;

    /// <summary>Variance of a member from day to day at the median.</summary>
    public float WobbleP50;

    /// <summary>The same at the 90th percentile.</summary>
    public float WobbleP90;

    /// <summary>Samples of a member that weigh as much as the group.</summary>
    public float Kappa;

    /// <summary>Whether there are samples and days enough.</summary>
    public bool IsReady;

    /// <summary>Offsets by slot; the wider group's where there are no own ones.</summary>
    public Season? Season;

    /// <summary>Whether there are levels.</summary>
    public readonly bool HasLevels => Levels[DayQuantiles.P90] != 0;

    /// <summary>Variance of a day of a member that nothing is known of: of members, and of their days.</summary>
    public readonly double Variance => Math.Max(SpreadP50 + WobbleP50, SpreadP90 + WobbleP90);

    /// <summary>What is taken where no group is known.</summary>
    public static TimesGroup First(BaselineSettings settings) => new()
    {
        SpreadP50 = (float)(FirstSpread * FirstSpread),
        SpreadP90 = (float)(FirstSpread * FirstSpread),
        WobbleP50 = (float)(FirstWobble * FirstWobble),
        WobbleP90 = (float)(FirstWobble * FirstWobble),
        Kappa = (float)settings.StartKappa,
    };

    /// <summary>The group of these sums; what they do not tell comes from the wider group.</summary>
    public static TimesGroup Of(TimesSums? sums, in TimesGroup wider, BaselineSettings settings)
    {
        TimesGroup group = wider;
        group.IsReady = false;
        if (sums is null)
        {
            return group;
        }
        double n = sums.WobbleMembers;
        group.WobbleP50 = (float)((sums.WobbleP50 + PriorMembers * wider.WobbleP50) / (n + PriorMembers));
        group.WobbleP90 = (float)((sums.WobbleP90 + PriorMembers * wider.WobbleP90) / (n + PriorMembers));
        group.SpreadP50 = (float)Spread(sums, sums.Levels(DayQuantiles.P50), sums.SquaresP50, sums.SamplingP50, wider.SpreadP50);
        group.SpreadP90 = (float)Spread(sums, sums.Levels(DayQuantiles.P90), sums.SquaresP90, sums.SamplingP90, wider.SpreadP90);
        double own = n > 0 ? Math.Clamp(sums.PerSample / n / group.SpreadP90, LeastKappa, MostKappa) : wider.Kappa;
        group.Kappa = (float)((n * own + PriorMembers * wider.Kappa) / (n + PriorMembers));
        if (sums.Members > 0)
        {
            group.SetLevels(sums, wider);
        }
        group.Season = sums.Season is null ? wider.Season : sums.Season.Conclude(wider.Season, settings);
        group.IsReady = sums.Members > 0 && sums.Samples >= settings.ReadySamples && BitOperations.PopCount(sums.DayMask) >= settings.ReadyDays;
        return group;
    }

    /// <summary>Variance between members, less what their own uncertainty makes of it; the wider group's counts as that of some more members.</summary>
    private static double Spread(TimesSums sums, long sum, long squares, long sampling, double prior)
    {
        long members = sums.Members;
        if (members < 2)
        {
            return prior;
        }
        double mean = (double)sum / members;
        double variance = (squares - mean * sum) / (members - 1) - (sums.WobbleMembers > 0 ? (double)sampling / sums.WobbleMembers : 0);
        double own = Math.Max(variance, LeastSpread * LeastSpread);
        return ((members - 1) * own + PriorMembers * prior) / (members - 1 + PriorMembers);
    }

    private void SetLevels(TimesSums sums, in TimesGroup wider)
    {
        // The mean of M members is off by their variance / M; the wider group's level, as that of this one, by the wider group's.
        double weight = wider.HasLevels ? sums.Members / (sums.Members + (double)SpreadP90 / wider.SpreadP90) : 1;
        Span<double> places = stackalloc double[DayQuantiles.Count];
        for (int i = DayQuantiles.P10; i <= DayQuantiles.P90; i++)
        {
            places[i] = weight * sums.Mean(i) + (1 - weight) * wider.Levels[i];
        }
        places[0] = places[1] - Distance(0, sums, wider, places);
        places[6] = places[5] + Distance(6, sums, wider, places);
        places[7] = places[6] + Distance(7, sums, wider, places);
        for (int i = 0; i < DayQuantiles.Count; i++)
        {
            Levels[i] = (ushort)TimeScale.Clamp((int)Math.Round(places[i]));
        }
    }

    /// <summary>Distance of an outer quantile from its neighbour: the members' mean, the wider group's, or the slope of the neighbours on the normal scale.</summary>
    private static double Distance(int quantile, TimesSums sums, in TimesGroup wider, ReadOnlySpan<double> places)
    {
        double mean = sums.Mean(quantile);
        return !double.IsNaN(mean) ? Math.Abs(mean)
            : wider.HasLevels ? Math.Abs(wider.Levels[quantile] - wider.Levels[DayQuantiles.Inner(quantile)])
            : DayQuantiles.OuterDistance(quantile, places);
    }

    /// <summary>Writes it.</summary>
    public readonly void Save(SnapshotWriter writer, Dictionary<Season, int> seasons)
    {
        writer.Write<ushort>(Levels);
        writer.Write<float>([SpreadP50, SpreadP90, WobbleP50, WobbleP90, Kappa]);
        writer.Write(IsReady ? 1 : 0);
        writer.Write(seasons[Season ?? Season.None]);
    }

    /// <summary>Reads what was written.</summary>
    public static TimesGroup Restore(ref SnapshotReader reader, List<Season> seasons)
    {
        TimesGroup group = default;
        Span<float> numbers = stackalloc float[5];
        Span<ushort> levels = stackalloc ushort[DayQuantiles.Count];
        reader.Read(levels);
        levels.CopyTo(group.Levels);
        reader.Read(numbers);
        (group.SpreadP50, group.SpreadP90, group.WobbleP50, group.WobbleP90, group.Kappa) = (numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
        group.IsReady = reader.ReadCount(1) != 0;
        int season = reader.ReadCount(seasons.Count - 1);
        group.Season = reader.IsFaulty ? null : seasons[season];
        return group;
    }
}
