using Isobar.Core.Events;
using Isobar.Core.Pipeline;
using Isobar.Core.Scoring;

namespace Isobar.Server.Hosting.Health;

/// <summary>Describes a street after a window.</summary>
internal static class HealthStatusBuilder
{
    /// <summary>What the last window says; counts are left for the caller to fill in.</summary>
    public static HealthStatus Of(ScoringStreet street)
    {
        if (street.Latest is not { } latest)
        {
            return HealthStatus.Nothing;
        }
        HealthEvent[] open = [.. street.Pipeline.Events.Where(one => one.Status == EventStatus.Active)];
        return new()
        {
            ScoredUntil = DateTimeOffset.FromUnixTimeSeconds(latest.Map.WindowStart + latest.Map.WindowSeconds),
            Pairs = latest.Map.Health.Length,
            ReadyPairs = Ready(latest.Map.Health.Span),
            Monitors = [.. latest.Monitors.Select(monitor => Of(monitor, open))],
            InternetEvents = street.Pipeline.WeatherMap.Count(one => one.Status == EventStatus.Active),
            Warnings = street.Silence.Warnings,
            SilentLocations = [.. street.Silence.Silent.Order(StringComparer.Ordinal)],
        };
    }

    private static MonitorHealth Of(MonitorOutcome monitor, HealthEvent[] open) => new(
        monitor.Monitor.Name,
        monitor.Step.ProcessingStatus,
        monitor.Window.Availability.Score,
        monitor.Window.Performance.Score,
        monitor.Window.TestablePercent,
        open.Count(one => one.MonitorName == monitor.Monitor.Name),
        monitor.Window.Coverage);

    private static int Ready(ReadOnlySpan<PairHealth> pairs)
    {
        int ready = 0;
        foreach (ref readonly PairHealth pair in pairs)
        {
            ready += pair.Availability.State != HealthState.Learning ? 1 : 0;
        }
        return ready;
    }
}
