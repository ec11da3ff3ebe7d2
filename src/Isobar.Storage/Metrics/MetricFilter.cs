using Isobar.Core.Metrics;

namespace Isobar.Storage.Metrics;

/// <summary>Which metrics to list.</summary>
public sealed record MetricFilter
{
    /// <summary>Metrics with a point at or after this, Unix seconds.</summary>
    public required long From { get; init; }

    /// <summary>And before this.</summary>
    public required long To { get; init; }

    /// <summary>Only of this namespace.</summary>
    public string? Namespace { get; init; }

    /// <summary>Only of this name.</summary>
    public string? Name { get; init; }

    /// <summary>Metrics behind this one in the order of namespace, name and dimensions.</summary>
    public MetricIdentity? After { get; init; }
}
