using Isobar.Core.Events;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Api.Wire;
using Isobar.Server.Web.Access;
using Isobar.Server.Web.Wire;
using Isobar.Storage.Events;
using Isobar.Storage.Notes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Isobar.Server.Web.Endpoints;

/// <summary>Health events, and what people make of them.</summary>
internal sealed class EventEndpoints(ConsoleServices services, MonitorBook book)
{
    private const int UsualPage = 100, LargestPage = 500, LongestNote = 1000;

    /// <summary>Adds the routes.</summary>
    public void Map(ConsoleRoutes routes)
    {
        const string One = "/monitors/{name}/events/{id}";
        routes.Get(
            "/monitors/{name}/events", "ListHealthEvents", ConsoleRole.Viewer, "Health events of a monitor, the newest first.",
            (string name, string? from, string? to, string? status, string? scope, string? after, int? limit) => List(name, from, to, status, scope, after, limit));
        routes.Get(One, "GetHealthEvent", ConsoleRole.Viewer, "All about a health event.", (string name, string id) => Get(name, Decoded(id)));
        routes.Get(One + "/series", "GetHealthEventSeries", ConsoleRole.Viewer, "How its pairs did before and during.", (string name, string id) => GetSeries(name, Decoded(id)));
        routes.Put(
            One + "/acknowledgement", "AcknowledgeHealthEvent", ConsoleRole.Editor, "Takes notice of a health event.",
            (string name, string id, AcknowledgeRequest request, HttpContext context) => Mark(name, Decoded(id), EventMarkRow.Acknowledged, null, request.Note, context));
        routes.Delete(
            One + "/acknowledgement", "UnacknowledgeHealthEvent", ConsoleRole.Editor, "Takes that back.", (string name, string id) => Unmark(name, Decoded(id), EventMarkRow.Acknowledged));
        routes.Put(
            One + "/silence", "SilenceHealthEvent", ConsoleRole.Editor, "Lets nobody be told of a health event.",
            (string name, string id, SilenceRequest request, HttpContext context) => Mark(name, Decoded(id), EventMarkRow.Silenced, request.Until, request.Note, context));
        routes.Delete(One + "/silence", "UnsilenceHealthEvent", ConsoleRole.Editor, "Takes that back.", (string name, string id) => Unmark(name, Decoded(id), EventMarkRow.Silenced));
    }

    /// <summary>Events of a range and those that are open, the newest first.</summary>
    public IReadOnlyList<EventSummaryWire> Of(MonitorRecord record, TimeRange range, int most)
    {
        long now = services.Now;
        IReadOnlyList<EventRow> rows = services.Folder.HealthEvents.List(
            new EventFilter { MonitorName = record.Key, ActiveFrom = range.From, ActiveBefore = range.To, NewestFirst = true, Limit = most });
        return Describe(record, rows, now);
    }

    private EventsAnswer List(string name, string? from, string? to, string? status, string? scope, string? after, int? limit)
    {
        MonitorRecord record = book.Get(name);
        long now = services.Now;
        TimeRange range = TimeRange.Read(from, to, now);
        int most = Math.Clamp(limit ?? UsualPage, 1, LargestPage);
        string?[] kinds = scope switch
        {
            null => [null],
            "overall" => [Words.Of(HealthEventImpactType.Availability), Words.Of(HealthEventImpactType.Performance)],
            _ => throw ConsoleFault.Invalid("scope", "overall is expected, or nothing."),
        };
        EventFilter filter = new()
        {
            MonitorName = record.Key,
            ActiveFrom = range.From,
            ActiveBefore = range.To,
            IsActive = status switch { null => null, "active" => true, "resolved" => false, _ => throw ConsoleFault.Invalid("status", "active or resolved is expected.") },
            NewestFirst = true,
            After = after is null ? null : EventToken.Read(after, record.Key),
            Limit = most + 1,
        };
        EventRow[] rows =
        [
            .. kinds.SelectMany(kind => services.Folder.HealthEvents.List(filter with { Kind = kind }))
                .OrderByDescending(row => row.StartedAt).ThenByDescending(row => row.EventId, StringComparer.Ordinal).Take(most + 1),
        ];
        return new(now, Describe(record, [.. rows.Take(most)], now), rows.Length > most ? EventToken.Write(rows[most - 1].Cursor) : null);
    }

    private EventSummaryWire[] Describe(MonitorRecord record, IReadOnlyList<EventRow> rows, long now)
    {
        ILookup<string, EventMarkRow> marks = services.Notes.MarksOf(record.Key).ToLookup(mark => mark.EventId);
        return [.. rows.Select(row => EventDescriber.Summary(EventDocument.ReadHealthEvent(row.Json), record.Name, ArnOf(record, row.EventId), [.. marks[row.EventId]], now))];
    }

    private EventWire Get(string name, string id)
    {
        (MonitorRecord record, HealthEvent one) = Find(name, id);
        EventMarkRow[] marks = [.. services.Notes.MarksOf(record.Key).Where(mark => mark.EventId == id)];
        EventStepWire[] history =
        [
            .. services.Folder.EventRecords.Updates(record.Key, id)
                .Select(row => new EventStepWire(row.At, row.Kind, Figures.Score(row.ImpactPercent) ?? 0, Figures.Score(row.Score) ?? 0, row.Locations, row.Cause, row.Reason)),
        ];
        NotificationWire[] notifications = [.. services.Folder.EventRecords.Notices(one.EventArn).Select(row => new NotificationWire(row.Webhook, row.At, row.State, row.Detail))];
        return EventDescriber.Whole(one, record.Name, ArnOf(record, id), marks, services.Now, history, notifications);
    }

    private EventSeriesAnswer GetSeries(string name, string id)
    {
        (MonitorRecord record, HealthEvent one) = Find(name, id);
        return EventSeries.Of(services.Folder, record.Key, services.Api.Monitors.WeightOf(record), one, services.Now, services.Demo?.StartedAt ?? 0);
    }

    private EventSummaryWire Mark(string name, string id, string kind, long? until, string? note, HttpContext context)
    {
        (MonitorRecord record, HealthEvent one) = Find(name, id);
        if (note is { Length: > LongestNote })
        {
            throw ConsoleFault.Invalid("note", $"At most {LongestNote} characters are expected.");
        }
        services.Notes.Put(new EventMarkRow(record.Key, id, kind, ConsoleGate.VisitorOf(context)!.Name, services.Now, until, note ?? ""));
        services.Quiet.TakeOver(services.Notes);
        return Describe(record, one);
    }

    private NoContent Unmark(string name, string id, string kind)
    {
        (MonitorRecord record, _) = Find(name, id);
        services.Notes.RemoveMark(record.Key, id, kind);
        services.Quiet.TakeOver(services.Notes);
        return TypedResults.NoContent();
    }

    private EventSummaryWire Describe(MonitorRecord record, HealthEvent one) => EventDescriber.Summary(
        one, record.Name, ArnOf(record, one.EventId), [.. services.Notes.MarksOf(record.Key).Where(mark => mark.EventId == one.EventId)], services.Now);

    /// <summary>Ids hold a slash; in a path that stays as it travels, since it would part it.</summary>
    private static string Decoded(string label) => label.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private (MonitorRecord Record, HealthEvent One) Find(string name, string id)
    {
        MonitorRecord record = book.Get(name);
        EventRow row = services.Folder.HealthEvents.Find(record.Key, id) ?? throw ConsoleFault.Missing("health event", id);
        return (record, services.Api.Events.Read(row.Json));
    }

    private static string ArnOf(MonitorRecord record, string eventId) => HealthEventIds.Arn(record.Arn, eventId);
}
