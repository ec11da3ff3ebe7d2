using System.Collections.Immutable;
using Isobar.Core.Formats;

namespace Isobar.Server.Sources;

/// <summary>A source that is followed: which files, how their lines are read, and where the application answered.</summary>
internal sealed record LogSource
{
    /// <summary>The user's name for it.</summary>
    public required string Name { get; init; }

    /// <summary>Absolute paths, with `*` and `?` within a folder and `**` across folders.</summary>
    public required ImmutableArray<string> Files { get; init; }

    /// <summary>The format; null to recognise it from the first lines.</summary>
    public LogFormat? Format { get; init; }

    /// <summary>How lines become records.</summary>
    public ParserOptions Parser { get; init; } = ParserOptions.Default;

    /// <summary>Service location of records that do not name one themselves.</summary>
    public string Location { get; init; } = "local";

    /// <summary>Zone of the service location; empty where it has none.</summary>
    public string Zone { get; init; } = "";

    /// <summary>How long a window waits for late records of this source: servers log a request when it ends.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Longest line that is read, bytes.</summary>
    public int LongestLineBytes { get; init; } = 64 * 1024;
}
