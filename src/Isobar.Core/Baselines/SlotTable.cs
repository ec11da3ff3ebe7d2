namespace Isobar.Core.Baselines;

/// <summary>The slots of the hours of some days for every solar time, worked out once instead of for each stratum.</summary>
internal sealed class SlotTable
{
    private const int MostOffset = 12;
    private const int Offsets = 2 * MostOffset + 1;

    private readonly DateOnly _first;
    private readonly byte[] _slots;

    /// <param name="first">The first day.</param>
    /// <param name="last">The last day.</param>
    public SlotTable(DateOnly first, DateOnly last)
    {
        _first = first;
        int days = Math.Max(last.DayNumber - first.DayNumber + 1, 0);
        _slots = new byte[days * Offsets * DaySummary.Hours];
        for (int day = 0; day < days; day++)
        {
            long start = SlotClock.StartHour(first.AddDays(day));
            for (int offset = -MostOffset; offset <= MostOffset; offset++)
            {
                Span<byte> slots = _slots.AsSpan((day * Offsets + offset + MostOffset) * DaySummary.Hours, DaySummary.Hours);
                for (int hour = 0; hour < DaySummary.Hours; hour++)
                {
                    slots[hour] = (byte)SlotClock.SlotOf(start + hour, (sbyte)offset);
                }
            }
        }
    }

    /// <summary>The slots of a day's UTC hours.</summary>
    public ReadOnlySpan<byte> Of(DateOnly day, sbyte solarOffset) =>
        _slots.AsSpan(((day.DayNumber - _first.DayNumber) * Offsets + solarOffset + MostOffset) * DaySummary.Hours, DaySummary.Hours);
}
