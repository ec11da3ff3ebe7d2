using System.Globalization;
using Isobar.Storage.Events;

namespace Isobar.Server.Api.Paging;

/// <summary>An event as the position of a page token.</summary>
internal static class EventPosition
{
    /// <summary>Writes a position.</summary>
    public static string Write(EventCursor cursor) => string.Create(CultureInfo.InvariantCulture, $"{cursor.StartedAt}\n{cursor.EventId}\n{cursor.MonitorName}");

    /// <summary>Reads a written position; null for none.</summary>
    public static EventCursor? Read(string? position) => position is null ? null
        : position.Split('\n') is [string start, string id, string monitor] && long.TryParse(start, CultureInfo.InvariantCulture, out long startedAt)
            ? new EventCursor(startedAt, id, monitor)
            : throw ApiException.Invalid("The NextToken is not valid for this request.");
}
