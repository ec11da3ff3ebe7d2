using System.Runtime.InteropServices;
using Isobar.Core.Atlas;
using Isobar.Core.Baselines;
using Isobar.Core.Scoring;
using Isobar.Core.Traffic;

namespace Isobar.Core.Pipeline;

/// <summary>The client locations with most traffic in this hour and the last: those that the weather map shows.</summary>
internal sealed class TopTalkers(int count)
{
    private const long HourSeconds = 3600;

    private Dictionary<CityNetworkId, long> _now = [];
    private Dictionary<CityNetworkId, long> _before = [];
    private long _hour = long.MinValue;
    private HashSet<CityNetworkId> _top = [];

    /// <summary>Writes everything that is remembered.</summary>
    public void Save(SnapshotWriter writer)
    {
        writer.Write(_hour);
        foreach (Dictionary<CityNetworkId, long> hour in (ReadOnlySpan<Dictionary<CityNetworkId, long>>)[_now, _before])
        {
            writer.Write(hour.Count);
            foreach ((CityNetworkId place, long traffic) in hour.OrderBy(static entry => entry.Key))
            {
                writer.Write(unchecked((long)place.Value));
                writer.Write(traffic);
            }
        }
        writer.Write(_top.Count);
        foreach (CityNetworkId place in _top.Order())
        {
            writer.Write(unchecked((long)place.Value));
        }
        writer.End();
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Restore(ref SnapshotReader reader)
    {
        reader.Begin();
        _hour = reader.ReadNumber();
        (_now, _before, _top) = ([], [], []);
        foreach (Dictionary<CityNetworkId, long> hour in (ReadOnlySpan<Dictionary<CityNetworkId, long>>)[_now, _before])
        {
            for (int left = reader.ReadCount(int.MaxValue); left > 0 && !reader.IsFaulty; left--)
            {
                CityNetworkId place = new(unchecked((ulong)reader.ReadNumber()));
                hour[place] = reader.ReadNumber();
            }
        }
        for (int left = reader.ReadCount(int.MaxValue); left > 0 && !reader.IsFaulty; left--)
        {
            _top.Add(new(unchecked((ulong)reader.ReadNumber())));
        }
    }

    /// <summary>Adds a window, and tells the top.</summary>
    public IReadOnlySet<CityNetworkId> Add(HealthMap map)
    {
        long hour = map.WindowStart / HourSeconds;
        if (hour != _hour)
        {
            (_before, _now, _hour) = (hour == _hour + 1 ? _now : [], [], hour);
        }
        ReadOnlySpan<PairHealth> health = map.Health.Span;
        for (int pair = 0; pair < health.Length; pair++)
        {
            if (health[pair].Connections > 0)
            {
                CityNetworkId place = map.Pairs[pair].CityNetwork.Id;
                ref long sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_now, place, out _);
                sum = Saturating.Add(sum, Math.Max(health[pair].Bytes, health[pair].Connections));
            }
        }
        bool isFirstOfHour = map.WindowStart % HourSeconds < map.WindowSeconds;
        if (isFirstOfHour || _top.Count == 0 || _before.Count == 0)
        {
            _top = Rank();
        }
        return _top;
    }

    private HashSet<CityNetworkId> Rank()
    {
        List<(CityNetworkId Place, long Traffic)> ranked = new(_now.Count + _before.Count);
        foreach ((CityNetworkId place, long traffic) in _now)
        {
            ranked.Add((place, Saturating.Add(traffic, _before.GetValueOrDefault(place))));
        }
        foreach ((CityNetworkId place, long traffic) in _before)
        {
            if (!_now.ContainsKey(place))
            {
                ranked.Add((place, traffic));
            }
        }
        if (ranked.Count > count)
        {
            ranked.Sort(static (left, right) => left.Traffic != right.Traffic ? right.Traffic.CompareTo(left.Traffic) : left.Place.CompareTo(right.Place));
            CollectionsMarshal.SetCount(ranked, count);
        }
        return [.. ranked.Select(static one => one.Place)];
    }
}
