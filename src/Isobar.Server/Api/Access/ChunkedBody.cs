using System.Buffers.Text;
using System.Security.Cryptography;

namespace Isobar.Server.Api.Access;

/// <summary>A body in signed chunks (`aws-chunked`): each chunk is signed together with the signature before it, the first with that of the headers.</summary>
internal static class ChunkedBody
{
    /// <summary>What stands in place of the body's hash.</summary>
    public const string PayloadWord = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";

    private const int LongestSizeLine = 128;

    private static readonly string s_emptyHash = Convert.ToHexStringLower(SHA256.HashData([]));

    /// <summary>The content, once every chunk is found to be signed; null otherwise, also where the last chunk is missing.</summary>
    public static byte[]? Read(ReadOnlySpan<byte> body, byte[] key, SignatureClaim claim)
    {
        using MemoryStream content = new(body.Length);
        string previous = Convert.ToHexStringLower(claim.Signature);
        string prefix = $"AWS4-HMAC-SHA256-PAYLOAD\n{claim.Timestamp}\n{claim.Scope.Text}\n";
        while (TryReadChunk(ref body, out ReadOnlySpan<byte> data, out ReadOnlySpan<byte> written))
        {
            string text = $"{prefix}{previous}\n{s_emptyHash}\n{Convert.ToHexStringLower(SHA256.HashData(data))}";
            previous = Convert.ToHexStringLower(SigningKey.Hash(key, text));
            if (!CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(previous), written))
            {
                return null;
            }
            if (data.IsEmpty)
            {
                return body.IsEmpty ? content.ToArray() : null;
            }
            content.Write(data);
        }
        return null;
    }

    /// <summary>Takes `SIZE;chunk-signature=HEX`, line end, as many bytes, line end.</summary>
    private static bool TryReadChunk(ref ReadOnlySpan<byte> body, out ReadOnlySpan<byte> data, out ReadOnlySpan<byte> signature)
    {
        data = signature = default;
        ReadOnlySpan<byte> lineEnd = "\r\n"u8, mark = ";chunk-signature="u8;
        int end = body[..Math.Min(body.Length, LongestSizeLine)].IndexOf(lineEnd);
        int at = end < 0 ? -1 : body[..end].IndexOf(mark);
        if (at < 1 || !Utf8Parser.TryParse(body[..at], out int size, out int used, 'x') || used != at || size < 0)
        {
            return false;
        }
        signature = body[(at + mark.Length)..end];
        ReadOnlySpan<byte> rest = body[(end + lineEnd.Length)..];
        if (rest.Length - lineEnd.Length < size || !rest[size..].StartsWith(lineEnd))
        {
            return false;
        }
        data = rest[..size];
        body = rest[(size + lineEnd.Length)..];
        return true;
    }
}
