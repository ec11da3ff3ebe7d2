using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Isobar.Server.Api.Paging;

/// <summary>
/// Where the next page begins, as a word that means nothing to callers. It holds a hash of what was asked, so that a token of other filters is refused instead of
/// giving pages that do not fit.
/// </summary>
internal static class PageToken
{
    private const int HashLength = 8;
    private const byte Version = 1;

    /// <summary>The token behind an entry.</summary>
    /// <param name="question">All that was asked for, the page size left out.</param>
    /// <param name="position">The last entry of the page.</param>
    public static string Write(string question, string position) =>
        Base64Url.EncodeToString([Version, .. Hash(question), .. Encoding.UTF8.GetBytes(position)]);

    /// <summary>The position that a token holds; null where there is none, or an empty one, as some clients send at first.</summary>
    /// <exception cref="ApiException">The token is none of ours, or of another question.</exception>
    public static string? Read(string? token, string question)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }
        byte[] bytes = [];
        try
        {
            bytes = Base64Url.DecodeFromChars(token);
        }
        catch (FormatException)
        {
            // Told below.
        }
        return bytes.Length > HashLength + 1 && bytes[0] == Version && bytes.AsSpan(1, HashLength).SequenceEqual(Hash(question))
            ? Encoding.UTF8.GetString(bytes.AsSpan(HashLength + 1))
            : throw ApiException.Invalid("The NextToken is not valid for this request.");
    }

    private static byte[] Hash(string question) => SHA256.HashData(Encoding.UTF8.GetBytes(question))[..HashLength];
}
