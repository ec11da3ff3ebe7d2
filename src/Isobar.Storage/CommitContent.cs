using Isobar.Core.Atlas;
using Isobar.Core.Windows;
using Isobar.Storage.Events;
using Isobar.Storage.Monitors;
using Isobar.Storage.Snapshots;

namespace Isobar.Storage;

/// <summary>
/// All that one commit stores: either all of it is stored or nothing. What it does not speak of stays as it is. The content must not change until the
/// commit has returned.
/// </summary>
public sealed class CommitContent
{
    /// <summary>The windows that are sealed, also those without a row; a window is sealed once.</summary>
    public IReadOnlyList<(short Shard, long WindowStart)> SealedWindows { get; init; } = [];

    /// <summary>The rows of the sealed windows.</summary>
    public IReadOnlyList<TallyBatch> Tallies { get; init; } = [];

    /// <summary>Names of city-networks; those already stored cost nothing.</summary>
    public IReadOnlyList<CityNetwork> Names { get; init; } = [];

    /// <summary>How far sources were read to get the tallies; of one source the last counts.</summary>
    public IReadOnlyList<SourceCheckpoint> Checkpoints { get; init; } = [];

    /// <summary>Health events that were opened or changed; of one event the last counts.</summary>
    public IReadOnlyList<EventRow> HealthEvents { get; init; } = [];

    /// <summary>Internet events that were opened or changed; they belong to no monitor.</summary>
    public IReadOnlyList<EventRow> InternetEvents { get; init; } = [];

    /// <summary>Groups of events that share a cause, new or changed.</summary>
    public IReadOnlyList<EventRow> EventGroups { get; init; } = [];

    /// <summary>Monitors that were made or changed.</summary>
    public IReadOnlyList<MonitorRow> Monitors { get; init; } = [];

    /// <summary>Names of monitors that are removed; before <see cref="Monitors"/> are written.</summary>
    public IReadOnlyList<string> RemovedMonitors { get; init; } = [];

    /// <summary>Derived state as it is after this commit; each name at most once.</summary>
    public IReadOnlyList<Snapshot> Snapshots { get; init; } = [];
}
