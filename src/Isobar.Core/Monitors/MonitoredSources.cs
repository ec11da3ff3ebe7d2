using Isobar.Core.Windows;

namespace Isobar.Core.Monitors;

/// <summary>Which sources a monitor watches, and as what kind of resource.</summary>
public sealed class MonitoredSources
{
    private readonly Dictionary<string, ResourceKind> _kinds = [];

    /// <param name="resources">The monitor's resources.</param>
    public MonitoredSources(IEnumerable<MonitoredResource> resources)
    {
        ArgumentNullException.ThrowIfNull(resources);
        // A source under two resources counts once, under the first by name: their order in the settings must not matter.
        foreach (MonitoredResource resource in resources.OrderBy(resource => resource.Arn.Text, StringComparer.Ordinal))
        {
            foreach (string source in resource.Sources)
            {
                _kinds.TryAdd(source, resource.Arn.Kind);
            }
        }
        // Bytes and connections cannot be added. Everything has connections, so a mix is weighed in them.
        Weight = _kinds.Values.Any(kind => kind.Weight == TrafficWeight.Connections) ? TrafficWeight.Connections : TrafficWeight.Bytes;
    }

    /// <summary>The unit that all of the monitor's traffic is weighed in.</summary>
    public TrafficWeight Weight { get; }

    /// <summary>The stratum that a row's traffic belongs to, or null when the monitor does not watch its source.</summary>
    public TrafficStratum? StratumOf(Stratum stratum)
    {
        ArgumentNullException.ThrowIfNull(stratum);
        if (!_kinds.TryGetValue(stratum.Source, out ResourceKind? kind))
        {
            return null;
        }
        HealthStratum health = HealthStratum.Of(stratum);
        return new(kind.HasZones ? health : health with { Zone = "" }, !kind.HasZones, kind.IncludesLastMile);
    }
}
