namespace Isobar.Server.Api.CloudWatch;

/// <summary>A request that cannot be answered, with the names that clients of each protocol know the fault by (spec 16.1).</summary>
internal sealed class CloudWatchFault : Exception
{
    private CloudWatchFault(string shape, string queryCode, int status, string message)
        : base(message)
    {
        Shape = shape;
        QueryCode = queryCode;
        Status = status;
    }

    /// <summary>The name in JSON and CBOR.</summary>
    public string Shape { get; }

    /// <summary>The name in XML.</summary>
    public string QueryCode { get; }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>Whether the fault is the client's.</summary>
    public bool IsSender => Status < StatusCodes.Status500InternalServerError;

    /// <summary>A value that is out of its range or form.</summary>
    public static CloudWatchFault InvalidValue(string message) => new("InvalidParameterValueException", "InvalidParameterValue", 400, message);

    /// <summary>Members that do not go together.</summary>
    public static CloudWatchFault InvalidCombination(string message) => new("InvalidParameterCombinationException", "InvalidParameterCombination", 400, message);

    /// <summary>A member that is not there.</summary>
    public static CloudWatchFault Missing(string name) => new("MissingRequiredParameterException", "MissingParameter", 400, $"The parameter {name} is required.");

    /// <summary>A value against the model of the service, which the service does not model a fault for.</summary>
    public static CloudWatchFault Validation(string message) => new("ValidationError", "ValidationError", 400, message);

    /// <summary>A text that should be JSON and is not.</summary>
    public static CloudWatchFault InvalidFormat(string message) => new("InvalidFormatFault", "InvalidFormat", 400, message);

    /// <summary>A token that no answer of ours gave.</summary>
    public static CloudWatchFault InvalidToken() => new("InvalidNextToken", "InvalidNextToken", 400, "The next token specified is invalid.");

    /// <summary>Too many of something.</summary>
    public static CloudWatchFault LimitExceeded(string message) => new("LimitExceededFault", "LimitExceeded", 400, message);

    /// <summary>An alarm that does not exist.</summary>
    public static CloudWatchFault NotFound(string message) => new("ResourceNotFound", "ResourceNotFound", 404, message);

    /// <summary>A resource that has no tags since it does not exist.</summary>
    public static CloudWatchFault TaggedNotFound(string message) => new("ResourceNotFoundException", "ResourceNotFoundException", 404, message);

    /// <summary>A body that cannot be read.</summary>
    public static CloudWatchFault Unreadable(string message) => new("SerializationException", "MalformedInput", 400, message);

    /// <summary>A body beyond the limit.</summary>
    public static CloudWatchFault TooLarge(string message) => new("RequestEntityTooLargeException", "RequestEntityTooLarge", 413, message);

    /// <summary>An operation that does not exist here.</summary>
    public static CloudWatchFault UnknownOperation(string name) =>
        new("UnknownOperationException", "InvalidAction", 400, $"The action {name} is not valid for this endpoint.");

    /// <summary>A fault of ours.</summary>
    public static CloudWatchFault Internal() => new("InternalServiceFault", "InternalServiceError", 500, "The request could not be processed; the server's log says why.");

    /// <summary>A fault of another layer, such as access.</summary>
    public static CloudWatchFault Other(string shape, string queryCode, int status, string message) => new(shape, queryCode, status, message);
}
