namespace Isobar.Server.Configuration;

/// <summary>A bucket that measurements can be delivered to: a folder of this machine, or a bucket of a store that speaks S3.</summary>
/// <param name="Folder">The folder, absolute; null for one that is reached by S3.</param>
/// <param name="Endpoint">Where the store is; null for Amazon's own of the Region.</param>
/// <param name="Region">Region that requests are signed for.</param>
/// <param name="AccessKey">Id of the access key; null to take the credentials of the process's surroundings.</param>
/// <param name="SecretKey">Secret of the access key.</param>
/// <param name="HasPathStyle">Whether the bucket is named in the path of addresses, not in their host.</param>
public sealed record BucketConfiguration(string? Folder, Uri? Endpoint, string Region, string? AccessKey, string? SecretKey, bool HasPathStyle)
{
    /// <summary>Where it is, for people; without secrets.</summary>
    public string Place => Folder ?? Endpoint?.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) ?? $"Amazon S3, {Region}";

    // Not even a log of the whole record has the secret.
    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append(Place);
        return true;
    }
}
