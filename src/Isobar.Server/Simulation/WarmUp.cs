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
        foreach (DayAccumulator day in DrawDays(world, days, onDay))
        {
            long start = new DateTimeOffset(day.Day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds();
            history.Move(AtlasSwaps.In(world, start, start + WorldOptions.DaySeconds));
            history.Add(day);
        }
        return history;
    }

    /// <summary>So many days from the start of the world on, in their order: to be kept in a history, or stored by <see cref="HistoryWriter"/>.</summary>
    public static IReadOnlyList<DayAccumulator> DrawDays(SimulatedWorld world, int days, Action<int>? onDay = null)
    {
        DayAccumulator[] drawn = new DayAccumulator[days];
        int done = 0;
        Parallel.For(0, days, day =>
        {
            long start = world.Options.StartSeconds + (long)day * WorldOptions.DaySeconds;
            drawn[day] = DrawDay(world, start, start + WorldOptions.DaySeconds);
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
