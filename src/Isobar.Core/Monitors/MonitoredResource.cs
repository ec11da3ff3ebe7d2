using System.Collections.Immutable;

namespace Isobar.Core.Monitors;

/// <summary>A resource of a monitor, and the traffic sources that it stands for.</summary>
/// <param name="Arn">Its name; says what kind it is.</param>
/// <param name="Sources">Names of the sources whose records are its traffic, one or more.</param>
public sealed record MonitoredResource(ResourceArn Arn, ImmutableArray<string> Sources);
