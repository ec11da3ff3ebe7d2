using System.Runtime.CompilerServices;

namespace Isobar.Core.Baselines;

/// <summary>A group's seasonal offsets by slot, half buckets, and the highest hour of its members in the mean.</summary>
internal sealed class Season
{
    /// <summary>The season of which nothing is known.</summary>
    public static readonly Season None = new();

    /// <summary>A season that knows nothing yet.</summary>
    public Season()
    {
        P50[..].Fill(SeasonOffsets.Unknown);
        P90[..].Fill(SeasonOffsets.Unknown);
    }

    /// <summary>Offsets of the median; <see cref="SeasonOffsets.Unknown"/> where the slot has not been seen often enough.</summary>
    public SlotOffsets P50;

    /// <summary>Offsets of the 90th percentile.</summary>
    public SlotOffsets P90;

    /// <summary>The members' highest hour in the mean.</summary>
    public PeakOffsets Peak { get; set; } = PeakOffsets.Unknown;

    /// <summary>Writes it.</summary>
    public void Save(SnapshotWriter writer)
    {
        writer.Write<sbyte>(P50);
        writer.Write<sbyte>(P90);
        writer.Write<sbyte>([Peak.P50, Peak.P90]);
        writer.End();
    }

    /// <summary>Reads what was written.</summary>
    public static Season Restore(ref SnapshotReader reader)
    {
        Season season = new();
        Span<sbyte> peak = stackalloc sbyte[2];
        reader.Begin();
        reader.Read<sbyte>(season.P50);
        reader.Read<sbyte>(season.P90);
        reader.Read(peak);
        season.Peak = new() { P50 = peak[0], P90 = peak[1] };
        return season;
    }
}

/// <summary>One offset for each slot.</summary>
[InlineArray(SlotClock.Slots)]
internal struct SlotOffsets
{
    private sbyte _first;
}
