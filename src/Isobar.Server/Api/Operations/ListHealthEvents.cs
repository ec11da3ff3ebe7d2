using System.Text.Json;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Api.Paging;
using Isobar.Server.Api.Validation;
using Isobar.Server.Api.Wire;
using Isobar.Storage.Events;

namespace Isobar.Server.Api.Operations;

/// <summary>ListHealthEvents (spec 3.6): the events that went on at some time of the range, the earliest first.</summary>
internal sealed class ListHealthEvents(ApiServices services) : IOperation
{
    public string Method => "GET";

    public string Path => "/v20210603/Monitors/{}/HealthEvents";

    public OperationAnswer Execute(OperationInput input)
    {
        FaultCollector faults = new();
        faults.Text("monitorName", input.Labels[0], ModelRules.MonitorName);
        long? from = input.Time(faults, "StartTime"), to = input.Time(faults, "EndTime");
        string? status = input.Parameter("EventStatus"), linked = input.Parameter("LinkedAccountId");
        int size = input.Integer(faults, "MaxResults", ModelRules.PageSize) ?? (int)ModelRules.PageSize.High;
        bool withEvidence = input.Flag(faults, "IncludeEvidence");
        faults.Choice("eventStatus", status, Words.Active, Words.Resolved).Text("linkedAccountId", linked, ModelRules.Account)
            .That(from is null || to is null || from <= to, "startTime", input.Parameter("StartTime"), "Member must not be after endTime");
        faults.Throw();
        MonitorRecord record = services.Monitors.Get(services.Accounts.Resolve(input.Caller.Account, linked), input.Labels[0]);
        string question = string.Join('\n', nameof(ListHealthEvents), record.Account, record.Name, from, to, status);
        string? token = input.Parameter("NextToken");
        string page = string.Join('\n', question, record.Key, record.Arn, size, withEvidence, token);
        return new OperationAnswer(StatusCodes.Status200OK, services.EventPages.Of(services.Folder.HealthEvents.Version, page, () =>
        {
            IReadOnlyList<EventRow> rows = services.Folder.HealthEvents.List(new EventFilter
            {
                MonitorName = record.Key,
                ActiveFrom = from,
                ActiveBefore = to,
                IsActive = status is null ? null : status == Words.Active,
                After = EventPosition.Read(PageToken.Read(token, question)),
                Limit = size + 1,
            });
            return Write(
                rows.Take(size).Select(row => services.Events.Of(row.Json, record, withEvidence)),
                rows.Count > size ? PageToken.Write(question, EventPosition.Write(rows[size - 1].Cursor)) : null);
        }));
    }

    /// <summary>A <see cref="ListHealthEventsResponse"/> of events that are written already.</summary>
    private static byte[] Write(IEnumerable<ReadOnlyMemory<byte>> events, string? nextToken)
    {
        using MemoryStream written = new();
        using (Utf8JsonWriter json = new(written))
        {
            json.WriteStartObject();
            json.WriteStartArray(nameof(ListHealthEventsResponse.HealthEvents));
            foreach (ReadOnlyMemory<byte> one in events)
            {
                json.WriteRawValue(one.Span, skipInputValidation: true);
            }
            json.WriteEndArray();
            if (nextToken is not null)
            {
                json.WriteString(nameof(ListHealthEventsResponse.NextToken), nextToken);
            }
            json.WriteEndObject();
        }
        return written.ToArray();
    }
}

/// <summary>The answer of ListHealthEvents.</summary>
internal sealed record ListHealthEventsResponse
{
    public required List<HealthEventWire> HealthEvents { get; init; }

    public string? NextToken { get; init; }
}
