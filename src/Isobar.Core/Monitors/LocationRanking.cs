using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Isobar.Core.Atlas;

namespace Isobar.Core.Monitors;

/// <summary>The ranking of a monitor's city-networks at each service location by itself. It selects nothing: it tells how far the monitor's selection reaches there.</summary>
internal sealed class LocationRanking
{
    private readonly Dictionary<string, List<(CityNetworkId CityNetwork, long Volume)>> _volumes = new(StringComparer.Ordinal);

    /// <summary>Forgets everything.</summary>
    public void Clear() => _volumes.Clear();

    /// <summary>Adds the traffic of a city-network at a location; each once.</summary>
    public void Add(string location, CityNetworkId cityNetwork, long volume)
    {
        ref List<(CityNetworkId, long)>? volumes = ref CollectionsMarshal.GetValueRefOrAddDefault(_volumes, location, out _);
        volumes ??= [];
        volumes.Add((cityNetwork, volume));
    }

    /// <summary>The coverage of each location under a selection.</summary>
    public ImmutableDictionary<string, TrafficCoverage> Under(CityNetworkSelection selection) =>
        _volumes.ToImmutableDictionary(entry => entry.Key, entry => CoverageOf(entry.Value, selection), StringComparer.Ordinal);

    private static TrafficCoverage CoverageOf(List<(CityNetworkId CityNetwork, long Volume)> volumes, CityNetworkSelection selection)
    {
        long[] sorted = new long[volumes.Count];
        Int128 total = 0, covered = 0;
        int monitored = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            (CityNetworkId cityNetwork, sorted[i]) = volumes[i];
            bool isMonitored = selection.Contains(cityNetwork);
            total += sorted[i];
            covered += isMonitored ? sorted[i] : 0;
            monitored += isMonitored ? 1 : 0;
        }
        // Which of two equals comes first does not change how many are needed.
        Array.Sort(sorted, static (left, right) => right.CompareTo(left));
        return new(TrafficCoverage.Needed(sorted, total), monitored, total > 0 ? 100 * (double)covered / (double)total : 0);
    }
}
