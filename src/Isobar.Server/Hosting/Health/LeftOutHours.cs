using Isobar.Core.Atlas;
using Isobar.Core.Baselines;
using Isobar.Core.Scoring;

namespace Isobar.Server.Hosting.Health;

/// <summary>
/// Hours of a day that do not tell what is usual: attempts of a pair failed (<see cref="HealthMap.IsNoHistory"/>), or a source of its location had a gap.
/// </summary>
internal sealed class LeftOutHours
{
    private readonly SortedDictionary<(CityNetworkId CityNetwork, string Location), uint> _pairs = [];
    private readonly SortedDictionary<string, uint> _locations = new(StringComparer.Ordinal);

    /// <summary>The day.</summary>
    public DateOnly Day { get; private set; }

    /// <summary>Takes a scored window into account; one of another day than the last begins anew.</summary>
    public void Add(HealthMap map, IReadOnlySet<string> gaps)
    {
        DateOnly day = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(map.WindowStart).UtcDateTime);
        if (day != Day)
        {
            _pairs.Clear();
            _locations.Clear();
            Day = day;
        }
        uint hour = 1u << (int)(map.WindowStart / 3600 % 24);
        foreach (string location in gaps)
        {
            _locations[location] = _locations.GetValueOrDefault(location) | hour;
        }
        for (int pair = 0; pair < map.Health.Length; pair++)
        {
            if (map.IsNoHistory(pair))
            {
                (CityNetworkId, string) key = (map.Pairs[pair].CityNetwork.Id, map.Pairs[pair].ServiceLocation);
                _pairs[key] = _pairs.GetValueOrDefault(key) | hour;
            }
        }
    }

    /// <summary>Leaves them out of their day; other days stay whole.</summary>
    public void ApplyTo(DayAccumulator sum)
    {
        if (sum.Day != Day)
        {
            return;
        }
        foreach ((string location, uint hours) in _locations)
        {
            Each(hours, hour => sum.LeaveOut(location, hour));
        }
        foreach (((CityNetworkId cityNetwork, string location), uint hours) in _pairs)
        {
            Each(hours, hour => sum.LeaveOut(cityNetwork, location, hour));
        }
    }

    /// <summary>Writes all of it.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(Day.DayNumber);
        writer.Write(_locations.Count);
        foreach ((string location, uint hours) in _locations)
        {
            writer.Write(location);
            writer.Write(hours);
        }
        writer.Write(_pairs.Count);
        foreach (((CityNetworkId cityNetwork, string location), uint hours) in _pairs)
        {
            writer.Write(cityNetwork.Value);
            writer.Write(location);
            writer.Write(hours);
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Restore(BinaryReader reader)
    {
        Day = DateOnly.FromDayNumber(reader.ReadInt32());
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            string location = reader.ReadString();
            _locations[location] = reader.ReadUInt32();
        }
        for (int left = reader.ReadInt32(); left > 0; left--)
        {
            (CityNetworkId, string) key = (new(reader.ReadUInt64()), reader.ReadString());
            _pairs[key] = reader.ReadUInt32();
        }
    }

    private static void Each(uint hours, Action<int> action)
    {
        for (int hour = 0; hour < 24; hour++)
        {
            if ((hours >> hour & 1) != 0)
            {
                action(hour);
            }
        }
    }
}
