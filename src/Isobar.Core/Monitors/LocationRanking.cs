using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Isobar.Core.Atlas;
using Isobar.Core.Traffic;

namespace Isobar.Core.Monitors;

/// <summary>The ranking of a monitor's city-networks at each service location by itself. It selects nothing: it tells how far the monitor's selection reaches there.</summary>
internal sealed class LocationRanking
{
    private readonly Dictionary<string, List<(CityNetworkId CityNetwork, long Volume)>> _volumes = new(StringComparer.Ordinal);
    private readonly List<long> _sorted = [];
    private (string Location, List<(CityNetworkId CityNetwork, long Volume)> Volumes)? _last;

    /// <summary>The location, where all traffic is at one; else null.</summary>
    public string? Only => _volumes.Count == 1 ? _last?.Location : null;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _volumes.Clear();
        _last = null;
    }

    /// <summary>Adds the traffic of a city-network at a location; each once.</summary>
    public void Add(string location, CityNetworkId cityNetwork, long volume)
    {
        if (_last is not { } last || !ReferenceEquals(last.Location, location))
        {
            ref List<(CityNetworkId, long)>? volumes = ref CollectionsMarshal.GetValueRefOrAddDefault(_volumes, location, out _);
            _last = last = (location, volumes ??= []);
        }
        last.Volumes.Add((cityNetwork, volume));
    }

    /// <summary>The coverage of each location under a selection.</summary>
    public ImmutableDictionary<string, TrafficCoverage> Under(CityNetworkSelection selection) =>
        _volumes.ToImmutableDictionary(entry => entry.Key, entry => CoverageOf(entry.Value, selection), StringComparer.Ordinal);

    private TrafficCoverage CoverageOf(List<(CityNetworkId CityNetwork, long Volume)> volumes, CityNetworkSelection selection)
    {
        CollectionsMarshal.SetCount(_sorted, volumes.Count);
        Span<long> sorted = CollectionsMarshal.AsSpan(_sorted);
        long covered = 0;
        int monitored = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            (CityNetworkId cityNetwork, sorted[i]) = volumes[i];
            bool isMonitored = selection.Contains(cityNetwork);
            covered = Saturating.Add(covered, isMonitored ? sorted[i] : 0);
            monitored += isMonitored ? 1 : 0;
        }
        long total = TrafficCoverage.Sum(sorted);
        // Which of two equals comes first does not change how many are needed.
        sorted.Sort(static (left, right) => right.CompareTo(left));
        return new(TrafficCoverage.Needed(sorted, total), monitored, total > 0 ? 100 * (double)covered / total : 0);
    }
}
