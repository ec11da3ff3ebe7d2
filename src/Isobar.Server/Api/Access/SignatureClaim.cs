using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Isobar.Server.Api.Access;

/// <summary>What a request says of its own signature, in headers or, presigned, in its query.</summary>
/// <param name="Scope">The key, and what the signature is valid for.</param>
/// <param name="SignedHeaders">Names of the signed headers, in lower case.</param>
/// <param name="Signature">The signature.</param>
/// <param name="Timestamp">When it was signed, as it was written.</param>
/// <param name="SignedAt">The same.</param>
/// <param name="Lifetime">How long a presigned request is valid; null for headers.</param>
/// <param name="HasSessionToken">Whether it names a session token.</param>
internal sealed record SignatureClaim(
    CredentialScope Scope, string[] SignedHeaders, byte[] Signature, string Timestamp, DateTimeOffset SignedAt, TimeSpan? Lifetime, bool HasSessionToken)
{
    private const string Algorithm = "AWS4-HMAC-SHA256", TimeFormat = "yyyyMMdd'T'HHmmss'Z'", TokenName = "X-Amz-Security-Token";
    private const int LongestLifetimeSeconds = 7 * 86_400;

    /// <summary>Reads the claim; both results are null where a request makes none.</summary>
    public static SignatureClaim? Read(HttpRequest request, RawTarget target, out string? fault)
    {
        string authorization = request.Headers.Authorization.ToString();
        if (authorization.Length > 0)
        {
            return ReadHeader(request, authorization, out fault);
        }
        if (target.Parameter("X-Amz-Algorithm") is string algorithm)
        {
            return ReadQuery(target, algorithm, out fault);
        }
        fault = null;
        return null;
    }

    private static SignatureClaim? ReadHeader(HttpRequest request, string authorization, out string? fault)
    {
        int space = authorization.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || authorization[..space] != Algorithm)
        {
            fault = $"Unsupported AWS 'algorithm': {Algorithm} was expected in the Authorization header.";
            return null;
        }
        string? credential = null, headers = null, signature = null;
        foreach (string part in authorization[(space + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            switch (equals < 0 ? "" : part[..equals])
            {
                case "Credential":
                    credential = part[(equals + 1)..];
                    break;
                case "SignedHeaders":
                    headers = part[(equals + 1)..];
                    break;
                case "Signature":
                    signature = part[(equals + 1)..];
                    break;
                default:
                    fault = "A part of the Authorization header is not a key=value pair of Credential, SignedHeaders or Signature.";
                    return null;
            }
        }
        string date = request.Headers["X-Amz-Date"].ToString();
        if (date.Length == 0 && DateTimeOffset.TryParseExact(
            request.Headers.Date.ToString(), "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset classic))
        {
            date = classic.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
        }
        return Make(credential, headers, signature, date, null, request.Headers.ContainsKey(TokenName), "Authorization header", out fault);
    }

    private static SignatureClaim? ReadQuery(RawTarget target, string algorithm, out string? fault)
    {
        if (algorithm != Algorithm)
        {
            fault = $"Unsupported AWS 'algorithm': {Algorithm} was expected in X-Amz-Algorithm.";
            return null;
        }
        string? expires = target.Parameter("X-Amz-Expires");
        if (!int.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) || seconds is < 1 or > LongestLifetimeSeconds)
        {
            fault = $"X-Amz-Expires must be a number of seconds from 1 to {LongestLifetimeSeconds}.";
            return null;
        }
        return Make(
            target.Parameter("X-Amz-Credential"), target.Parameter("X-Amz-SignedHeaders"), target.Parameter(CanonicalRequest.SignatureParameter),
            target.Parameter("X-Amz-Date") ?? "", TimeSpan.FromSeconds(seconds), target.Parameter(TokenName) is not null, "query string", out fault);
    }

    private static SignatureClaim? Make(
        string? credential, string? headers, string? signature, string date, TimeSpan? lifetime, bool hasToken, string where, out string? fault)
    {
        string[] signed = headers?.Split(';') ?? [];
        fault = null;
        if (credential is null)
        {
            fault = $"The {where} requires a 'Credential' parameter.";
        }
        else if (!CredentialScope.TryParse(credential, out CredentialScope scope))
        {
            fault = "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/aws4_request.";
        }
        else if (signed.Length == 0 || !signed.Contains("host"))
        {
            fault = "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.";
        }
        else if (!TryReadHex(signature, out byte[]? bytes))
        {
            fault = $"The {where} requires a 'Signature' parameter of 64 hexadecimal digits.";
        }
        else if (!DateTimeOffset.TryParseExact(date, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at))
        {
            fault = "Date must be in ISO-8601 'basic format'. It comes in the 'X-Amz-Date' header or parameter, or in the 'Date' header.";
        }
        else
        {
            return new SignatureClaim(scope, signed, bytes, date, at, lifetime, hasToken);
        }
        return null;
    }

    private static bool TryReadHex(string? text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (text?.Length == 2 * SigningKey.Length && text.All(char.IsAsciiHexDigit))
        {
            bytes = Convert.FromHexString(text);
        }
        return bytes is not null;
    }
}
