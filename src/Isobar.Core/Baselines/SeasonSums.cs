namespace Isobar.Core.Baselines;

/// <summary>Weighted sums of the members' seasonal offsets, as whole numbers: the order of members does not matter.</summary>
internal sealed class SeasonSums
{
    /// <summary>Weight of a member that is measured perfectly.</summary>
    public const int FullWeight = 255;

    /// <summary>Samples in a slot that give half of the full weight: past some hundreds a member is known well enough, and a giant should not outvote the rest.</summary>
    private const int HalfWeightSamples = 200;

    private readonly long[] _p50 = new long[SlotClock.Slots];
    private readonly long[] _p90 = new long[SlotClock.Slots];
    private readonly int[] _weights = new int[SlotClock.Slots];
    private readonly int[] _days = new int[SlotClock.Slots];
    private long _peakP50;
    private long _peakP90;
    private int _peaks;

    /// <summary>Adds a member's season.</summary>
    public void Add(OwnTimes own)
    {
        for (int slot = 0; slot < SlotClock.Slots; slot++)
        {
            if (own.SlotDays[slot] == 0)
            {
                continue;
            }
            int weight = (int)(own.SlotSamples[slot] * FullWeight / (own.SlotSamples[slot] + HalfWeightSamples));
            _p50[slot] += weight * own.SeasonP50[slot];
            _p90[slot] += weight * own.SeasonP90[slot];
            _weights[slot] += weight;
            _days[slot] = Math.Max(_days[slot], own.SlotDays[slot]);
        }
        if (own.Peak.IsKnown)
        {
            _peakP50 += own.Peak.P50;
            _peakP90 += own.Peak.P90;
            _peaks++;
        }
    }

    /// <summary>The season of the sums, shrunk to the wider group's.</summary>
    public Season Conclude(Season? wider, BaselineSettings settings)
    {
        Season season = new();
        for (int slot = 0; slot < SlotClock.Slots; slot++)
        {
            bool isWiderKnown = wider is not null && wider.P50[slot] != SeasonOffsets.Unknown;
            if (_days[slot] < settings.GroupSeasonDays || _weights[slot] == 0)
            {
                season.P50[slot] = wider?.P50[slot] ?? SeasonOffsets.Unknown;
                season.P90[slot] = wider?.P90[slot] ?? SeasonOffsets.Unknown;
                continue;
            }
            double prior = isWiderKnown ? settings.SeasonPriorMembers * FullWeight : 0;
            season.P50[slot] = Shrunk(_p50[slot], prior, wider?.P50[slot] ?? 0, _weights[slot]);
            season.P90[slot] = Shrunk(_p90[slot], prior, wider?.P90[slot] ?? 0, _weights[slot]);
        }
        season.Peak = _peaks > 0
            ? new() { P50 = (sbyte)(_peakP50 / _peaks), P90 = (sbyte)(_peakP90 / _peaks) }
            : wider?.Peak ?? PeakOffsets.Unknown;
        return season;
    }

    private static sbyte Shrunk(long sum, double prior, int wider, int weight) =>
        (sbyte)Math.Clamp(Math.Round((sum + prior * wider) / (weight + prior)), -127, 127);
}
