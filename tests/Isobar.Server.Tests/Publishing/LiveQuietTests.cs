using System.Text.Json;
using Isobar.Core.Baselines;
using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Server.Alarms;
using Isobar.Server.Hosting.Health;
using Isobar.Server.Publishing;
using Isobar.Server.Tests.Alarms;
using Isobar.Server.Tests.Api.CloudWatch;
using Isobar.Server.Tests.Hosting.Health;
using Isobar.Simulator.Faults;
using Isobar.Storage.Notes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Isobar.Server.Tests.Publishing;

/// <summary>Planned work and silenced events, from the log to the receiver of a webhook and to what is learned of the day.</summary>
public sealed class LiveQuietTests
{
    private const long Hour = 3600, Midnight = HealthFixture.Midnight;

    private readonly QuietTimes _quiet = new();

    [Fact]
    public async Task What_begins_in_planned_work_is_stored_and_told_nobody_and_what_is_silenced_is_told_no_further()
    {
        const long Planned = Midnight + Hour, PlannedEnd = Planned + 1200, Surprise = Midnight + 2 * Hour, SurpriseEnd = Surprise + 1800;
        await using WebhookReceiver receiver = await WebhookReceiver.StartAsync();
        AlarmSettings settings = CloudWatchServer.Settings(("on-call", AlarmFixture.Webhook(receiver.Url)));
        using HealthFixture live = new(faults: [Fault(Planned, PlannedEnd), Fault(Surprise, SurpriseEnd)], webhooks: settings, quiet: _quiet);
        using NoteStore notes = NoteStore.Open(live.Folder.Path, "test");
        await using AlarmService alarms = new(live.Folder, settings, TimeProvider.System, NullLogger.Instance);
        alarms.Start();
        notes.Add(new MaintenanceRow(Planned - 300, PlannedEnd, "router swap", null, "ann", Midnight));
        _quiet.TakeOver(notes);

        live.Play(Midnight, PlannedEnd + 900);
        HealthEvent quiet = Assert.Single(live.Events(), one => !one.IsLocal);
        Assert.Equal(EventStatus.Resolved, quiet.Status);
        Assert.All(live.Folder.EventRecords.Notices(quiet.EventArn), notice => Assert.Equal(("on-call", "silenced", "planned work: router swap"), (notice.Webhook, notice.State, notice.Detail)));
        Assert.NotEmpty(live.Folder.EventRecords.Notices(quiet.EventArn));

        live.Play(PlannedEnd + 900, Surprise + 600);
        HealthEvent told = Assert.Single(live.Events(), one => !one.IsLocal && one.StartedAt == Surprise);
        await DeliveredAsync(live, alarms);
        notes.Put(new EventMarkRow(TrafficMonitor.DefaultName, told.EventId, EventMarkRow.Silenced, "ann", Surprise + 600, null, ""));
        _quiet.TakeOver(notes);
        live.Play(Surprise + 600, SurpriseEnd + Hour);
        Assert.Equal(EventStatus.Resolved, live.Events().Single(one => one.EventId == told.EventId).Status);
        await DeliveredAsync(live, alarms);

        string[] posts = [.. receiver.Posts.Select(post => Line(post.Body))];
        Assert.Contains($"Health Event Created {told.EventId}", posts);
        Assert.DoesNotContain($"Health Event Closed {told.EventId}", posts);
        // Nor are its local events told; one that begins before or after may be.
        string[] planned = [.. live.Events().Where(one => one.StartedAt is >= Planned - 300 and < PlannedEnd).Select(one => one.EventId)];
        Assert.Contains(quiet.EventId, planned);
        Assert.DoesNotContain(posts, line => planned.Any(id => line.EndsWith(id, StringComparison.Ordinal)));
        Assert.Contains(live.Folder.EventRecords.Notices(told.EventArn), notice => notice is { State: "silenced", Detail: "silenced by ann" });
    }

    [Fact]
    public void An_hour_of_planned_work_does_not_become_part_of_what_is_usual_though_the_server_restarts_in_it()
    {
        using HealthFixture live = new(historyDays: HealthFixture.HistoryDays - 1, quiet: _quiet);
        using (NoteStore notes = NoteStore.Open(live.Folder.Path, "test"))
        {
            // It touches the hour from 22:00 on, and no other.
            notes.Add(new MaintenanceRow(Midnight - 2 * Hour + 600, Midnight - Hour - 600, "router swap", HealthFixture.Location, "ann", Midnight));
            _quiet.TakeOver(notes);
        }
        live.Play(Midnight - 3 * Hour, Midnight - Hour - 1800);
        live.Restart();
        live.Play(Midnight - Hour - 1800, Midnight + 300);
        DateOnly yesterday = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(Midnight - 1).UtcDateTime);
        long[] votes = new long[24];
        foreach (StratumHistory stratum in new DayHistory(live.Folder, new NameBook(live.Folder, _ => null)).Histories(yesterday.AddDays(1)))
        {
            foreach (DaySummary day in stratum.Days.Span.ToArray().Where(day => day.Day == yesterday))
            {
                for (int hour = 0; hour < votes.Length; hour++)
                {
                    votes[hour] += day.Votes[hour];
                }
            }
        }
        Assert.Equal((true, 0, true), (votes[21] > 0, votes[22], votes[23] > 0));
    }

    private static FaultSpec Fault(long start, long end) => new(FaultElement.OfLocation(HealthFixture.Location), FaultKind.ServiceFail, start, end, 0.6);

    private static string Line(string body)
    {
        using JsonDocument message = JsonDocument.Parse(body);
        return $"{message.RootElement.GetProperty("detail-type").GetString()} {message.RootElement.GetProperty("detail").GetProperty("eventId").GetString()}";
    }

    /// <summary>Waits until nothing is left to post.</summary>
    private static async Task DeliveredAsync(HealthFixture live, AlarmService alarms)
    {
        alarms.Dispatcher.Notify();
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(60));
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(5));
        while (live.Folder.Alarms.WaitingDeliveries().GetValueOrDefault("on-call") > 0 && await timer.WaitForNextTickAsync(deadline.Token))
        {
        }
    }
}
