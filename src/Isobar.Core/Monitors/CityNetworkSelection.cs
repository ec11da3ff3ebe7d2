using System.Collections.Immutable;
using Isobar.Core.Atlas;
using Isobar.Core.Traffic;

namespace Isobar.Core.Monitors;

/// <summary>The city-networks that a monitor watches for now (spec 6.7): the smallest number that reaches the percentage, at most the maximum.</summary>
public sealed class CityNetworkSelection
{
    private readonly HashSet<CityNetworkId>? _selected;

    private CityNetworkSelection(HashSet<CityNetworkId>? selected, TrafficCoverage coverage)
    {
        _selected = selected;
        Coverage = coverage;
    }

    /// <summary>What the selection covers.</summary>
    public TrafficCoverage Coverage { get; }

    /// <summary>Whether a city-network is monitored.</summary>
    public bool Contains(CityNetworkId cityNetwork) => _selected is null || _selected.Contains(cityNetwork);

    /// <summary>Selects all: nothing is left out, so newcomers are watched at once ("to be sure of everything set 100 % and no maximum", spec 6.7).</summary>
    /// <param name="volumes">Traffic of all city-networks with any, and of those in an open event; sorted in place.</param>
    internal static CityNetworkSelection OfAll(Span<long> volumes)
    {
        volumes.Sort(static (left, right) => right.CompareTo(left));
        long total = TrafficCoverage.Sum(volumes);
        return new(null, new(TrafficCoverage.Needed(volumes, total), volumes.Length, total > 0 ? 100 : 0));
    }

    /// <summary>Ranks and selects.</summary>
    /// <param name="ranked">All city-networks that are known, also those without traffic in the ranking hour.</param>
    /// <param name="percentage">Part of the traffic to monitor, 1 to 100.</param>
    /// <param name="maximum">Most city-networks to monitor, or null.</param>
    internal static CityNetworkSelection Of(RankedCityNetwork[] ranked, int percentage, int? maximum)
    {
        if (percentage == 100 && (maximum is null || ranked.Length <= maximum))
        {
            return OfAll(Array.ConvertAll(ranked, static one => one.Volume));
        }
        Array.Sort(ranked);
        long[] volumes = Array.ConvertAll(ranked, static one => one.Volume);
        long total = TrafficCoverage.Sum(volumes);
        ImmutableArray<int> needed = TrafficCoverage.Needed(volumes, total);
        // All of the traffic is all city-networks: those without any in the ranking hour come last, as far as the maximum allows.
        int places = percentage == 100 ? ranked.Length : TrafficCoverage.CountFor(volumes, total, percentage);
        places = Math.Min(places, maximum ?? int.MaxValue);
        HashSet<CityNetworkId> selected = Choose(ranked, places, maximum);
        long covered = 0;
        foreach (RankedCityNetwork one in ranked)
        {
            covered = Saturating.Add(covered, selected.Contains(one.CityNetwork.Id) ? one.Volume : 0);
        }
        return new(selected, new(needed, selected.Count, total > 0 ? 100 * (double)covered / (double)total : 0));
    }

    /// <summary>The first places of the ranking; a city-network in an open event that fell behind keeps its place, if need be at the cost of the last.</summary>
    private static HashSet<CityNetworkId> Choose(RankedCityNetwork[] ranked, int places, int? maximum)
    {
        int heldBehind = 0;
        for (int i = places; i < ranked.Length; i++)
        {
            heldBehind += ranked[i].IsHeld ? 1 : 0;
        }
        int room = maximum ?? int.MaxValue;
        int dropped = (int)Math.Max(0L, (long)places + heldBehind - room);
        HashSet<CityNetworkId> selected = [];
        for (int i = places - 1; i >= 0; i--)
        {
            if (dropped > 0 && !ranked[i].IsHeld)
            {
                dropped--;
                continue;
            }
            selected.Add(ranked[i].CityNetwork.Id);
        }
        for (int i = places; i < ranked.Length && selected.Count < room; i++)
        {
            if (ranked[i].IsHeld)
            {
                selected.Add(ranked[i].CityNetwork.Id);
            }
        }
        return selected;
    }
}
