using System.Reflection;
using Isobar.Core.Formats;
using Isobar.Server.Alarms;
using Isobar.Server.Hosting.Health;
using Isobar.Server.Publishing.Measurements;

namespace Isobar.Server.Hosting;

/// <summary>What `/metrics` answers. The names are public surface: docs/live.md lists them, and a test compares.</summary>
internal static class MetricsPage
{
    /// <summary>The version of the program.</summary>
    public static string Version { get; } =
        typeof(MetricsPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    /// <summary>The page.</summary>
    public static string Write(LiveStatus status)
    {
        PrometheusText text = new();
        text.Gauge("isobar_build_info", "Version of the running program; the value is always 1.").Sample(1, ("version", Version));
        WriteSources(text, status);
        WriteWindows(text, status);
        WriteHealth(text, status);
        WriteWebhooks(text, status);
        WritePublishing(text, status.Publishing);
        return text.ToString();
    }

    private static void WriteSources(PrometheusText text, LiveStatus status)
    {
        Each(text.Counter("isobar_source_lines_total", "Physical lines read."), status, source => source.Lines);
        Each(text.Counter("isobar_source_records_total", "Lines that became traffic records, late and future ones included."), status, source => source.Records);
        text.Counter("isobar_source_rejected_lines_total", "Lines that gave no record, by reason.");
        foreach (SourceStatus source in status.Sources)
        {
            foreach ((ParseError reason, long lines) in source.Rejected)
            {
                text.Sample(lines, ("source", source.Name), ("reason", reason.Label()));
            }
        }
        Each(text.Counter("isobar_late_records_total", "Records whose window was sealed before they came; counted here and nowhere else."), status, source => source.Late);
        Each(text.Counter("isobar_future_records_total", "Records more than an hour ahead of the clock; counted here and nowhere else."), status, source => source.Future);
        Each(text.Counter("isobar_source_skipped_lines_total", "Lines read again after a restart that are in sealed windows already."), status, source => source.Skipped);
        Each(text.Counter("isobar_source_rotations_total", "Times that a followed file was renamed or truncated."), status, source => source.Rotations);
        Each(text.Counter("isobar_source_lost_files_total", "Files with lines of open windows that were gone after a restart."), status, source => source.LostFiles);
        Each(text.Counter("isobar_source_read_bytes_total", "Bytes read, those read again after a restart included."), status, source => source.Bytes);
        Each(text.Gauge("isobar_source_files", "Files that are followed."), status, source => source.Files.Count);
        Each(text.Gauge("isobar_source_lag_bytes", "Bytes written and not read."), status, source => source.LagBytes);
        Each(text.Gauge("isobar_source_lag_seconds", "Time since everything written had been read."), status, source => source.LagSeconds);
    }

    private static void WriteWindows(PrometheusText text, LiveStatus status)
    {
        text.Counter("isobar_unlocated_records_total", "Records whose address no source of the atlas knows.").Sample(status.Unlocated);
        text.Gauge("isobar_open_windows", "Windows that have traffic and are not sealed.").Sample(status.OpenWindows);
        text.Gauge("isobar_open_tallies_bytes", "Memory of open windows.").Sample(status.OpenBytes);
        text.Counter("isobar_sealed_windows_total", "Windows sealed and stored.").Sample(status.SealedWindows);
        text.Counter("isobar_early_sealed_windows_total", "Windows sealed before their time since memory was short.").Sample(status.EarlyWindows);
        text.Counter("isobar_commits_total", "Commits to the store.").Sample(status.Commits);
        text.Counter("isobar_commit_failures_total", "Commits that failed; what they held is kept and tried again.").Sample(status.CommitFailures);
        text.Histogram("isobar_commit_seconds", "How long commits took, failed ones included.", status.CommitDurations);
        text.Counter("isobar_rolled_days_total", "Days moved into files of their own.").Sample(status.DaysRolled);
        text.Gauge("isobar_watermark_timestamp_seconds", "Windows that end at or before this time are sealed. No sample while history is being read.");
        if (status.Watermark is DateTimeOffset watermark)
        {
            text.Sample((watermark - DateTimeOffset.UnixEpoch).TotalSeconds);
        }
        text.Counter("isobar_configuration_reloads_total", "Changes of the configuration file that were taken over.").Sample(status.Configuration.Reloads);
        text.Gauge("isobar_configuration_faulty", "1 while the configuration file has faults, so that what was read before stays in force.").Sample(status.Configuration.IsFaulty ? 1 : 0);
        text.Gauge("isobar_configuration_waiting_changes", "Keys whose values in the configuration file wait for a restart.").Sample(status.Configuration.WaitingChanges);
        text.Gauge("isobar_atlas_city_networks", "City-networks that the atlas in use knows.").Sample(status.AtlasCityNetworks);
        text.Counter("isobar_atlas_swaps_total", "Rebuilt atlases that were swapped in.").Sample(status.AtlasSwaps);
    }

    private static void WriteHealth(PrometheusText text, LiveStatus status)
    {
        HealthStatus health = status.Health;
        text.Counter("isobar_scored_windows_total", "Windows scored, those without traffic too.").Sample(health.Windows);
        text.Histogram("isobar_scoring_seconds", "How long windows took to score.", health.Durations);
        text.Gauge("isobar_scoring_lag_seconds", "Time since the end of the last scored window. No sample before the first.");
        if (health.ScoredUntil is DateTimeOffset until)
        {
            text.Sample((status.At - until).TotalSeconds);
        }
        text.Gauge("isobar_scored_pairs", "Pairs of city-network and service location that have been seen.").Sample(health.Pairs);
        text.Gauge("isobar_ready_pairs", "Pairs with a baseline, of their own or of a group.").Sample(health.ReadyPairs);
        EachMonitor(text.Gauge("isobar_monitor_availability_score", "Overall availability score of the last window; no sample where there is none."), health, monitor => monitor.Availability);
        EachMonitor(text.Gauge("isobar_monitor_performance_score", "Overall performance score of the last window; no sample where there is none."), health, monitor => monitor.Performance);
        EachMonitor(text.Gauge("isobar_monitor_testable_ratio", "Share of the traffic in which a drop of 40 % would be found, 0 to 1."), health, monitor => monitor.TestablePercent / 100);
        EachMonitor(text.Gauge("isobar_monitor_open_events", "Health events that are going on."), health, monitor => monitor.OpenEvents);
        text.Gauge("isobar_internet_events", "Entries of the weather map that are going on.").Sample(health.InternetEvents);
        text.Gauge("isobar_silent_locations", "Service locations about whose users the last window says nothing.").Sample(health.SilentLocations.Count);
    }

    private static void WriteWebhooks(PrometheusText text, LiveStatus status)
    {
        text.Counter("isobar_webhook_messages_total", "Messages whose delivery ended: delivered, or failed for good.");
        foreach (WebhookStatus webhook in status.Webhooks)
        {
            text.Sample(webhook.Delivered, ("webhook", webhook.Name), ("result", "delivered"));
            text.Sample(webhook.Failed, ("webhook", webhook.Name), ("result", "failed"));
        }
        text.Gauge("isobar_webhook_waiting_messages", "Messages that are stored and not delivered yet.");
        foreach (WebhookStatus webhook in status.Webhooks)
        {
            text.Sample(webhook.Waiting, ("webhook", webhook.Name));
        }
    }

    private static void WritePublishing(PrometheusText text, PublishingStatus publishing)
    {
        text.Counter("isobar_publishing_windows_total", "Five minutes of monitors for an output: delivered, or skipped as they waited too long.");
        foreach (OutputStatus output in publishing.Outputs)
        {
            text.Sample(output.Delivered, ("output", output.Name), ("kind", output.Kind), ("result", "delivered"));
            text.Sample(output.Skipped, ("output", output.Name), ("kind", output.Kind), ("result", "skipped"));
        }
        EachOutput(text.Counter("isobar_publishing_failures_total", "Attempts to deliver measurements that failed; they are repeated."), publishing, output => output.Failed);
        EachOutput(text.Counter("isobar_publishing_records_total", "Measurements delivered."), publishing, output => output.Records);
        EachOutput(text.Counter("isobar_publishing_bytes_total", "Bytes delivered, packed where the output is."), publishing, output => output.Bytes);
        text.Gauge("isobar_publishing_waiting_windows", "Five minutes of a monitor that are measured and not delivered yet.");
        foreach (PublicationStatus monitor in publishing.Monitors)
        {
            text.Sample(monitor.Waiting, ("monitor", monitor.Monitor), ("output", monitor.Output), ("kind", monitor.Kind));
        }
    }

    private static void EachOutput(PrometheusText text, PublishingStatus publishing, Func<OutputStatus, long> value)
    {
        foreach (OutputStatus output in publishing.Outputs)
        {
            text.Sample(value(output), ("output", output.Name), ("kind", output.Kind));
        }
    }

    private static void EachMonitor(PrometheusText text, HealthStatus health, Func<MonitorHealth, double?> value)
    {
        foreach (MonitorHealth monitor in health.Monitors)
        {
            if (value(monitor) is { } known)
            {
                text.Sample(known, ("monitor", monitor.Name));
            }
        }
    }

    private static void Each(PrometheusText text, LiveStatus status, Func<SourceStatus, double> value)
    {
        foreach (SourceStatus source in status.Sources)
        {
            text.Sample(value(source), ("source", source.Name));
        }
    }
}
