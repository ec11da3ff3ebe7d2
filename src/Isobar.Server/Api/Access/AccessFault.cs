namespace Isobar.Server.Api.Access;

/// <summary>Why a request is not let in, in the service's own codes. REST-JSON, JSON and CBOR have <see cref="Code"/>, the query protocol <see cref="QueryCode"/>.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Message">The same in a sentence.</param>
internal sealed record AccessFault(AccessFaultKind Kind, string Message)
{
    /// <summary>The code, such as `InvalidSignatureException`.</summary>
    public string Code => Kind switch
    {
        AccessFaultKind.MissingToken => "MissingAuthenticationTokenException",
        AccessFaultKind.IncompleteSignature => "IncompleteSignatureException",
        AccessFaultKind.UnknownKey => "UnrecognizedClientException",
        AccessFaultKind.WrongSignature or AccessFaultKind.Expired => "InvalidSignatureException",
        AccessFaultKind.Throttled => "ThrottlingException",
        _ => "AccessDeniedException",
    };

    /// <summary>The code in the query protocol, such as `SignatureDoesNotMatch`.</summary>
    public string QueryCode => Kind switch
    {
        AccessFaultKind.MissingToken => "MissingAuthenticationToken",
        AccessFaultKind.IncompleteSignature => "IncompleteSignature",
        AccessFaultKind.UnknownKey => "InvalidClientTokenId",
        AccessFaultKind.WrongSignature or AccessFaultKind.Expired => "SignatureDoesNotMatch",
        AccessFaultKind.Throttled => "Throttling",
        _ => "AccessDenied",
    };

    /// <summary>The HTTP status; the query protocol answers a throttled request with 400.</summary>
    public int Status => Kind == AccessFaultKind.Throttled ? StatusCodes.Status429TooManyRequests : StatusCodes.Status403Forbidden;
}
