namespace Isobar.Server.Api;

/// <summary>The names of errors on the wire (spec 1.4): one set for monitors, events and queries, another for tags.</summary>
internal sealed class ErrorFamily
{
    /// <summary>Names of operations on monitors, events and queries.</summary>
    public static readonly ErrorFamily Monitors = new(
        "ValidationException", "ResourceNotFoundException", "ThrottlingException", "InternalServerException");

    /// <summary>Names of operations on tags.</summary>
    public static readonly ErrorFamily Tags = new(
        "BadRequestException", "NotFoundException", "TooManyRequestsException", "InternalServerErrorException");

    private readonly string _validation, _notFound, _throttling, _internal;

    private ErrorFamily(string validation, string notFound, string throttling, string internalError) =>
        (_validation, _notFound, _throttling, _internal) = (validation, notFound, throttling, internalError);

    /// <summary>Name and HTTP status of an error.</summary>
    public (string Name, int Status) Of(ErrorShape shape) => shape switch
    {
        ErrorShape.Validation => (_validation, StatusCodes.Status400BadRequest),
        ErrorShape.NotFound => (_notFound, StatusCodes.Status404NotFound),
        ErrorShape.Conflict => ("ConflictException", StatusCodes.Status409Conflict),
        ErrorShape.LimitExceeded => ("LimitExceededException", StatusCodes.Status403Forbidden),
        ErrorShape.AccessDenied => ("AccessDeniedException", StatusCodes.Status403Forbidden),
        ErrorShape.Throttling => (_throttling, StatusCodes.Status429TooManyRequests),
        ErrorShape.TooLarge => ("RequestEntityTooLargeException", StatusCodes.Status413PayloadTooLarge),
        ErrorShape.UnknownOperation => ("UnknownOperationException", StatusCodes.Status404NotFound),
        _ => (_internal, StatusCodes.Status500InternalServerError),
    };
}
