namespace Isobar.Server.Api.Access;

/// <summary>What a signature is valid for: `KEYID/20260105/eu-central-1/internetmonitor/aws4_request`.</summary>
/// <param name="KeyId">The key.</param>
/// <param name="Date">The day, `yyyyMMdd`.</param>
/// <param name="Region">The Region.</param>
/// <param name="Service">The service.</param>
internal readonly record struct CredentialScope(string KeyId, string Date, string Region, string Service)
{
    private const int Parts = 5;

    /// <summary>The scope without the key, as it is signed.</summary>
    public string Text => $"{Date}/{Region}/{Service}/aws4_request";

    /// <summary>Reads a credential.</summary>
    public static bool TryParse(string text, out CredentialScope scope)
    {
        string[] parts = text.Split('/');
        bool isWhole = parts.Length == Parts && parts[4] == "aws4_request" && Array.TrueForAll(parts, part => part.Length > 0);
        scope = isWhole ? new(parts[0], parts[1], parts[2], parts[3]) : default;
        return isWhole;
    }
}
