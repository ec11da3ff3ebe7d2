namespace Isobar.Core.Baselines;

/// <summary>A group's seasonal offsets by slot, half buckets, and the highest hour of its members in the mean.</summary>
internal sealed class Season
{
    /// <summary>A season of which nothing is known.</summary>
    public Season()
    {
        Array.Fill(P50, SeasonOffsets.Unknown);
        Array.Fill(P90, SeasonOffsets.Unknown);
    }

    /// <summary>Offsets of the median; <see cref="SeasonOffsets.Unknown"/> where the slot has not been seen often enough.</summary>
    public sbyte[] P50 { get; } = new sbyte[SlotClock.Slots];

    /// <summary>Offsets of the 90th percentile.</summary>
    public sbyte[] P90 { get; } = new sbyte[SlotClock.Slots];

    /// <summary>The members' highest hour in the mean.</summary>
    public PeakOffsets Peak { get; set; } = PeakOffsets.Unknown;
}
