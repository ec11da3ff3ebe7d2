using System.Globalization;
using System.Text.Json;
using Isobar.Server.Api;
using Isobar.Server.Api.Access;
using Isobar.Server.Api.CloudWatch;
using Isobar.Server.Web.Access;
using Isobar.Server.Web.Wire;
using Isobar.Storage;

namespace Isobar.Server.Web;

/// <summary>What surrounds every endpoint of the console's API: lets callers in, records changes, and gives errors their one shape.</summary>
internal sealed partial class ConsoleMiddleware(ConsoleGate gate, AuditLog audit, ILogger log)
{
    private const int BodyLimit = 1024 * 1024;

    /// <summary>Answers a request, if it is one for the console's API.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<EndpointAccess>() is not EndpointAccess access)
        {
            await next(context);
            return;
        }
        context.Response.Headers.CacheControl = "no-store";
        string outcome = AuditLog.Ok;
        ReadOnlyMemory<byte> body = default;
        try
        {
            body = await BodyReader.ReadAsync(context.Request, BodyLimit, context.RequestAborted)
                ?? throw new ConsoleFault(StatusCodes.Status413PayloadTooLarge, "TooLarge", $"The body is longer than {BodyLimit} bytes.");
            context.Request.Body = new MemoryStream(body.ToArray(), writable: false);
            gate.Admit(context, access, body);
            await next(context);
        }
        catch (Exception error) when (context.RequestAborted.IsCancellationRequested && (error is OperationCanceledException || !access.IsChange))
        {
            // Somebody left the page. A question that the store was reading ends with an error of the store then.
            context.Abort();
            outcome = "Aborted";
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            ConsoleFault fault = FaultOf(error);
            if (fault.Status == StatusCodes.Status500InternalServerError)
            {
                LogFault(log, error, context.Request.Method, context.Request.Path.ToString());
            }
            outcome = fault.Code;
            await AnswerAsync(context, fault);
        }
        if (access.IsChange)
        {
            Record(context, access, outcome, body);
        }
    }

    private void Record(HttpContext context, EndpointAccess access, string outcome, ReadOnlyMemory<byte> body)
    {
        // What is changed stands in the path; what was made, in the address that the answer tells.
        string path = string.Join('/', context.Request.RouteValues.Values.OfType<string>()), made = context.Response.Headers.Location.ToString();
        string target = path.Length > 0 ? path : Uri.UnescapeDataString(made[(made.LastIndexOf('/') + 1)..]);
        string? name = AuditLog.TextIn(body, "name");
        string user = ConsoleGate.VisitorOf(context)?.Who ?? (name is null ? "" : $"({name})");
        audit.Record(context, user, access.Action, target.Length > 0 ? target : name ?? "", outcome, AuditLog.Detail(body));
    }

    /// <summary>Answers an error.</summary>
    public static Task AnswerAsync(HttpContext context, ConsoleFault fault)
    {
        context.Response.StatusCode = fault.Status;
        if (fault.RetryAfterSeconds is int seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
        return context.Response.WriteAsJsonAsync(new FaultWire(fault.Code, fault.Message, fault.Field), ConsoleJson.Options, context.RequestAborted);
    }

    private static ConsoleFault FaultOf(Exception error) => error switch
    {
        ConsoleFault fault => fault,
        ApiException fault => OfService(fault),
        CloudWatchFault fault => new(fault.Status, fault.Status == StatusCodes.Status404NotFound ? "NotFound" : fault.Status < 500 ? "Validation" : "Internal", fault.Message),
        BadHttpRequestException { InnerException: JsonException json } => ConsoleFault.Invalid(
            FieldOf(json.Path), $"The body cannot be read{(string.IsNullOrEmpty(json.Path) ? "" : $" at {json.Path}")}: {json.Message.Split(" Path:")[0]}"),
        BadHttpRequestException fault => new(fault.StatusCode, "Validation", fault.Message),
        StorageException fault => new(StatusCodes.Status500InternalServerError, "Internal", fault.Message),
        _ => new(StatusCodes.Status500InternalServerError, "Internal", "The server met a fault; its log says more."),
    };

    /// <summary>An error of the services that the AWS-compatible API has too: its names without what AWS hangs on to them.</summary>
    private static ConsoleFault OfService(ApiException fault)
    {
        (string name, int status) = ErrorFamily.Monitors.Of(fault.Shape);
        string code = fault.Shape == ErrorShape.NotFound ? "NotFound" : name.EndsWith("Exception", StringComparison.Ordinal) ? name[..^"Exception".Length] : name;
        System.Text.RegularExpressions.Match member = Member().Match(fault.Message);
        return new(status, code, fault.Message, member.Success ? Fields.GetValueOrDefault(member.Groups[1].Value, member.Groups[1].Value) : null);
    }

    /// <summary>Members of the service's operations that the console calls otherwise.</summary>
    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["monitorName"] = "name",
        ["maxCityNetworksToMonitor"] = "maximumCityNetworks",
        ["trafficPercentageToMonitor"] = "trafficPercentage",
        ["healthEventsConfig"] = "thresholds",
        ["resourcesToAdd"] = "resources",
        ["resourcesToRemove"] = "resources",
    };

    private static string? FieldOf(string? path) => path is { Length: > 2 } && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : null;

    [System.Text.RegularExpressions.GeneratedRegex("at '([A-Za-z]+)")]
    private static partial System.Text.RegularExpressions.Regex Member();

    [LoggerMessage(EventId = 60, Level = LogLevel.Error, Message = "console: {Method} {Path} failed")]
    private static partial void LogFault(ILogger log, Exception fault, string method, string path);
}
