using System.Globalization;
using Isobar.Core.Windows;

namespace Isobar.Core.Baselines;

/// <summary>The groups that strata borrow from, by number. A group comes after the one that it borrows from itself.</summary>
internal sealed class ParentTree
{
    /// <summary>About what a group takes in memory with its place in the dictionary; seasons are counted apart.</summary>
    private const long GroupBytes = 320;

    private const long SeasonBytes = 2 * SlotClock.Slots + 24;

    private readonly BaselineSettings _settings;
    private readonly List<BaselineParent> _parents = [];
    private readonly Dictionary<(int Wider, string Name), int> _numbers = [];

    /// <param name="settings">The numbers.</param>
    public ParentTree(BaselineSettings settings) => _settings = settings;

    /// <summary>The group of a number.</summary>
    public BaselineParent this[int number] => _parents[number];

    /// <summary>All groups, each after its wider one.</summary>
    public IReadOnlyList<BaselineParent> All => _parents;

    /// <summary>Bytes in memory, about.</summary>
    public long MemoryBytes => _parents.Count * GroupBytes
        + _parents.SelectMany(static parent => new[] { parent.Rtt.Season, parent.Ttfb.Season }).Where(static season => season is not null).Distinct().Count() * SeasonBytes;

    /// <summary>The group of a service location and method.</summary>
    public int Location(HealthStratum stratum) =>
        Find(-1, $"{(int)stratum.Method} {stratum.ServiceLocation}", BaselineSource.Location);

    /// <summary>The group of a network in a country at a location.</summary>
    public int Network(int location, string countryCode, uint asn) =>
        Find(Find(location, countryCode, BaselineSource.Country), asn.ToString(CultureInfo.InvariantCulture), BaselineSource.Network);

    /// <summary>Writes all groups with what they concluded.</summary>
    public void Save(SnapshotWriter writer)
    {
        Dictionary<Season, int> seasons = [];
        foreach (BaselineParent parent in _parents)
        {
            seasons.TryAdd(parent.Rtt.Season ?? Season.None, seasons.Count);
            seasons.TryAdd(parent.Ttfb.Season ?? Season.None, seasons.Count);
        }
        writer.Write(seasons.Count);
        writer.End();
        foreach (Season season in seasons.Keys)
        {
            season.Save(writer);
        }
        writer.Write(_parents.Count);
        writer.End();
        foreach (BaselineParent parent in _parents)
        {
            parent.Save(writer, seasons);
        }
    }

    /// <summary>Reads written groups into an empty tree.</summary>
    public void Restore(ref SnapshotReader reader)
    {
        List<Season> seasons = [];
        reader.Begin();
        for (int count = reader.ReadCount(int.MaxValue); count > 0 && !reader.IsFaulty; count--)
        {
            seasons.Add(Season.Restore(ref reader));
        }
        reader.Begin();
        for (int count = reader.ReadCount(int.MaxValue); count > 0 && !reader.IsFaulty; count--)
        {
            reader.Begin();
            int wider = reader.ReadCount(_parents.Count) - 1;
            string name = reader.ReadText();
            int number = Add(wider, name, (BaselineSource)reader.ReadCount((int)BaselineSource.Location));
            _parents[number].Restore(ref reader, seasons);
        }
    }

    private int Find(int wider, string name, BaselineSource kind) => _numbers.TryGetValue((wider, name), out int number) ? number : Add(wider, name, kind);

    private int Add(int wider, string name, BaselineSource kind)
    {
        int number = _parents.Count;
        _parents.Add(new BaselineParent(kind, wider, name, wider < 0 ? null : _parents[wider], _settings));
        _numbers[(wider, name)] = number;
        return number;
    }
}
