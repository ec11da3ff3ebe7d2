using System.Text.Json;
using System.Text.Json.Nodes;
using Isobar.Storage.People;

namespace Isobar.Server.Api.Access;

/// <summary>Records who changed what, and who tried to: in the console, by one of the APIs, or on the machine itself.</summary>
internal sealed class AuditLog(PeopleStore people, TimeProvider time)
{
    /// <summary>The outcome of what succeeded; of all else it is the code of the error.</summary>
    public const string Ok = "ok";

    private const int LongestDetail = 4000;

    private static readonly string[] s_secrets = ["password", "current", "new", "token", "secret"];

    /// <summary>Records what a request was meant to change.</summary>
    public void Record(HttpContext context, string user, string action, string target, string outcome, string detail) =>
        Record(user, context.Connection.RemoteIpAddress?.ToString() ?? "", action, target, outcome, detail);

    /// <summary>Records what somebody did on the machine, by a command.</summary>
    public void RecordCommand(string action, string target, JsonObject said) =>
        Record($"{Environment.UserName} (on the machine)", "", action, target, Ok, said.Count == 0 ? "" : Detail(said));

    /// <summary>Does what a key asks for and, where that is meant to change something, records it before the caller hears of it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="caller">Whose key it is.</param>
    /// <param name="action">The action among permissions, such as `internetmonitor:CreateMonitor`.</param>
    /// <param name="said">What the change is of, and what was said of it.</param>
    /// <param name="codeOf">The code of an error.</param>
    /// <param name="work">Does it.</param>
    public async ValueTask<T> RunAsync<T>(HttpContext context, Caller caller, string action, Func<(string Target, string Detail)> said, Func<Exception, string> codeOf, Func<ValueTask<T>> work)
    {
        string outcome = Ok;
        try
        {
            return await work();
        }
        catch (Exception error)
        {
            outcome = codeOf(error);
            throw;
        }
        finally
        {
            if (AccessPolicy.IsChange(action))
            {
                (string target, string detail) = said();
                Record(context, caller.Who, action[(action.IndexOf(':', StringComparison.Ordinal) + 1)..], target, outcome, detail);
            }
        }
    }

    /// <summary>A body as it may be kept: without secrets, and not too long.</summary>
    public static string Detail(ReadOnlyMemory<byte> body) => Read(body, Detail) ?? "";

    /// <summary>What was said, as it may be kept.</summary>
    public static string Detail(JsonObject members)
    {
        foreach (string secret in s_secrets.Where(members.ContainsKey))
        {
            members[secret] = "…";
        }
        string text = members.ToJsonString();
        return text.Length <= LongestDetail ? text : text[..LongestDetail] + "…";
    }

    /// <summary>A text among the members of a body; null where there is none.</summary>
    public static string? TextIn(ReadOnlyMemory<byte> body, string member) =>
        Read(body, members => members[member] is JsonValue value && value.TryGetValue(out string? text) ? text : null);

    private void Record(string user, string address, string action, string target, string outcome, string detail) =>
        people.AddAudit(new AuditRow(time.GetUtcNow().ToUnixTimeSeconds(), user, address, action, target, outcome, detail));

    private static string? Read(ReadOnlyMemory<byte> body, Func<JsonObject, string?> of)
    {
        try
        {
            return body.IsEmpty ? null : JsonNode.Parse(body.Span) is JsonObject members ? of(members) : null;
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException)
        {
            // No JSON; or a name that comes twice, or half a surrogate pair, which show only when a member is looked at.
            return null;
        }
    }
}
