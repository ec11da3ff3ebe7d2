namespace Isobar.Server.Api.Monitors;

/// <summary>Where measurements are to be written besides; each part as its owner set it, null where they did not.</summary>
/// <param name="BucketName">The bucket.</param>
/// <param name="BucketPrefix">What names in it begin with.</param>
/// <param name="IsEnabled">Whether they are written.</param>
internal sealed record LogDelivery(string? BucketName, string? BucketPrefix, bool? IsEnabled);
