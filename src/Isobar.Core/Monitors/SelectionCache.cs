using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Isobar.Core.Atlas;
using Isobar.Core.Scoring;

namespace Isobar.Core.Monitors;

/// <summary>Ranks a profile's city-networks, and does so again only when the ranking hour, what is held or the settings have changed.</summary>
internal sealed class SelectionCache
{
    private readonly List<RankedCityNetwork> _ranked = [];
    private readonly List<long> _volumes = [];
    private readonly LocationRanking _locations = new();
    private (long Version, int Entries, int Percentage, int? Maximum, TrafficWeight Weight) _key;
    private CityNetworkSelection? _selection;

    /// <summary>How far the last selection reaches at each service location.</summary>
    public ImmutableDictionary<string, TrafficCoverage> Coverages { get; private set; } = ImmutableDictionary<string, TrafficCoverage>.Empty;

    public CityNetworkSelection Get(TrafficProfile profile, TrafficMonitor monitor, TrafficWeight weight, PairTable pairs)
    {
        RankingHours ranking = profile.Ranking();
        // Only with all traffic wanted and a maximum do newcomers without traffic in the ranking hour take places.
        bool newcomersRank = monitor.TrafficPercentage == 100 && monitor.MaximumCityNetworks is not null;
        var key = (profile.Version, newcomersRank ? profile.Count : 0, monitor.TrafficPercentage, monitor.MaximumCityNetworks, weight);
        if (_selection is null || key != _key || ranking.Slot is null)
        {
            bool isAll = monitor.TrafficPercentage == 100 && monitor.MaximumCityNetworks is null;
            Rank(profile, ranking, weight, isAll ? null : pairs, newcomersRank);
            _selection = isAll
                ? CityNetworkSelection.OfAll(CollectionsMarshal.AsSpan(_volumes))
                : CityNetworkSelection.Of([.. _ranked], monitor.TrafficPercentage, monitor.MaximumCityNetworks);
            // With one location, and nothing left out, it reaches there as far as in all.
            Coverages = isAll && _locations.Only is { } only ? ImmutableDictionary<string, TrafficCoverage>.Empty.Add(only, _selection.Coverage) : _locations.Under(_selection);
            _key = key;
        }
        return _selection;
    }

    /// <summary>Without pairs the volumes alone are taken: where nothing is left out, nobody asks who is before whom.</summary>
    private void Rank(TrafficProfile profile, RankingHours ranking, TrafficWeight weight, PairTable? pairs, bool newcomersRank)
    {
        _ranked.Clear();
        _volumes.Clear();
        _locations.Clear();
        ReadOnlySpan<int> order = profile.Order();
        ReadOnlySpan<ProfileEntry> entries = profile.Entries;
        for (int i = 0; i < order.Length;)
        {
            CityNetworkId id = entries[order[i]].CityNetwork;
            CityNetwork? facts = null;
            TrafficVolume volume = default;
            bool isHeld = false;
            while (i < order.Length && entries[order[i]].CityNetwork == id)
            {
                // Entries are in the order of pairs, so those of a location follow one another.
                string location = profile.StratumOf(entries[order[i]].Stratum).Health.ServiceLocation;
                TrafficVolume here = default;
                bool isHeldHere = false;
                for (; i < order.Length && entries[order[i]].CityNetwork == id && profile.StratumOf(entries[order[i]].Stratum).Health.ServiceLocation == location; i++)
                {
                    ref readonly ProfileEntry entry = ref entries[order[i]];
                    bool holds = entry.HeldWindows > 0;
                    isHeldHere |= holds;
                    here = here.Plus(holds ? HourOf(entry, ranking) : TrafficProfile.VolumeOf(entry, ranking));
                }
                facts ??= pairs is null ? null : FactsOf(pairs, id, location);
                if (here.In(weight) > 0 || isHeldHere)
                {
                    _locations.Add(location, id, here.In(weight));
                }
                (volume, isHeld) = (volume.Plus(here), isHeld || isHeldHere);
            }
            bool isRanked = volume.In(weight) > 0 || isHeld || newcomersRank;
            if (isRanked && pairs is null)
            {
                _volumes.Add(volume.In(weight));
            }
            else if (isRanked)
            {
                _ranked.Add(new(facts ?? CityNetwork.Unlocated with { Id = id }, volume.In(weight), isHeld));
            }
        }
    }

    /// <summary>Held traffic, scaled to as many windows as the ranking counts: the two differ only in the first hours of a monitor.</summary>
    private static TrafficVolume HourOf(in ProfileEntry entry, RankingHours ranking)
    {
        double scale = ranking.Windows / entry.HeldWindows;
        return scale == 1 ? entry.Held : new(Scaled(entry.Held.Bytes, scale), Scaled(entry.Held.Connections, scale));
    }

    private static long Scaled(long value, double scale) => value * scale >= long.MaxValue ? long.MaxValue : (long)(value * scale);

    private static CityNetwork? FactsOf(PairTable pairs, CityNetworkId id, string serviceLocation)
    {
        int number = pairs.Find(id, serviceLocation);
        return number < 0 ? null : pairs[number].CityNetwork;
    }
}
