using System.Collections.Immutable;
using Isobar.Core.Monitors;

namespace Isobar.Server.Configuration;

/// <summary>One traffic source.</summary>
public sealed record SourceConfiguration
{
    /// <summary>The user's name for it.</summary>
    public required string Name { get; init; }

    /// <summary>How its records reach us.</summary>
    public SourceKind Kind { get; init; }

    /// <summary>The log files: absolute paths, in which `*` and `?` match within a folder and `**` across folders.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>A named format or the user's own template; null to recognise it from the first lines.</summary>
    public string? Format { get; init; }

    /// <summary>Column names of files that have no header line, in order; empty when the format or the file says them.</summary>
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>For JSON lines: field of the record to the dotted path it is read from, with `:unit` behind where the unit is not the usual one.</summary>
    public ImmutableSortedDictionary<string, string> Fields { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Name of the service location that answers; null when each record names its edge.</summary>
    public string? Location { get; init; }

    /// <summary>Zone of the location; empty when it has none or it does not matter.</summary>
    public string Zone { get; init; } = "";

    /// <summary>The resource it stands for; without one in the file, the source's own name in the form of an ARN.</summary>
    public required ResourceArn Resource { get; init; }

    /// <summary>What kind of resource that is, so how its traffic is weighed.</summary>
    public required ResourceKind ResourceKind { get; init; }

    /// <summary>Offset from UTC of times that do not name one (HAProxy).</summary>
    public TimeSpan TimeZone { get; init; }

    /// <summary>How long a window waits for late records of this source; null for the installation's <see cref="IsobarConfiguration.Grace"/>.</summary>
    public TimeSpan? Grace { get; init; }

    /// <summary>Longer lines are counted and skipped, bytes.</summary>
    public int MaximumLineLengthBytes { get; init; } = LimitSettings.Default.MaximumLineLengthBytes;

    /// <summary>
    /// What the formats' compiler reads: the format, with a field map as `json:client=ClientIP,rtt=ClientTCPRTTMs:ms` and with columns as `vpc-flow:srcaddr dstaddr …`;
    /// null to recognise it.
    /// </summary>
    public string? FormatText =>
        !Fields.IsEmpty ? "json:" + string.Join(',', Fields.Select(entry => $"{entry.Key}={entry.Value}"))
        : !Columns.IsEmpty ? $"{Format}:{string.Join(' ', Columns)}"
        : Format;
}
