using Isobar.Core.Events;
using Isobar.Server.Api.Events;
using Isobar.Server.Api.Paging;
using Isobar.Server.Api.Validation;
using Isobar.Server.Api.Wire;
using Isobar.Storage.Events;

namespace Isobar.Server.Api.Operations;

/// <summary>ListInternetEvents (spec 3.8): the weather map of the last 24 hours, the same for every account.</summary>
internal sealed class ListInternetEvents(ApiServices services) : IOperation
{
    // Spec 6.12: an entry leaves the map a day after it ended.
    private const long MapSeconds = 24 * 3600;

    public string Method => "GET";

    public string Path => "/v20210603/InternetEvents";

    public OperationAnswer Execute(OperationInput input)
    {
        FaultCollector faults = new();
        long? from = input.Time(faults, "StartTime"), to = input.Time(faults, "EndTime");
        string? status = input.Parameter("EventStatus"), type = input.Parameter("EventType");
        int size = input.Integer(faults, "InternetEventMaxResults", ModelRules.InternetEventPageSize) ?? (int)ModelRules.InternetEventPageSize.High;
        faults.Choice("eventStatus", status, Words.Active, Words.Resolved).Choice("eventType", type, Words.Availability, Words.Performance)
            .That(from is null || to is null || from <= to, "startTime", input.Parameter("StartTime"), "Member must not be after endTime");
        faults.Throw();
        string question = string.Join('\n', nameof(ListInternetEvents), from, to, status, type);
        IReadOnlyList<EventRow> rows = services.Folder.InternetEvents.List(new EventFilter
        {
            StartedFrom = from,
            StartedBefore = to is long last ? last + 1 : null,
            ActiveFrom = services.Now - MapSeconds,
            IsActive = status is null ? null : status == Words.Active,
            Kind = type,
            After = EventPosition.Read(PageToken.Read(input.Parameter("NextToken"), question)),
            Limit = size + 1,
        });
        return OperationAnswer.Of(
            new ListInternetEventsResponse
            {
                InternetEvents = [.. rows.Take(size).Select(row => InternetEventMapping.Of(EventDocument.ReadInternetEvent(row.Json), input.Caller.Account))],
                NextToken = rows.Count > size ? PageToken.Write(question, EventPosition.Write(rows[size - 1].Cursor)) : null,
            },
            WireJson.Default.ListInternetEventsResponse);
    }
}

/// <summary>The answer of ListInternetEvents.</summary>
internal sealed record ListInternetEventsResponse
{
    public required List<InternetEventWire> InternetEvents { get; init; }

    public string? NextToken { get; init; }
}
