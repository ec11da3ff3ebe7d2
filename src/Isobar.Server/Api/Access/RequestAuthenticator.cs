using System.Globalization;
using System.Security.Cryptography;
using Isobar.Server.Hosting;

namespace Isobar.Server.Api.Access;

/// <summary>
/// Finds out who makes a request: verifies its signature (AWS Signature Version 4, in headers or presigned), then takes a token of the key's bucket.
/// A request without a signature is let in only where the server is open, and even there not when a web page could have sent it.
/// </summary>
/// <param name="find">Gives a key by its id; null when there is none.</param>
/// <param name="settings">Whom to let in.</param>
/// <param name="hosts">The names of this server.</param>
/// <param name="time">The clock.</param>
internal sealed class RequestAuthenticator(Func<string, AccessKey?> find, AccessSettings settings, HostFilter hosts, TimeProvider time)
{
    /// <summary>How far a client's clock may be off.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private const string UnsignedPayload = "UNSIGNED-PAYLOAD";

    private readonly KeyThrottle _throttle = new(settings.RequestsPerSecond, settings.Burst, time);

    /// <summary>Checks a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="body">Its body, as it travelled.</param>
    /// <param name="service">The signing name of the service that it asks, such as `internetmonitor`.</param>
    public AccessOutcome Authenticate(HttpRequest request, ReadOnlyMemory<byte> body, string service)
    {
        if (settings.IsOpen && request.Headers.Origin.Count == 0 && hosts.Accepts(request.Host.Host))
        {
            return new AccessOutcome(new Caller(settings.Account, null, AccessPolicy.Full), null, body);
        }
        RawTarget target = RawTarget.Of(request.HttpContext);
        SignatureClaim? claim = SignatureClaim.Read(request, target, out string? unreadable);
        if (claim is null)
        {
            return unreadable is not null ? AccessOutcome.Refused(AccessFaultKind.IncompleteSignature, unreadable)
                : request.Headers.Origin.Count > 0 || !hosts.Accepts(request.Host.Host)
                    ? AccessOutcome.Refused(AccessFaultKind.AccessDenied, "A request without a signature is refused when it comes from a web page or under a strange name.")
                    : AccessOutcome.Refused(AccessFaultKind.MissingToken, "Missing Authentication Token");
        }
        if (FaultOf(request, claim, service) is AccessFault fault)
        {
            return AccessOutcome.Refused(fault);
        }
        AccessKey? key = claim.HasSessionToken ? null : find(claim.Scope.KeyId);
        if (key is null)
        {
            return AccessOutcome.Refused(AccessFaultKind.UnknownKey, "The security token included in the request is invalid.");
        }
        if (!TryVerify(request, target, claim, key, body, out ReadOnlyMemory<byte> content))
        {
            return AccessOutcome.Refused(
                AccessFaultKind.WrongSignature,
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. "
                + "Consult the service documentation for details.");
        }
        return _throttle.TryTake(key.Id)
            ? new AccessOutcome(new Caller(key.Account, key.Id, key.Policy, key.Name), null, content)
            : AccessOutcome.Refused(AccessFaultKind.Throttled, "Rate exceeded");
    }

    /// <summary>What is wrong with a claim whatever its key: headers left out, another service, a wrong time.</summary>
    private AccessFault? FaultOf(HttpRequest request, SignatureClaim claim, string service)
    {
        foreach (string name in request.Headers.Keys)
        {
            // What steers a request must be signed; services insist on it too.
            if (name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) && !claim.SignedHeaders.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                return new(AccessFaultKind.WrongSignature, $"'{name}' must be a 'SignedHeader' in the AWS Authorization.");
            }
        }
        if (claim.Scope.Service != service)
        {
            return new(AccessFaultKind.WrongSignature, $"Credential should be scoped to correct service: '{service}'.");
        }
        if (settings.Region is not null && claim.Scope.Region != settings.Region)
        {
            return new(AccessFaultKind.WrongSignature, $"Credential should be scoped to a valid Region: '{settings.Region}'.");
        }
        if (!claim.Timestamp.StartsWith(claim.Scope.Date, StringComparison.Ordinal))
        {
            return new(AccessFaultKind.WrongSignature, $"Date in Credential scope does not match {claim.Timestamp[..8]} from the date of the request.");
        }
        DateTimeOffset now = time.GetUtcNow();
        if (claim.SignedAt > now + Skew)
        {
            return new(AccessFaultKind.Expired, $"Signature not yet current: {claim.Timestamp} is still later than {Text(now + Skew)} ({Text(now)} + 5 min.)");
        }
        TimeSpan allowed = claim.Lifetime ?? Skew;
        return claim.SignedAt + allowed < now
            ? new(AccessFaultKind.Expired, $"Signature expired: {claim.Timestamp} is now earlier than {Text(now - allowed)} ({Text(now)} - {Minutes(allowed)} min.)")
            : null;
    }

    private static bool TryVerify(
        HttpRequest request, RawTarget target, SignatureClaim claim, AccessKey key, ReadOnlyMemory<byte> body, out ReadOnlyMemory<byte> content)
    {
        string actual = Convert.ToHexStringLower(SHA256.HashData(body.Span));
        string said = request.Headers["X-Amz-Content-Sha256"].ToString();
        string payload = said.Length > 0 ? said : actual;
        string hash = CanonicalRequest.Hash(request, target, claim.SignedHeaders, payload);
        byte[] signingKey = SigningKey.Derive(key.Secret, claim.Scope.Date, claim.Scope.Region, claim.Scope.Service);
        byte[] expected = SigningKey.Hash(signingKey, $"AWS4-HMAC-SHA256\n{claim.Timestamp}\n{claim.Scope.Text}\n{hash}");
        content = body;
        if (!CryptographicOperations.FixedTimeEquals(expected, claim.Signature))
        {
            return false;
        }
        if (said == ChunkedBody.PayloadWord)
        {
            byte[]? chunks = ChunkedBody.Read(body.Span, signingKey, claim);
            content = chunks;
            return chunks is not null;
        }
        return said == UnsignedPayload || payload.Equals(actual, StringComparison.OrdinalIgnoreCase);
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Minutes(TimeSpan span) => span.TotalMinutes.ToString("0.##", CultureInfo.InvariantCulture);
}
