namespace Isobar.Server.Configuration.Values;

/// <summary>A bucket as written.</summary>
internal sealed record BucketEntry(string? Folder, Uri? Endpoint, string? Region, string? AccessKey, string? SecretKey, bool? HasPathStyle);
