namespace Isobar.Server.Api.Monitors;

/// <summary>Where measurements are to be written besides; each part as its owner set it, null where they did not.</summary>
/// <param name="BucketName">The bucket.</param>
/// <param name="BucketPrefix">What names in it begin with.</param>
/// <param name="IsEnabled">Whether they are written.</param>
/// <param name="Since">When that began, Unix seconds: what was measured before is not written. Null where it is not known, or nothing is written.</param>
internal sealed record LogDelivery(string? BucketName, string? BucketPrefix, bool? IsEnabled, long? Since = null)
{
    /// <summary>Whether there is something to do. A bucket without a word about delivery is meant to be used, as Terraform takes it.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsOn => BucketName is not null && IsEnabled != false;

    /// <summary>This delivery with its beginning: now, unless it went on to the same bucket before.</summary>
    /// <param name="before">What was set before; null for nothing.</param>
    /// <param name="now">Unix seconds.</param>
    public LogDelivery After(LogDelivery? before, long now) =>
        this with { Since = !IsOn ? null : before is { IsOn: true } && before.BucketName == BucketName ? before.Since : now };
}
