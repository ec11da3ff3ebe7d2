using Isobar.Core.Baselines;
using Isobar.Core.Windows;

namespace Isobar.Core.Monitors;

/// <content>Saving and restoring the whole profile, so that a restart need not read the tallies of three hours again.</content>
public sealed partial class TrafficProfile
{
    internal void Save(SnapshotWriter writer)
    {
        writer.Write(FirstWindow ?? long.MinValue);
        writer.Write(LastWindow ?? long.MinValue);
        writer.Write(_hour);
        writer.Write<long>(_hourBytes);
        writer.Write<long>(_hourConnections);
        writer.Write(_strata.Count);
        foreach (TrafficStratum stratum in _strata)
        {
            writer.Write(stratum.Health.ServiceLocation);
            writer.Write(stratum.Health.Zone);
            writer.Write((long)stratum.Health.Family);
            writer.Write((long)stratum.Health.Method);
            writer.Write(stratum.IsRegional ? 1 : 0);
            writer.Write(stratum.IncludesLastMile ? 1 : 0);
        }
        writer.Write(_entries.Count);
        writer.End();
        writer.Write<ProfileEntry>(Entries);
        writer.End();
    }

    internal void Restore(ref SnapshotReader reader)
    {
        reader.Begin();
        long first = reader.ReadNumber(), last = reader.ReadNumber();
        (FirstWindow, LastWindow) = (first == long.MinValue ? null : first, last == long.MinValue ? null : last);
        _hour = reader.ReadNumber();
        reader.Read<long>(_hourBytes);
        reader.Read<long>(_hourConnections);
        for (int left = reader.ReadCount(int.MaxValue); left > 0 && !reader.IsFaulty; left--)
        {
            string location = reader.ReadText(), zone = reader.ReadText();
            HealthStratum health = new(location, zone, (AddressFamily)reader.ReadNumber(), (MeasurementMethod)reader.ReadNumber());
            StratumNumber(new(health, reader.ReadNumber() != 0, reader.ReadNumber() != 0));
        }
        ProfileEntry[] entries = new ProfileEntry[reader.ReadCount(Array.MaxLength / 128)];
        reader.Begin();
        reader.Read<ProfileEntry>(entries);
        foreach (ProfileEntry entry in reader.IsFaulty ? [] : entries)
        {
            if ((uint)entry.Stratum >= (uint)_strata.Count || !_numbers.TryAdd((entry.CityNetwork, entry.Stratum), _entries.Count))
            {
                reader.Fail();
                return;
            }
            _unordered.Add(_entries.Count);
            _entries.Add(entry);
        }
        Version++;
    }
}
