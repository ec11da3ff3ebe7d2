namespace Isobar.Server.Web.Wire;

/// <summary>The buckets that a monitor can deliver to.</summary>
internal sealed record BucketsAnswer(IReadOnlyList<BucketWire> Buckets);

/// <summary>A bucket of the configuration.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">`folder` or `s3`.</param>
/// <param name="Place">Where it is.</param>
internal sealed record BucketWire(string Name, string Kind, string Place);

/// <summary>Where a monitor delivers its measurements.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Prefix">What keys begin with.</param>
/// <param name="IsEnabled">Whether it does.</param>
/// <param name="Progress">How that goes; null where it does not.</param>
internal sealed record DeliveryWire(string? Bucket, string? Prefix, bool IsEnabled, DeliveryProgressWire? Progress);

/// <summary>How delivery goes.</summary>
/// <param name="LastWindow">Start of the last five minutes that were written.</param>
/// <param name="LastAt">When that was.</param>
/// <param name="Waiting">Five minutes that are measured and not written.</param>
/// <param name="Skipped">Five minutes that waited too long, ever.</param>
/// <param name="Fault">Why they wait.</param>
internal sealed record DeliveryProgressWire(long? LastWindow, long? LastAt, long Waiting, long Skipped, string? Fault);

/// <summary>Where a monitor is to deliver; without a bucket, nowhere any more.</summary>
internal sealed record DeliveryBody
{
    public string? Bucket { get; init; }

    public string? Prefix { get; init; }

    public bool? IsEnabled { get; init; }
}
