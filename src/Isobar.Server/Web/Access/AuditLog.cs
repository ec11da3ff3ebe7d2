using System.Text.Json;
using System.Text.Json.Nodes;
using Isobar.Storage.People;

namespace Isobar.Server.Web.Access;

/// <summary>Records who changed what, and who tried to.</summary>
internal sealed class AuditLog(PeopleStore people, TimeProvider time)
{
    private const int LongestDetail = 4000;

    private static readonly string[] s_secrets = ["password", "current", "new", "token", "secret"];

    /// <summary>Records a request that was meant to change something.</summary>
    public void Record(HttpContext context, EndpointAccess access, string outcome, ReadOnlyMemory<byte> body)
    {
        string user = ConsoleGate.VisitorOf(context)?.Name ?? (NameIn(body) is string name ? $"({name})" : "");
        string target = string.Join('/', context.Request.RouteValues.Values.OfType<string>());
        people.AddAudit(new AuditRow(
            time.GetUtcNow().ToUnixTimeSeconds(), user, context.Connection.RemoteIpAddress?.ToString() ?? "", access.Action, target, outcome, Detail(body)));
    }

    /// <summary>Records what somebody did who has no session yet.</summary>
    public void Record(HttpContext context, string user, string action, string outcome, JsonObject detail) => people.AddAudit(new AuditRow(
        time.GetUtcNow().ToUnixTimeSeconds(), user, context.Connection.RemoteIpAddress?.ToString() ?? "", action, "", outcome, detail.ToJsonString()));

    /// <summary>A body as it may be kept: without secrets, and not too long.</summary>
    internal static string Detail(ReadOnlyMemory<byte> body)
    {
        if (Read(body) is not JsonObject members)
        {
            return "";
        }
        foreach (string secret in s_secrets.Where(members.ContainsKey))
        {
            members[secret] = "…";
        }
        string text = members.ToJsonString();
        return text.Length <= LongestDetail ? text : text[..LongestDetail] + "…";
    }

    private static string? NameIn(ReadOnlyMemory<byte> body) => (Read(body) as JsonObject)?["name"] is JsonValue name && name.TryGetValue(out string? text) ? text : null;

    private static JsonNode? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return body.IsEmpty ? null : JsonNode.Parse(body.Span);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
