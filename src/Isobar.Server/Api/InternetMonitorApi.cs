using System.Text.Json;
using System.Text.Json.Nodes;
using Isobar.Server.Api.Access;
using Isobar.Server.Api.Operations;
using Isobar.Server.Api.Wire;

namespace Isobar.Server.Api;

/// <summary>
/// The Internet Monitor API over HTTP: finds the operation, reads the body, lets the caller in, carries the request out, and answers in the shapes of REST-JSON.
/// </summary>
internal sealed partial class InternetMonitorApi
{
    /// <summary>The signing name of the service.</summary>
    public const string SigningName = "internetmonitor";

    // Ten thousand resources of 100 characters; the service's own quota is 50.
    private const int BodyLimit = 1024 * 1024;

    private readonly OperationRouter _router;
    private readonly RequestAuthenticator _authenticator;
    private readonly AuditLog _audit;
    private readonly ILogger _log;

    /// <param name="services">What operations work with.</param>
    /// <param name="authenticator">Who lets callers in.</param>
    /// <param name="audit">Records changes.</param>
    /// <param name="log">Faults of the server.</param>
    public InternetMonitorApi(ApiServices services, RequestAuthenticator authenticator, AuditLog audit, ILogger log)
    {
        _router = new OperationRouter(All(services));
        (_authenticator, _audit, _log) = (authenticator, audit, log);
    }

    /// <summary>All operations.</summary>
    public static IOperation[] All(ApiServices services) =>
    [
        new CreateMonitor(services), new GetMonitor(services), new UpdateMonitor(services), new DeleteMonitor(services), new ListMonitors(services),
        new ListHealthEvents(services), new GetHealthEvent(services), new ListInternetEvents(services), new GetInternetEvent(services),
        new StartQuery(services), new GetQueryStatus(services), new GetQueryResults(services), new StopQuery(services),
        new TagResource(services), new UntagResource(services), new ListTagsForResource(services),
    ];

    /// <summary>Answers a request whose path <see cref="OperationRouter.IsOfApi"/>.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        RawTarget target = RawTarget.Of(context);
        ErrorFamily errors = OperationRouter.FamilyOf(target.Path);
        context.Response.Headers["x-amzn-requestid"] = Guid.NewGuid().ToString();
        try
        {
            await AnswerAsync(context, await ExecuteAsync(context, target));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (Exception fault)
        {
            ((string Name, int Status) error, string message) = FaultOf(fault, errors);
            if (error.Status == StatusCodes.Status500InternalServerError)
            {
                LogFault(_log, fault, context.Request.Method, target.Path);
            }
            await FailAsync(context, error, message);
        }
    }

    /// <summary>What the caller is told of a fault. Whatever it is, it becomes a modelled error; the log has the rest.</summary>
    private static ((string Name, int Status) Error, string Message) FaultOf(Exception fault, ErrorFamily errors) => fault switch
    {
        RefusedException { Fault: var refused } => (refused.Kind == AccessFaultKind.Throttled ? errors.Of(ErrorShape.Throttling) : (refused.Code, refused.Status), refused.Message),
        ApiException known => (errors.Of(known.Shape), known.Message),
        BadHttpRequestException unread => ((errors.Of(ErrorShape.Validation).Name, unread.StatusCode), "The request could not be read."),
        _ => (errors.Of(ErrorShape.Internal), "The server met a fault; its log says more."),
    };

    private async Task<OperationAnswer> ExecuteAsync(HttpContext context, RawTarget target)
    {
        if (await BodyReader.ReadAsync(context.Request, BodyLimit, context.RequestAborted) is not ReadOnlyMemory<byte> body)
        {
            throw new ApiException(ErrorShape.TooLarge, $"The body is longer than {BodyLimit} bytes.");
        }
        AccessOutcome access = _authenticator.Authenticate(context.Request, body, SigningName);
        if (!access.IsAllowed)
        {
            throw new RefusedException(access.Fault);
        }
        if (_router.Find(context.Request.Method, target.Path) is not (IOperation operation, string[] labels))
        {
            throw new ApiException(ErrorShape.UnknownOperation, $"There is no operation {context.Request.Method} {target.Path}.");
        }
        string action = $"{SigningName}:{operation.Name}";
        return await _audit.RunAsync(
            context, access.Caller, action, () => Said(labels, target, access.Body), fault => FaultOf(fault, OperationRouter.FamilyOf(target.Path)).Error.Name,
            () => access.Caller.May(action)
                ? ValueTask.FromResult(operation.Execute(new OperationInput(access.Caller, labels, target, access.Body)))
                : throw new RefusedException(access.Caller.Denied(action)));
    }

    /// <summary>What a change is of, and what was said of it: in the body, or in parameters where there is none.</summary>
    private static (string Target, string Detail) Said(string[] labels, RawTarget target, ReadOnlyMemory<byte> body)
    {
        ILookup<string, string> parameters = target.OperationParameters().ToLookup(parameter => parameter.Name, parameter => parameter.Value);
        JsonObject said = new(parameters.Select(one => KeyValuePair.Create<string, JsonNode?>(one.Key, string.Join(',', one))));
        return (
            labels.Length > 0 ? string.Join('/', labels) : AuditLog.TextIn(body, nameof(CreateMonitorRequest.MonitorName)) ?? "",
            body.IsEmpty && said.Count > 0 ? AuditLog.Detail(said) : AuditLog.Detail(body));
    }

    private static async Task AnswerAsync(HttpContext context, OperationAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        if (!answer.Body.IsEmpty)
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = answer.Body.Length;
            await context.Response.Body.WriteAsync(answer.Body);
        }
    }

    private static Task FailAsync(HttpContext context, (string Name, int Status) error, string message)
    {
        context.Response.Headers["x-amzn-errortype"] = error.Name;
        return AnswerAsync(
            context, new OperationAnswer(error.Status, JsonSerializer.SerializeToUtf8Bytes(new ErrorWire { Message = message }, WireJson.Default.ErrorWire)));
    }

    [LoggerMessage(EventId = 40, Level = LogLevel.Error, Message = "API: {Method} {Path} failed")]
    private static partial void LogFault(ILogger log, Exception fault, string method, string path);

    /// <summary>Nobody was let in, or not for this.</summary>
    private sealed class RefusedException(AccessFault fault) : Exception(fault.Message)
    {
        public AccessFault Fault => fault;
    }
}
