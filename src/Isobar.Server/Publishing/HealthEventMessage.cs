using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Isobar.Core.Events;
using Isobar.Server.Alarms;
using Isobar.Server.Api.Wire;
using Isobar.Storage.Alarms;

namespace Isobar.Server.Publishing;

/// <summary>What a change of a health event tells webhooks: the envelope of the service's event bus, the event in camelCase (spec 10), and what to do about it.</summary>
internal static class HealthEventMessage
{
    /// <summary>
    /// The messages that changes send. Whoever commits the changes puts these into the same commit: then each is sent at least once, and none for a change that was
    /// not stored.
    /// </summary>
    /// <param name="settings">Who is told.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="now">The clock.</param>
    public static IReadOnlyList<DeliveryRow> Deliveries(AlarmSettings settings, IEnumerable<HealthEventChange> changes, DateTimeOffset now)
    {
        string[] webhooks = ReceiversOf(settings);
        return webhooks.Length == 0 ? [] : [.. changes.SelectMany(change =>
        {
            string body = Write(settings, change, now);
            return webhooks.Select(webhook => new DeliveryRow(webhook, WebhookDispatcher.HealthEventKind, "", change.Event.EventArn, now.ToUnixTimeMilliseconds(), body));
        })];
    }

    /// <summary>The webhooks that health events are posted to, in ordinal order.</summary>
    public static string[] ReceiversOf(AlarmSettings settings) =>
        [.. settings.Webhooks.Where(webhook => webhook.Value.HealthEvents).Select(webhook => webhook.Key).Order(StringComparer.Ordinal)];

    /// <summary>One message.</summary>
    public static string Write(AlarmSettings settings, HealthEventChange change, DateTimeOffset now)
    {
        HealthEvent health = change.Event;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("version", "0");
            json.WriteString("id", IdOf(change));
            json.WriteString("detail-type", change.Kind switch
            {
                HealthEventChangeKind.Created => "Health Event Created",
                HealthEventChangeKind.Closed => "Health Event Closed",
                _ => "Health Event Updated",
            });
            json.WriteString("source", "aws.internetmonitor");
            json.WriteString("account", settings.Account);
            json.WriteString("time", now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            json.WriteString("region", settings.Region);
            json.WriteStartArray("resources");
            json.WriteStringValue(health.EventArn);
            json.WriteEndArray();
            json.WriteStartObject("detail");
            WriteDetail(json, health);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>The same change has the same id, however often it is told.</summary>
    private static Guid IdOf(HealthEventChange change)
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{change.Event.EventArn}\n{change.Kind}\n{change.Event.LastUpdatedAt}"));
        return new Guid(System.Security.Cryptography.SHA256.HashData(text).AsSpan(0, 16), bigEndian: true);
    }

    private static void WriteDetail(Utf8JsonWriter json, HealthEvent health)
    {
        json.WriteString("eventArn", health.EventArn);
        json.WriteString("eventId", health.EventId);
        json.WriteString("monitorName", health.MonitorName);
        // An event's ARN is that of its monitor, "/health-event/" and its id.
        json.WriteString("monitorArn", health.EventArn[..^("/health-event/".Length + health.EventId.Length)]);
        WriteTime(json, "startedAt", health.StartedAt);
        WriteTime(json, "endedAt", health.EndedAt);
        WriteTime(json, "createdAt", health.CreatedAt);
        WriteTime(json, "lastUpdatedAt", health.LastUpdatedAt);
        json.WriteString("status", NameOf(health.Status));
        json.WriteString("impactType", Words.Of(health.ImpactType));
        json.WriteNumber("percentOfTotalTrafficImpacted", health.PercentOfTotalTrafficImpacted);
        json.WriteNumber("healthScoreThreshold", health.HealthScoreThreshold);
        json.WriteStartArray("impactedLocations");
        foreach (ImpactedLocation location in health.ImpactedLocations)
        {
            json.WriteStartObject();
            ImpactedLocationJson.Write(json, location);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        // Ours: why, and what to do.
        json.WriteString("reason", health.Reason);
        json.WriteString("recommendedAction", health.Action.Text);
    }

    /// <summary>ACTIVE or RESOLVED.</summary>
    internal static string NameOf(EventStatus status) => status == EventStatus.Active ? "ACTIVE" : "RESOLVED";

    private static void WriteTime(Utf8JsonWriter json, string name, long? unixSeconds)
    {
        if (unixSeconds is long seconds)
        {
            json.WriteString(name, DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        }
    }
}
