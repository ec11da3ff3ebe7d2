using System.Collections.Immutable;
using Isobar.Core.Attribution;
using Isobar.Core.Scoring;

namespace Isobar.Core.Events;

/// <summary>
/// All pairs whose drop has one explanation, through time: one group per metric and blamed element. Its identity stays while the explanation is refined. It is
/// our addition to the events of the API, which are one per pair.
/// </summary>
public sealed record EventGroup
{
    /// <summary>Sixteen hexadecimal digits: a hash of the metric, the first element blamed and the start, so that a replay gives the same.</summary>
    public required string Id { get; init; }

    /// <summary>The group that this one was split from or merged into; null where there is none.</summary>
    public string? ParentId { get; init; }

    /// <summary>What has become of it.</summary>
    public required EventGroupStatus Status { get; init; }

    /// <summary>Start of the first window of the drop, Unix seconds.</summary>
    public required long StartedAt { get; init; }

    /// <summary>Start of the window whose counts made the drop certain, Unix seconds; it is known when that window is sealed.</summary>
    public required long OpenedAt { get; init; }

    /// <summary>Start of the first good window, Unix seconds; null while it lasts.</summary>
    public long? EndedAt { get; init; }

    /// <summary>The explanation; the last one is the group's answer. The numbers of its pairs are those of the table in use.</summary>
    public required Blame Blame { get; init; }

    /// <summary>The metric that dropped.</summary>
    public HealthMetric Metric => Blame.Metric;

    /// <summary>What is blamed.</summary>
    public NetworkElement Element => Blame.Element;

    /// <summary>The pairs that are touched, by number.</summary>
    public ImmutableArray<int> Pairs => Blame.Pairs;
}
