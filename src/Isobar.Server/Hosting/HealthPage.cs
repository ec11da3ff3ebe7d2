using System.Text.Json;

namespace Isobar.Server.Hosting;

/// <summary>What `/health` answers: `ok` with status 200, or `degraded` with status 503 and the reasons.</summary>
internal static class HealthPage
{
    /// <summary>A source from which nothing has come for so long is told as silent: its server may log to another file now.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromHours(1);

    /// <summary>A loop that has not looked up for so long hangs.</summary>
    public static readonly TimeSpan StuckAfter = TimeSpan.FromMinutes(2);

    private static readonly JsonSerializerOptions s_options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    /// <summary>The reasons why the server is degraded; empty when it is well.</summary>
    public static IReadOnlyList<LiveFault> Reasons(LiveStatus status, DateTimeOffset now)
    {
        List<LiveFault> reasons = [.. status.Faults];
        reasons.AddRange(status.Sources
            .Where(source => source.SilentSeconds > SilentAfter.TotalSeconds)
            .Select(source => new LiveFault(LiveFaultKind.Source, $"source {source.Name}: nothing has been written for {TimeSpan.FromSeconds((long)source.SilentSeconds!.Value):c}")));
        if (now - status.At > StuckAfter)
        {
            reasons.Add(new(LiveFaultKind.Commit, $"the last step of the pipeline ended at {status.At:u}: the disk hangs, or the program has a fault"));
        }
        return reasons;
    }

    /// <summary>The JSON object.</summary>
    public static byte[] Write(LiveStatus status, IReadOnlyList<LiveFault> reasons) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            Status = reasons.Count == 0 ? "ok" : "degraded",
            Reasons = reasons.Select(reason => new { Part = JsonNamingPolicy.CamelCase.ConvertName(reason.Kind.ToString()), reason.Text }),
            Watermark = status.Watermark?.UtcDateTime,
            ScoredUntil = status.Health.ScoredUntil?.UtcDateTime,
            Pairs = new { Seen = status.Health.Pairs, Ready = status.Health.ReadyPairs },
            status.Health.SilentLocations,
            Monitors = status.Health.Monitors.Select(monitor => new
            {
                monitor.Name,
                ProcessingStatus = JsonNamingPolicy.SnakeCaseUpper.ConvertName(monitor.Status.ToString()),
                AvailabilityScore = monitor.Availability,
                PerformanceScore = monitor.Performance,
                monitor.TestablePercent,
                monitor.OpenEvents,
            }),
            Sources = status.Sources.Select(source => new { source.Name, source.Format, source.Files, source.LagBytes, source.LagSeconds }),
        },
        s_options);
}
