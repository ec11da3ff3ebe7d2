using Isobar.Core.Baselines;
using Isobar.Core.Formats;
using Isobar.Core.Traffic;
using Isobar.Server.Replay.Health;
using Isobar.Server.Replay.Insights;

namespace Isobar.Server.Replay;

/// <summary>What a replay is asked to do.</summary>
internal sealed record ReplayOptions
{
    /// <summary>Where the application answers, if nobody says.</summary>
    public const string DefaultLocation = "local";

    /// <summary>Paths of the logs; `-` is standard input.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>The format of all inputs; null to recognise each from its first lines.</summary>
    public LogFormat? Format { get; init; }

    /// <summary>How lines become records.</summary>
    public ParserOptions Parser { get; init; } = ParserOptions.Default;

    /// <summary>Name of the source in stored rows.</summary>
    public string SourceName { get; init; } = "replay";

    /// <summary>Service locations that answered, where records do not name one themselves: one for all files, or one for each in their order.</summary>
    public IReadOnlyList<string> Locations { get; init; } = [DefaultLocation];

    /// <summary>Zone of the service location; empty where it has none.</summary>
    public string Zone { get; init; } = "";

    /// <summary>Number of top city-networks to report.</summary>
    public int Top { get; init; } = 20;

    /// <summary>Earliest time to take, microseconds since 1970, inclusive.</summary>
    public long FromMicros { get; init; } = long.MinValue;

    /// <summary>Latest time to take, microseconds since 1970, exclusive.</summary>
    public long ToMicros { get; init; } = long.MaxValue;

    /// <summary>Which records to take; null for all.</summary>
    public RecordFilter? Where { get; init; }

    /// <summary>What the user wrote for <see cref="Where"/>.</summary>
    public string? WhereText { get; init; }

    /// <summary>Folder to keep the tallies in; null for one that is removed at the end.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Length of a window, seconds.</summary>
    public int WindowSeconds { get; init; } = 300;

    /// <summary>What each window is compared with.</summary>
    public ReplayBaselineMode Baseline { get; init; } = ReplayBaselineMode.LeaveOut;

    /// <summary>Thresholds to try beside the default ones.</summary>
    public ThresholdPlan Thresholds { get; init; } = ThresholdPlan.None;

    /// <summary>Which service locations to compare; null where nobody asked for traffic insights.</summary>
    public InsightPlan? Insights { get; init; }

    /// <summary>Bytes of a block of lines; a test makes it small.</summary>
    public int BlockBytes { get; init; } = Sources.LineBlockReader.DefaultBlockBytes;

    /// <summary>Memory for open tallies, bytes; what does not fit is spilled to the data folder.</summary>
    public long OpenTalliesBytes { get; init; } = 256L << 20;

    /// <summary>Memory for sealed tallies between the two passes, bytes; packed rows beyond it lie in the data folder.</summary>
    public long SealedTalliesBytes => OpenTalliesBytes / 4;

    /// <summary>Longest line that is read, bytes.</summary>
    public int LongestLineBytes { get; init; } = 64 * 1024;

    /// <summary>Cores that parse.</summary>
    public int Cores { get; init; } = Environment.ProcessorCount;

    /// <summary>Rows of a commit: sparse logs would drown in commits of single windows. A test makes it small.</summary>
    public int CommitRows { get; init; } = 200_000;

    /// <summary>Number of shards that city-networks are spread over; the result does not depend on it.</summary>
    public int Shards { get; init; } = 4;

    /// <summary>The service location of a file's records.</summary>
    /// <param name="file">Index of the file.</param>
    public string LocationOf(int file) => Locations[Locations.Count == 1 ? 0 : file];
}
