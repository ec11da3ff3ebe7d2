using Isobar.Core.Monitors;

namespace Isobar.Server.Configuration;

/// <summary>Something a monitor can watch.</summary>
/// <param name="Arn">Its name.</param>
/// <param name="Kind">What it is; its ARN says so, except for a source that is told to be measured like another kind.</param>
/// <param name="Location">Service location it answers from; null where each record names its edge.</param>
public sealed record ResourceConfiguration(ResourceArn Arn, ResourceKind Kind, string? Location);
