using System.Runtime.CompilerServices;

namespace Isobar.Core.Baselines;

/// <summary>
/// Sums over the members of a group for one stream of times, while history is read. All are whole numbers, so that neither the order nor the grouping of members
/// matters.
/// </summary>
internal sealed class TimesSums
{
    /// <summary>Bound of a member's part in <see cref="PerSample"/>, so that half a million of them fit a 64-bit sum.</summary>
    private const long MostPerSample = 1_000_000_000_000;

    private DayQuantileSums _levels;
    private DayQuantileSums _levelCounts;

    /// <summary>Samples of all members.</summary>
    public long Samples { get; private set; }

    /// <summary>Days on which any member had samples, one bit each.</summary>
    public uint DayMask { get; private set; }

    /// <summary>Members with levels.</summary>
    public long Members { get; private set; }

    /// <summary>Sum of the squared levels of the median.</summary>
    public long SquaresP50 { get; private set; }

    /// <summary>Sum of the squared levels of the 90th percentile.</summary>
    public long SquaresP90 { get; private set; }

    /// <summary>Members whose days can be compared.</summary>
    public long WobbleMembers { get; private set; }

    /// <summary>Sum of their variances from day to day, median.</summary>
    public long WobbleP50 { get; private set; }

    /// <summary>Sum of their variances from day to day, 90th percentile.</summary>
    public long WobbleP90 { get; private set; }

    /// <summary>Sum of the variances of their levels, median.</summary>
    public long SamplingP50 { get; private set; }

    /// <summary>Sum of the variances of their levels, 90th percentile.</summary>
    public long SamplingP90 { get; private set; }

    /// <summary>Sum of their variances from day to day, each times its samples a day.</summary>
    public long PerSample { get; private set; }

    /// <summary>Seasons of the members; null where none has an hour with quantiles.</summary>
    public SeasonSums? Season { get; private set; }

    /// <summary>Adds a member.</summary>
    /// <param name="own">What it knows of itself.</param>
    /// <param name="hasSeason">Whether its season counts too.</param>
    public void Add(OwnTimes own, bool hasSeason)
    {
        Samples += own.Samples;
        DayMask |= own.DayMask;
        if (!own.HasLevels)
        {
            return;
        }
        Members++;
        for (int i = 0; i < DayQuantiles.Count; i++)
        {
            if (own.Levels[i] != 0)
            {
                _levels[i] += DayQuantiles.IsOuter(i) ? own.Levels[i] - own.Levels[DayQuantiles.Inner(i)] : own.Levels[i];
                _levelCounts[i]++;
            }
        }
        SquaresP50 += (long)own.Levels[DayQuantiles.P50] * own.Levels[DayQuantiles.P50];
        SquaresP90 += (long)own.Levels[DayQuantiles.P90] * own.Levels[DayQuantiles.P90];
        if (own.LevelDays >= 3)
        {
            WobbleMembers++;
            WobbleP50 += own.WobbleP50;
            WobbleP90 += own.WobbleP90;
            // The variance of a median of d values is π/2 times that of their mean; 11/7 is π/2 to 0.04 %.
            SamplingP50 += own.WobbleP50 * 11 / (7 * own.LevelDays);
            SamplingP90 += own.WobbleP90 * 11 / (7 * own.LevelDays);
            PerSample += (long)Math.Min((double)own.WobbleP90 * own.Samples / own.LevelDays, MostPerSample);
        }
        if (hasSeason && own.SlotDays.AsSpan().ContainsAnyExcept(0))
        {
            (Season ??= new SeasonSums()).Add(own);
        }
    }

    /// <summary>Sum of the levels of a quantile.</summary>
    public long Levels(int quantile) => _levels[quantile];

    /// <summary>
    /// The members' mean of a quantile; for an outer one, which thin members lack, of its distance from its neighbour: members that have it are not like the rest. NaN
    /// where no member has it.
    /// </summary>
    public double Mean(int quantile) => _levelCounts[quantile] == 0 ? double.NaN : (double)_levels[quantile] / _levelCounts[quantile];
}

/// <summary>A sum for each quantile.</summary>
[InlineArray(DayQuantiles.Count)]
internal struct DayQuantileSums
{
    private long _first;
}
