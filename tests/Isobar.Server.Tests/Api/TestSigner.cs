using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Isobar.Server.Tests.Api;

/// <summary>Signs requests as a client does; written apart from the server's own code, so that both are not wrong alike.</summary>
internal sealed class TestSigner(string keyId, string secret, TimeProvider time, string service = "internetmonitor")
{
    public async Task SignAsync(HttpRequestMessage request)
    {
        string stamp = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture), day = stamp[..8];
        byte[] body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync();
        string host = request.Headers.Host ?? request.RequestUri!.Authority;
        string path = string.Join('/', request.RequestUri!.AbsolutePath.Split('/').Select(Uri.EscapeDataString));
        string query = string.Join('&', request.RequestUri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => string.Join('=', pair.Split('=', 2).Select(part => Uri.EscapeDataString(Uri.UnescapeDataString(part)))))
            .Select(pair => pair.Contains('=', StringComparison.Ordinal) ? pair : pair + "=").Order(StringComparer.Ordinal));
        string canonical = $"{request.Method}\n{path}\n{query}\nhost:{host}\nx-amz-date:{stamp}\n\nhost;x-amz-date\n{Hex(SHA256.HashData(body))}";
        string scope = $"{day}/eu-central-1/{service}/aws4_request";
        byte[] key = Mac(Mac(Mac(Mac(Encoding.UTF8.GetBytes("AWS4" + secret), day), "eu-central-1"), service), "aws4_request");
        string signature = Hex(Mac(key, $"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}"));
        request.Headers.TryAddWithoutValidation("X-Amz-Date", stamp);
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "AWS4-HMAC-SHA256", $"Credential={keyId}/{scope}, SignedHeaders=host;x-amz-date, Signature={signature}");
    }

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
