using Isobar.Core.Monitors;

namespace Isobar.Server.Hosting.Health;

/// <summary>How scoring is at one moment, for `/metrics` and `/health`. Counts are since the process started.</summary>
internal sealed record HealthStatus
{
    /// <summary>Nothing has been scored yet.</summary>
    public static HealthStatus Nothing { get; } = new();

    /// <summary>End of the last scored window; null before the first.</summary>
    public DateTimeOffset? ScoredUntil { get; init; }

    /// <summary>Windows scored.</summary>
    public long Windows { get; init; }

    /// <summary>How long windows took to score.</summary>
    public DurationCounts Durations { get; init; } = new DurationHistogram().Snapshot();

    /// <summary>Pairs that have been seen.</summary>
    public int Pairs { get; init; }

    /// <summary>Pairs with a baseline of their own or of a group that they are judged by.</summary>
    public int ReadyPairs { get; init; }

    /// <summary>Monitors in the order of their names.</summary>
    public IReadOnlyList<MonitorHealth> Monitors { get; init; } = [];

    /// <summary>Entries of the weather map that are going on.</summary>
    public int InternetEvents { get; init; }

    /// <summary>Service locations about whose users the last window says nothing.</summary>
    public IReadOnlyList<string> SilentLocations { get; init; } = [];

    /// <summary>Sources that are silent though they are heard in most windows, in a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Times that the whole state was saved.</summary>
    public long StatesSaved { get; init; }
}

/// <summary>One monitor in the last window.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">How far it has come with its data.</param>
/// <param name="Availability">Overall score; null where there is none.</param>
/// <param name="Performance">Overall score; null where there is none.</param>
/// <param name="TestablePercent">Share of its traffic in which a drop of 40 % would be found.</param>
/// <param name="OpenEvents">Health events that are going on.</param>
/// <param name="Coverage">How many city-networks it watches, and how much of the traffic that is.</param>
internal sealed record MonitorHealth(
    string Name, ProcessingStatus Status, double? Availability, double? Performance, double TestablePercent, int OpenEvents, TrafficCoverage Coverage);
