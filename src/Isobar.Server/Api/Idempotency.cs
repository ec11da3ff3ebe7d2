using System.Security.Cryptography;
using System.Text;
using Isobar.Storage.Keys;

namespace Isobar.Server.Api;

/// <summary>
/// Requests with a token of the caller's own (spec 1.6): the same once more gets the same answer and changes nothing, another one under the same token is refused.
/// </summary>
internal static class Idempotency
{
    /// <summary>The stored answer to a request that came before; null when it is new.</summary>
    /// <exception cref="ApiException">The token was used for another request.</exception>
    public static string? Find(ApiServices services, string account, string operation, string? token, byte[] request)
    {
        if (token is null || services.Folder.ClientTokens.Find(account, operation, token, services.Now) is not ClientTokenRow known)
        {
            return null;
        }
        return known.Request.Span.SequenceEqual(request)
            ? known.Response
            : throw ApiException.Invalid($"The ClientToken '{token}' was used for another request.");
    }

    /// <summary>What to store with the change; null where there is no token.</summary>
    public static ClientTokenRow? Row(ApiServices services, string account, string operation, string? token, byte[] request, OperationAnswer answer) =>
        token is null ? null : new(account, operation, token, request, Encoding.UTF8.GetString(answer.Body.Span), services.Now);

    /// <summary>The hash of what a request says.</summary>
    public static byte[] Hash(string label, byte[] body) => SHA256.HashData([.. Encoding.UTF8.GetBytes(label), 0, .. body]);

    /// <summary>A stored answer as one.</summary>
    public static OperationAnswer Again(string response) => new(StatusCodes.Status200OK, Encoding.UTF8.GetBytes(response));
}
