using Isobar.Core.Monitors;

namespace Isobar.Storage.Explorer;

/// <summary>Which traffic an explorer's question is about: that of one monitor, since monitors see the same traffic and must not be added up.</summary>
public sealed record ExplorerScope
{
    /// <summary>Key of the monitor.</summary>
    public required string MonitorName { get; init; }

    /// <summary>First instant, Unix seconds. A range of more than 48 hours is widened to whole hours.</summary>
    public required long From { get; init; }

    /// <summary>First instant after the range, Unix seconds.</summary>
    public required long To { get; init; }

    /// <summary>Conditions; all must hold.</summary>
    public IReadOnlyList<ExplorerFilter> Filters { get; init; } = [];

    /// <summary>In what the monitor's traffic is weighed: by it times are averaged.</summary>
    public TrafficWeight WeighedIn { get; init; }
}
