using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Core.Pipeline;
using Isobar.Core.Windows;
using Isobar.Server.Hosting.Health;
using Isobar.Simulator.Faults;
using Isobar.Simulator.Worlds;
using Isobar.Storage.Events;

namespace Isobar.Server.Simulation.History;

/// <summary>The time round one fault of the past or several close ones, played through the real street in windows of five minutes: what it said becomes past events.</summary>
/// <param name="From">Start of the first window that is kept, Unix seconds.</param>
/// <param name="Until">End of the last one.</param>
internal sealed record HistoryEpisode(long From, long Until)
{
    /// <summary>Played before, to warm the tests up.</summary>
    private const int LeadSeconds = 900;

    /// <summary>From the end of a fault on, in which events close.</summary>
    private const int CloseSeconds = 900;

    /// <summary>What is open after the last window is followed for so long at most.</summary>
    private const int TailSeconds = 1_800;

    /// <summary>The episodes of all faults in a period, in the order of time.</summary>
    public static IReadOnlyList<HistoryEpisode> Of(IEnumerable<Fault> faults, long from, long until)
    {
        List<HistoryEpisode> episodes = [];
        foreach (FaultSpec fault in faults.Select(fault => fault.Spec).Where(fault => fault.StartSeconds >= from && fault.EndSeconds <= until).OrderBy(fault => fault.StartSeconds))
        {
            long start = fault.StartSeconds / FiveMinuteTallies.Seconds * FiveMinuteTallies.Seconds;
            long end = Math.Min((fault.EndSeconds + CloseSeconds) / FiveMinuteTallies.Seconds, until / FiveMinuteTallies.Seconds) * FiveMinuteTallies.Seconds;
            if (episodes.Count > 0 && start <= episodes[^1].Until)
            {
                episodes[^1] = episodes[^1] with { Until = Math.Max(episodes[^1].Until, end) };
            }
            else
            {
                episodes.Add(new(start, end));
            }
        }
        return episodes;
    }

    /// <summary>How much of a period it plays, 0 to 1.</summary>
    public double ShareOf(long start, int seconds) => Math.Max(0, Math.Min(Until, start + seconds) - Math.Max(From, start)) / (double)seconds;

    /// <summary>Plays it.</summary>
    /// <param name="world">The world.</param>
    /// <param name="street">A street of its own, that knows what is usual.</param>
    /// <param name="monitor">The monitor that watches.</param>
    public EpisodeContent Play(SimulatedWorld world, ScoringStreet street, TrafficMonitor monitor)
    {
        HealthContent content = new(), tail = new();
        street.Pipeline.Watch(monitor, From - LeadSeconds);
        for (long start = From - LeadSeconds; start < Until; start += FiveMinuteTallies.Seconds)
        {
            Advance(world, street, start, start < From ? null : content);
        }
        long end = Until;
        for (; end < Until + TailSeconds && IsOpen(street.Pipeline); end += FiveMinuteTallies.Seconds)
        {
            // This time has calm measurements already.
            Advance(world, street, end, tail);
        }
        if (street.Pipeline.Unwatch(monitor.Name, end) is { } closed)
        {
            tail.Add(closed);
        }
        return new(
            content.Measurements,
            [.. content.HealthEvents, .. tail.HealthEvents],
            [.. content.Updates, .. tail.Updates],
            Ended([.. content.InternetEvents, .. tail.InternetEvents], end),
            Ended([.. content.Groups, .. tail.Groups], end));
    }

    private static bool IsOpen(HealthPipeline pipeline) =>
        pipeline.Groups.Length > 0 || pipeline.Events.Any(one => one.Status == EventStatus.Active) || pipeline.WeatherMap.Any(one => one.EndedAt is null);

    private static void Advance(SimulatedWorld world, ScoringStreet street, long start, HealthContent? content)
    {
        TallyBatch batch = new() { WindowSeconds = FiveMinuteTallies.Seconds };
        world.AppendSum(start, FiveMinuteTallies.Seconds, batch);
        street.Advance(start, [batch], content);
    }

    /// <summary>The last word on each event, in the order of first mention; what is still open ends with the episode, as nobody goes on with it.</summary>
    private static IReadOnlyList<EventRow> Ended(IReadOnlyList<EventRow> rows, long end) =>
        [.. rows.GroupBy(row => row.EventId).Select(row => row.Last()).Select(row => row.EndedAt is null ? row with { EndedAt = end, LastUpdatedAt = end } : row)];
}
