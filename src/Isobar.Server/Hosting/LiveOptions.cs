using Isobar.Core.Windows;
using Isobar.Server.Alarms;
using Isobar.Server.Publishing;
using Isobar.Server.Sources;

namespace Isobar.Server.Hosting;

/// <summary>What a running server does with its sources.</summary>
internal sealed record LiveOptions
{
    /// <summary>What is followed.</summary>
    public required IReadOnlyList<LogSource> Sources { get; init; }

    /// <summary>Length of a window, seconds.</summary>
    public int WindowSeconds { get; init; } = 300;

    /// <summary>How long tallies are kept, days.</summary>
    public int RetentionDays { get; init; } = 30;

    /// <summary>Region that ARNs of monitors and events show.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>Account that they show, twelve digits.</summary>
    public string Account { get; init; } = "000000000000";

    /// <summary>Whom health events are told; null for nobody.</summary>
    public AlarmSettings? Webhooks { get; init; }

    /// <summary>Of which events nobody is told, and when nothing is learned.</summary>
    public QuietTimes Quiet { get; init; } = QuietTimes.None;

    /// <summary>Memory for open windows, bytes; beyond it the oldest are sealed early.</summary>
    public long OpenTalliesBytes { get; init; } = 256_000_000;

    /// <summary>Strata that are told apart; records of further ones share the overflow.</summary>
    public int MaximumStrata { get; init; } = StratumTable.DefaultLimit;

    /// <summary>Number of shards; the result does not depend on it.</summary>
    public int Shards { get; init; } = 4;

    /// <summary>Bytes read of each source in one step: what the loop may be busy with before it looks up again.</summary>
    public long StepBytes { get; init; } = 8 << 20;

    /// <summary>Rows of a commit: a commit has a fixed price, and history may be thousands of windows of a few rows.</summary>
    public int CommitRows { get; init; } = 200_000;
}
