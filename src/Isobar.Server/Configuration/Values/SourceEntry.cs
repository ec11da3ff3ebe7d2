using System.Collections.Immutable;
using Isobar.Core.Monitors;

namespace Isobar.Server.Configuration.Values;

/// <summary>A source as written: what depends on other keys is still open.</summary>
internal sealed record SourceEntry(
    SourceKind Kind,
    ImmutableArray<string> Files,
    string? Format,
    ImmutableArray<string> Columns,
    ImmutableSortedDictionary<string, string> Fields,
    string? Location,
    string? Zone,
    string? Resource,
    ResourceKind? ResourceKind,
    TimeSpan TimeZone,
    TimeSpan? Grace,
    long? MaximumLineLengthBytes);
