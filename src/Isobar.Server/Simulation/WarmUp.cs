using Isobar.Core.Baselines;
using Isobar.Core.Windows;
using Isobar.Simulator.Worlds;

namespace Isobar.Server.Simulation;

/// <summary>Feeds the history of a world, as hourly sums, to baselines: through the same code as the history of a real installation.</summary>
internal static class WarmUp
{
    /// <summary>The summaries of so many days from the start of the world on.</summary>
    public static BaselineHistory Draw(SimulatedWorld world, int days, Action<int>? onDay = null)
    {
        BaselineHistory history = new();
        foreach (DrawnDay day in DrawDays(world, days, onDay))
        {
            long start = new DateTimeOffset(day.Date, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds();
            history.Move(AtlasSwaps.In(world, start, start + WorldOptions.DaySeconds));
            history.Add(day.Date, day.Summaries);
        }
        return history;
    }

    /// <summary>So many days from the start of the world on, in their order: to be kept in a history, or stored by <see cref="HistoryWriter"/>.</summary>
    public static IReadOnlyList<DrawnDay> DrawDays(SimulatedWorld world, int days, Action<int>? onDay = null)
    {
        DrawnDay[] drawn = new DrawnDay[days];
        int done = 0;
        Parallel.For(0, days, day =>
        {
            long start = world.Options.StartSeconds + (long)day * WorldOptions.DaySeconds;
            // Summaries, not sums: the sketches of all hours of 100,000 pairs take half a gigabyte a day.
            drawn[day] = new(DayOf(start), DrawDay(world, start, start + WorldOptions.DaySeconds).Write());
            onDay?.Invoke(Interlocked.Increment(ref done));
        });
        return drawn;
    }

    /// <summary>The whole hours of a day from its start on up to an end.</summary>
    public static DayAccumulator DrawDay(SimulatedWorld world, long dayStart, long until)
    {
        DayAccumulator day = new(DayOf(dayStart));
        for (long hour = dayStart; hour + SimulatedWorld.HourSeconds <= until; hour += SimulatedWorld.HourSeconds)
        {
            TallyBatch batch = new() { WindowSeconds = SimulatedWorld.HourSeconds };
            world.AppendHour(hour, batch);
            day.Add(batch);
        }
        return day;
    }

    /// <summary>The UTC day of a time.</summary>
    public static DateOnly DayOf(long seconds) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime);
}

/// <summary>A day that was drawn.</summary>
/// <param name="Date">The day, UTC.</param>
/// <param name="Summaries">Summaries of its strata, written.</param>
internal readonly record struct DrawnDay(DateOnly Date, IReadOnlyList<KeyValuePair<BaselineKey, byte[]>> Summaries);
