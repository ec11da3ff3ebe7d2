using System.Collections.Immutable;
using System.Text;

namespace Isobar.Core.Metrics;

/// <summary>Names a series of points: nothing is summed over dimensions, so each set of them is a metric of its own (spec 16.2).</summary>
public sealed class MetricIdentity : IEquatable<MetricIdentity>, IComparable<MetricIdentity>
{
    // Neither may occur in a name: control characters are refused.
    private const char NameEnd = '\u0001', ValueEnd = '\u0002';

    /// <param name="metricNamespace">Its namespace, such as `AWS/InternetMonitor`.</param>
    /// <param name="name">Its name, such as `PerformanceScore`.</param>
    /// <param name="dimensions">Its dimensions in any order; the order is not part of the identity.</param>
    public MetricIdentity(string metricNamespace, string name, IEnumerable<MetricDimension> dimensions)
    {
        Namespace = metricNamespace;
        Name = name;
        Dimensions = [.. dimensions.OrderBy(dimension => dimension.Name, StringComparer.Ordinal).ThenBy(dimension => dimension.Value, StringComparer.Ordinal)];
        var key = new StringBuilder();
        foreach (MetricDimension dimension in Dimensions)
        {
            key.Append(dimension.Name).Append(NameEnd).Append(dimension.Value).Append(ValueEnd);
        }
        DimensionKey = key.ToString();
    }

    /// <summary>The namespace.</summary>
    public string Namespace { get; }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The dimensions in ordinal order of their names.</summary>
    public ImmutableArray<MetricDimension> Dimensions { get; }

    /// <summary>The dimensions as one text, the same for each order in which they were given.</summary>
    public string DimensionKey { get; }

    /// <summary>Reads <see cref="DimensionKey"/> back.</summary>
    public static IEnumerable<MetricDimension> ReadDimensions(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.Split(ValueEnd, StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split(NameEnd)).Select(part => new MetricDimension(part[0], part[1]));
    }

    /// <inheritdoc/>
    public bool Equals(MetricIdentity? other) =>
        other is not null && Namespace == other.Namespace && Name == other.Name && DimensionKey == other.DimensionKey;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MetricIdentity);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Namespace) ^ (StringComparer.Ordinal.GetHashCode(Name) * 31)
        ^ (StringComparer.Ordinal.GetHashCode(DimensionKey) * 17);

    /// <inheritdoc/>
    public int CompareTo(MetricIdentity? other)
    {
        int order = string.CompareOrdinal(Namespace, other?.Namespace);
        order = order != 0 ? order : string.CompareOrdinal(Name, other?.Name);
        return order != 0 ? order : string.CompareOrdinal(DimensionKey, other?.DimensionKey);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Namespace} {Name} [{string.Join(", ", Dimensions.Select(dimension => $"{dimension.Name}={dimension.Value}"))}]";
}
