using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Isobar.Server.Api.Access;

/// <summary>The target of a request as it travelled, nothing decoded: routing and signatures need `%2F` to stay what it is.</summary>
/// <param name="Path">The path, from its first slash on.</param>
/// <param name="Query">What follows the question mark; empty where there is none.</param>
internal readonly record struct RawTarget(string Path, string Query)
{
    /// <summary>The target of a request.</summary>
    public static RawTarget Of(HttpContext context) => Parse(context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "");

    /// <summary>Reads a target; of an absolute one, as proxies send it, only path and query.</summary>
    public static RawTarget Parse(string target)
    {
        if (!target.StartsWith('/'))
        {
            int scheme = target.IndexOf("://", StringComparison.Ordinal);
            int slash = scheme < 0 ? -1 : target.IndexOf('/', scheme + 3);
            target = slash < 0 ? "/" : target[slash..];
        }
        int query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? new(target, "") : new(target[..query], target[(query + 1)..]);
    }

    /// <summary>The first value of a query parameter, decoded; null where it is not there.</summary>
    public string? Parameter(string name) => Parameters(name).FirstOrDefault();

    /// <summary>All values of a query parameter, decoded, in their order.</summary>
    public IEnumerable<string> Parameters(string name) => Parameters().Where(parameter => parameter.Name == name).Select(parameter => parameter.Value);

    /// <summary>The query parameters of an operation, decoded, in their order: those by which a request is signed are left out.</summary>
    public IEnumerable<(string Name, string Value)> OperationParameters() => Parameters().Where(parameter => !parameter.Name.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase));

    private IEnumerable<(string Name, string Value)> Parameters()
    {
        foreach (string pair in Query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            yield return equals < 0 ? (DecodeText(pair), "") : (DecodeText(pair[..equals]), DecodeText(pair[(equals + 1)..]));
        }
    }

    /// <summary>The bytes that percent-encoded text stands for; a percent sign without two hexadecimal digits stands for itself, and so does a plus sign.</summary>
    public static byte[] Decode(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int written = 0;
        for (int read = 0; read < bytes.Length; read++)
        {
            if (bytes[read] == '%' && read + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[read + 1]) && char.IsAsciiHexDigit((char)bytes[read + 2]))
            {
                bytes[written++] = (byte)(Digit(bytes[read + 1]) << 4 | Digit(bytes[read + 2]));
                read += 2;
            }
            else
            {
                bytes[written++] = bytes[read];
            }
        }
        return bytes[..written];
    }

    /// <summary>The text that percent-encoded text stands for.</summary>
    public static string DecodeText(string text) => text.Contains('%', StringComparison.Ordinal) ? Encoding.UTF8.GetString(Decode(text)) : text;

    private static int Digit(byte letter) => letter <= '9' ? letter - '0' : (letter & ~0x20) - 'A' + 10;
}
