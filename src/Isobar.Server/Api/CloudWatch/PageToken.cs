using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Isobar.Server.Api.CloudWatch;

/// <summary>Where the next page begins, as an opaque text. It carries a fingerprint of the request: with another request it is refused.</summary>
internal static class PageToken
{
    private const int FingerprintBytes = 8;

    /// <summary>Writes a token.</summary>
    /// <param name="request">What the request asks for, apart from the page.</param>
    /// <param name="position">Where the next page begins.</param>
    public static string Write(string request, params string[] position) =>
        Convert.ToBase64String([.. Fingerprint(request), .. JsonSerializer.SerializeToUtf8Bytes(position)]);

    /// <summary>Reads a token.</summary>
    /// <returns>Where the page begins; null where there is no token, or an empty one.</returns>
    /// <exception cref="CloudWatchFault">It is none of ours, or of another request.</exception>
    public static string[]? Read(string? token, string request, int parts)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }
        var bytes = new byte[token.Length];
        if (!Convert.TryFromBase64String(token, bytes, out int length) || length < FingerprintBytes || !bytes.AsSpan(0, FingerprintBytes).SequenceEqual(Fingerprint(request)))
        {
            throw CloudWatchFault.InvalidToken();
        }
        try
        {
            return JsonSerializer.Deserialize<string[]>(bytes.AsSpan(FingerprintBytes, length - FingerprintBytes)) is { } position && position.Length == parts
                && Array.TrueForAll(position, part => part is not null)
                ? position
                : throw CloudWatchFault.InvalidToken();
        }
        catch (JsonException)
        {
            throw CloudWatchFault.InvalidToken();
        }
    }

    private static ReadOnlySpan<byte> Fingerprint(string request) => SHA256.HashData(Encoding.UTF8.GetBytes(request)).AsSpan(0, FingerprintBytes);
}
