using Isobar.Core.Baselines;
using Isobar.Core.Monitors;
using Isobar.Core.Windows;
using Isobar.Simulator.Faults;
using Isobar.Simulator.Worlds;

namespace Isobar.Server.Simulation.History;

/// <summary>One UTC day of history, drawn: sums, calm measurements, and the summaries that baselines are made of.</summary>
internal sealed class HistoryDay
{
    private HistoryDay(DateOnly date, TallyBatch hours, TallyBatch minutes, MeasurementBatch measurements, IReadOnlyList<KeyValuePair<BaselineKey, byte[]>> summaries)
    {
        Date = date;
        Tallies = [hours, minutes];
        Measurements = measurements;
        Summaries = summaries;
    }

    /// <summary>The day.</summary>
    public DateOnly Date { get; }

    /// <summary>Hourly sums, and sums of five minutes of an hour that is not over.</summary>
    public IReadOnlyList<TallyBatch> Tallies { get; }

    /// <summary>Rows of the time without faults.</summary>
    public MeasurementBatch Measurements { get; }

    /// <summary>Summaries in the order of keys.</summary>
    public IReadOnlyList<KeyValuePair<BaselineKey, byte[]>> Summaries { get; }

    /// <summary>Draws a day.</summary>
    /// <param name="options">The history.</param>
    /// <param name="dayStart">Start of the day, Unix seconds.</param>
    /// <param name="episodes">Those that are played: their time has measurements of its own.</param>
    public static HistoryDay Draw(HistoryOptions options, long dayStart, IReadOnlyList<HistoryEpisode> episodes)
    {
        SimulatedWorld world = options.World;
        TallyBatch hours = new() { WindowSeconds = SimulatedWorld.HourSeconds }, minutes = new() { WindowSeconds = FiveMinuteTallies.Seconds };
        MeasurementBatch measurements = new() { MonitorName = TrafficMonitor.DefaultName };
        CalmMeasurements calm = new();
        DayAccumulator day = new(WarmUp.DayOf(dayStart));
        long end = Math.Min(options.Until, dayStart + WorldOptions.DaySeconds), at = Math.Max(options.From, dayStart);
        while (at < end)
        {
            bool isWhole = at % SimulatedWorld.HourSeconds == 0 && at + SimulatedWorld.HourSeconds <= end;
            TallyBatch sum = new() { WindowSeconds = isWhole ? SimulatedWorld.HourSeconds : FiveMinuteTallies.Seconds };
            world.AppendSum(at, sum.WindowSeconds, sum);
            day.Add(sum);
            (isWhole ? hours : minutes).AddRows(sum, 0, sum.Count);
            calm.Add(sum, CalmStart(episodes, at, sum.WindowSeconds), 1 - episodes.Sum(episode => episode.ShareOf(at, sum.WindowSeconds)), measurements);
            at += sum.WindowSeconds;
        }
        LeaveOutFaults(world, dayStart, day);
        return new(day.Day, hours, minutes, measurements, day.Write());
    }

    /// <summary>The first five minutes of a period that are not played: its row stands there, as a pair has one row for the same five minutes.</summary>
    private static long CalmStart(IReadOnlyList<HistoryEpisode> episodes, long start, int seconds)
    {
        long calm = start;
        while (calm < start + seconds && episodes.Any(episode => episode.ShareOf(calm, FiveMinuteTallies.Seconds) > 0))
        {
            calm += FiveMinuteTallies.Seconds;
        }
        return calm;
    }

    /// <summary>
    /// A server leaves the hours of failures out of what is usual; here they are known beforehand. Hours of vanished clients, which a server keeps, are left out too: the median of
    /// days is the same either way.
    /// </summary>
    private static void LeaveOutFaults(SimulatedWorld world, long dayStart, DayAccumulator day)
    {
        foreach (Fault fault in world.Faults.Where(fault => fault.Spec.LowersAvailability))
        {
            long first = Math.Max(fault.Spec.StartSeconds, dayStart) - dayStart, last = Math.Min(fault.Spec.EndSeconds, dayStart + WorldOptions.DaySeconds) - 1 - dayStart;
            for (long hour = first / SimulatedWorld.HourSeconds; hour <= last / SimulatedWorld.HourSeconds && first <= last; hour++)
            {
                foreach (AffectedPair affected in fault.Pairs)
                {
                    SimulatedPair pair = world.Pairs[affected.Pair];
                    day.LeaveOut(pair.CityNetwork.Id, pair.ServiceLocation, (int)hour);
                }
            }
        }
    }
}
