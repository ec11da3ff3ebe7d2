using Isobar.Core.Baselines;
using Isobar.Core.Windows;
using Isobar.Simulator.Worlds;

namespace Isobar.Server.Simulation;

/// <summary>Feeds the history of a world, as hourly sums, to baselines: through the same code as the history of a real installation.</summary>
internal static class WarmUp
{
    private const int HoursADay = 24;

    /// <summary>The summaries of so many days from the start of the world on.</summary>
    public static BaselineHistory Draw(SimulatedWorld world, int days, Action<int>? onDay = null)
    {
        DayAccumulator[] drawn = new DayAccumulator[days];
        int done = 0;
        Parallel.For(0, days, day =>
        {
            long start = world.Options.StartSeconds + (long)day * WorldOptions.DaySeconds;
            DayAccumulator accumulator = new(DayOf(start));
            for (int hour = 0; hour < HoursADay; hour++)
            {
                TallyBatch batch = new() { WindowSeconds = SimulatedWorld.HourSeconds };
                world.AppendHour(start + hour * SimulatedWorld.HourSeconds, batch);
                accumulator.Add(batch);
            }
            drawn[day] = accumulator;
            onDay?.Invoke(Interlocked.Increment(ref done));
        });
        BaselineHistory history = new();
        foreach (DayAccumulator day in drawn)
        {
            long start = new DateTimeOffset(day.Day, TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds();
            history.Move(AtlasSwaps.In(world, start, start + WorldOptions.DaySeconds));
            history.Add(day);
        }
        return history;
    }

    /// <summary>The UTC day of a time.</summary>
    public static DateOnly DayOf(long seconds) => DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime);
}
