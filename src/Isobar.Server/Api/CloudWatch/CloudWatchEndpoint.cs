using Isobar.Server.Alarms;
using Isobar.Server.Api.Access;
using Isobar.Server.Api.CloudWatch.Protocols;
using Isobar.Storage;

namespace Isobar.Server.Api.CloudWatch;

/// <summary>
/// The alarm and metric part of CloudWatch, on the same address as all else: forms and JSON at the root, CBOR at paths of its own (spec 16.1). A request is read whole,
/// let in, inflated and parsed, in this order.
/// </summary>
internal sealed class CloudWatchEndpoint(CloudWatchServices services, RequestAuthenticator access, AuditLog audit, ILogger log)
{
    /// <summary>The service's name in signatures.</summary>
    public const string SigningName = "monitoring";

    private const string PermissionPrefix = "cloudwatch:";

    // Members that name what a change is of.
    private static readonly string[] s_targets = ["AlarmName", "AlarmNames", "ResourceARN"];

    /// <summary>Puts it before the other routes.</summary>
    public void Use(WebApplication app) => app.Use(async (context, next) =>
    {
        if (Takes(context))
        {
            await HandleAsync(context);
        }
        else
        {
            await next(context);
        }
    });

    /// <summary>Whether a request is for this service.</summary>
    public static bool Takes(HttpContext context)
    {
        HttpRequest request = context.Request;
        return HttpMethods.IsPost(request.Method)
            ? request.Path == "/" || request.Path.Value?.StartsWith(CborProtocol.PathPrefix, StringComparison.Ordinal) == true
            : HttpMethods.IsGet(request.Method) && request.Path == "/" && request.Query.ContainsKey("Action");
    }

    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        ICloudWatchProtocol protocol = ProtocolOf(context.Request);
        string requestId = Guid.NewGuid().ToString(), operation = "";
        byte[] answer;
        CloudWatchFault? fault = null;
        try
        {
            (Caller caller, WireRequest request) = await ReadAsync(context.Request, protocol, context.RequestAborted);
            operation = request.Operation;
            answer = protocol.Write(operation, await RunAsync(context, caller, request, protocol), requestId);
        }
        catch (CloudWatchFault refused)
        {
            fault = refused;
            answer = protocol.WriteFault(fault, requestId);
        }
        catch (StorageException error)
        {
            log.OperationFailed(error, operation);
            fault = CloudWatchFault.Internal();
            answer = protocol.WriteFault(fault, requestId);
        }
        await WriteAsync(context, protocol, requestId, answer, fault);
    }

    private static ICloudWatchProtocol ProtocolOf(HttpRequest request) =>
        request.Path != "/" ? new CborProtocol() : request.Headers.ContainsKey("X-Amz-Target") ? new JsonProtocol() : new QueryProtocol();

    private async Task<(Caller, WireRequest)> ReadAsync(HttpRequest request, ICloudWatchProtocol protocol, CancellationToken cancel)
    {
        ReadOnlyMemory<byte> travelled = await BodyReader.ReadAsync(request, WireLimits.BodyBytes, cancel) ?? throw BodyInflater.TooLarge();
        AccessOutcome outcome = access.Authenticate(request, travelled, SigningName);
        if (!outcome.IsAllowed)
        {
            throw FaultOf(outcome.Fault, protocol);
        }
        ReadOnlyMemory<byte> body = await BodyInflater.DecodeAsync(outcome.Body, request.Headers.ContentEncoding.ToString(), cancel);
        WireRequest read = protocol.Read(request, body);
        if (!CloudWatchOperations.All.ContainsKey(read.Operation))
        {
            throw CloudWatchFault.UnknownOperation(read.Operation);
        }
        return (outcome.Caller, read);
    }

    private ValueTask<WireStructure> RunAsync(HttpContext context, Caller caller, WireRequest request, ICloudWatchProtocol protocol)
    {
        string action = PermissionPrefix + request.Operation;
        // Metrics and alarms are those of the installation's own account; a key of a linked one sees monitors only.
        bool isAllowed = caller.Account == services.Settings.Account && caller.May(action);
        return audit.RunAsync(
            context, caller, action, () => Said(request.Members.All), fault => (fault as CloudWatchFault ?? CloudWatchFault.Internal()).Shape,
            () => isAllowed ? CloudWatchOperations.All[request.Operation].RunAsync(services, request.Members) : throw FaultOf(caller.Denied(action), protocol));
    }

    private static (string Target, string Detail) Said(WireStructure members)
    {
        WireValue? target = s_targets.Select(members.Find).FirstOrDefault(value => value is not null);
        IEnumerable<WireValue> names = target is WireValue.List list ? list.Items : target is null ? [] : [target];
        return (string.Join(", ", names.OfType<WireValue.Text>().Select(name => name.Value)), AuditLog.Detail(JsonProtocol.Write(members)));
    }

    private static CloudWatchFault FaultOf(AccessFault fault, ICloudWatchProtocol protocol) => CloudWatchFault.Other(
        fault.Code, fault.QueryCode, protocol is QueryProtocol && fault.Kind == AccessFaultKind.Throttled ? StatusCodes.Status400BadRequest : fault.Status, fault.Message);

    private static async Task WriteAsync(HttpContext context, ICloudWatchProtocol protocol, string requestId, byte[] answer, CloudWatchFault? fault)
    {
        HttpResponse response = context.Response;
        response.StatusCode = fault?.Status ?? StatusCodes.Status200OK;
        response.ContentType = protocol.ContentType;
        response.ContentLength = answer.Length;
        response.Headers["x-amzn-requestid"] = requestId;
        response.Headers.CacheControl = "no-store";
        protocol.AddHeaders(response.Headers, fault, context.Request.Headers["x-amzn-query-mode"] == "true");
        await response.Body.WriteAsync(answer, context.RequestAborted);
    }
}
