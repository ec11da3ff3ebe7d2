using Isobar.Server.Alarms;
using Isobar.Server.Hosting.Health;
using Isobar.Server.Publishing.Measurements;

namespace Isobar.Server.Hosting;

/// <summary>How a running server is at one moment: what `/metrics` and `/health` tell. Counts are since the process started.</summary>
internal sealed record LiveStatus
{
    /// <summary>The moment.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The sources, in the order of the configuration.</summary>
    public required IReadOnlyList<SourceStatus> Sources { get; init; }

    /// <summary>What is wrong now.</summary>
    public required IReadOnlyList<LiveFault> Faults { get; init; }

    /// <summary>Records whose address no source of the atlas knows.</summary>
    public required long Unlocated { get; init; }

    /// <summary>Windows that have traffic and are not sealed.</summary>
    public required int OpenWindows { get; init; }

    /// <summary>Their memory, bytes.</summary>
    public required long OpenBytes { get; init; }

    /// <summary>Windows that were sealed before their time since memory was short.</summary>
    public required long EarlyWindows { get; init; }

    /// <summary>Windows stored.</summary>
    public required long SealedWindows { get; init; }

    /// <summary>Commits made.</summary>
    public required long Commits { get; init; }

    /// <summary>Commits that failed.</summary>
    public required long CommitFailures { get; init; }

    /// <summary>How long commits took.</summary>
    public required DurationCounts CommitDurations { get; init; }

    /// <summary>Days moved into files of their own.</summary>
    public required long DaysRolled { get; init; }

    /// <summary>Windows that end at or before this are sealed; null while history is being read.</summary>
    public required DateTimeOffset? Watermark { get; init; }

    /// <summary>How scoring is.</summary>
    public HealthStatus Health { get; init; } = HealthStatus.Nothing;

    /// <summary>What became of changes of the configuration file.</summary>
    public required ConfigurationStatus Configuration { get; init; }

    /// <summary>How deliveries to webhooks go.</summary>
    public IReadOnlyList<WebhookStatus> Webhooks { get; init; } = [];

    /// <summary>How the delivery of measurements goes.</summary>
    public PublishingStatus Publishing { get; init; } = PublishingStatus.Nothing;

    /// <summary>City-networks that the atlas in use knows.</summary>
    public required int AtlasCityNetworks { get; init; }

    /// <summary>Rebuilt atlases that were swapped in.</summary>
    public required long AtlasSwaps { get; init; }
}
