using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Isobar.Server.Api.Access;

/// <summary>
/// A request in the one form that both sides sign (Signature Version 4, form of all services but S3). The path is taken as it travelled: a client encodes the
/// encoded path once more, so that `%2F` inside a label is told from a slash.
/// </summary>
internal static class CanonicalRequest
{
    /// <summary>Parameter of a presigned request that is no part of what is signed.</summary>
    public const string SignatureParameter = "X-Amz-Signature";

    /// <summary>The hash of a request's canonical form, in hexadecimal.</summary>
    /// <param name="request">The request.</param>
    /// <param name="target">Its target as it travelled.</param>
    /// <param name="signedHeaders">Names of the signed headers, as the client listed them.</param>
    /// <param name="payloadHash">Hash of the body in hexadecimal, or the word that stands for it.</param>
    public static string Hash(HttpRequest request, RawTarget target, string[] signedHeaders, string payloadHash)
    {
        StringBuilder text = new(1024);
        text.Append(request.Method).Append('\n');
        AppendPath(text, target.Path);
        text.Append('\n');
        AppendQuery(text, target.Query);
        text.Append('\n');
        foreach (string name in signedHeaders)
        {
            text.Append(name).Append(':');
            AppendHeader(text, request.Headers[name]);
            text.Append('\n');
        }
        text.Append('\n').AppendJoin(';', signedHeaders).Append('\n').Append(payloadHash);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>A path without dot segments and empty segments, each character that is not unreserved encoded, the percent sign too.</summary>
    public static void AppendPath(StringBuilder text, string path)
    {
        int start = text.Length;
        List<string> segments = [];
        foreach (string segment in path.Split('/'))
        {
            if (segment == "..")
            {
                segments.RemoveRange(Math.Max(0, segments.Count - 1), Math.Min(1, segments.Count));
            }
            else if (segment is not ("" or "."))
            {
                segments.Add(segment);
            }
        }
        foreach (string segment in segments)
        {
            AppendEncoded(text.Append('/'), Encoding.UTF8.GetBytes(segment));
        }
        if (text.Length == start || path.EndsWith('/'))
        {
            text.Append('/');
        }
    }

    /// <summary>A query with names and values encoded in one way, in the order of the encoded text.</summary>
    public static void AppendQuery(StringBuilder text, string query)
    {
        List<(string Name, string Value)> pairs = [];
        foreach (string pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            (string name, string value) = equals < 0 ? (pair, "") : (pair[..equals], pair[(equals + 1)..]);
            if (name != SignatureParameter)
            {
                pairs.Add((Reencoded(name), Reencoded(value)));
            }
        }
        pairs.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name) is var order and not 0 ? order : string.CompareOrdinal(left.Value, right.Value));
        for (int i = 0; i < pairs.Count; i++)
        {
            text.Append(i > 0 ? "&" : "").Append(pairs[i].Name).Append('=').Append(pairs[i].Value);
        }
    }

    private static string Reencoded(string part)
    {
        StringBuilder text = new(part.Length);
        AppendEncoded(text, RawTarget.Decode(part));
        return text.ToString();
    }

    private static void AppendEncoded(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        foreach (byte octet in bytes)
        {
            char letter = (char)octet;
            if (char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_' or '~')
            {
                text.Append(letter);
            }
            else
            {
                text.Append('%').Append(HexDigit(octet >> 4)).Append(HexDigit(octet & 15));
            }
        }
    }

    private static char HexDigit(int value) => "0123456789ABCDEF"[value];

    private static void AppendHeader(StringBuilder text, StringValues values)
    {
        for (int i = 0; i < values.Count; i++)
        {
            text.Append(i > 0 ? "," : "");
            bool afterSpace = false;
            foreach (char letter in (values[i] ?? "").Trim())
            {
                if (letter != ' ' || !afterSpace)
                {
                    text.Append(letter);
                }
                afterSpace = letter == ' ';
            }
        }
    }
}
