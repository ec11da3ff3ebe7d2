using System.Globalization;
using System.Text;
using Isobar.Core.Atlas;
using Isobar.Storage.DuckDb;

namespace Isobar.Storage.Columns;

/// <summary>The names of every city-network ever stored; a name is written once, with the first row that needs it.</summary>
internal sealed class CityNetworkNames
{
    private static readonly DuckDbType[] s_types = [.. ColumnSchema.NameColumns.Select(column => column.Type)];

    private readonly HashSet<ulong> _known = [];

    /// <summary>Learns which names the store has.</summary>
    public void Load(DuckDbConnection connection)
    {
        _known.Clear();
        using DuckDbDataReader reader = connection.ExecuteReader("SELECT id FROM city_networks");
        while (reader.ReadChunk())
        {
            foreach (ulong id in reader.Column<ulong>(0))
            {
                _known.Add(id);
            }
        }
    }

    /// <summary>Appends the names that the store does not have, each once; <see cref="Remember"/> them when the transaction has committed.</summary>
    public List<CityNetwork> AppendNew(DuckDbConnection connection, IReadOnlyList<CityNetwork> names)
    {
        var fresh = new List<CityNetwork>();
        var seen = new HashSet<ulong>();
        foreach (CityNetwork name in names)
        {
            if (!_known.Contains(name.Id.Value) && seen.Add(name.Id.Value))
            {
                fresh.Add(name);
            }
        }
        if (fresh.Count > 0)
        {
            using DuckDbAppender appender = connection.CreateAppender("city_networks", s_types);
            for (int first = 0; first < fresh.Count; first += appender.Capacity)
            {
                int count = Math.Min(appender.Capacity, fresh.Count - first);
                Fill(appender, fresh.GetRange(first, count));
                appender.AppendRows(count);
            }
            appender.Close();
        }
        return fresh;
    }

    /// <summary>Takes names as stored.</summary>
    public void Remember(List<CityNetwork> names) => _known.UnionWith(names.Select(name => name.Id.Value));

    /// <summary>Looks names up; ids that were never stored are left out.</summary>
    public static Dictionary<CityNetworkId, CityNetwork> Find(DuckDbConnection connection, IReadOnlyCollection<CityNetworkId> ids)
    {
        var found = new Dictionary<CityNetworkId, CityNetwork>(ids.Count);
        if (ids.Count == 0)
        {
            return found;
        }
        // Numbers only, so the text needs no parameters (an IN list takes no array).
        string list = string.Join(',', ids.Select(id => id.Value.ToString(CultureInfo.InvariantCulture)));
        string columns = string.Join(", ", ColumnSchema.NameColumns.Select(column => column.Name));
        using DuckDbDataReader reader = connection.ExecuteReader($"SELECT {columns} FROM city_networks WHERE id IN ({list})");
        while (reader.ReadChunk())
        {
            for (int row = 0; row < reader.Count; row++)
            {
                CityNetwork name = Read(reader, row);
                found[name.Id] = name;
            }
        }
        return found;
    }

    private static CityNetwork Read(DuckDbDataReader reader, int row) => new(
        new CityNetworkId(reader.Column<ulong>(0)[row]),
        reader.GetString(1, row),
        reader.GetString(2, row),
        reader.GetString(3, row),
        reader.GetString(4, row),
        reader.GetString(5, row),
        reader.Column<uint>(6)[row],
        reader.GetString(7, row),
        reader.Column<double>(8)[row],
        reader.Column<double>(9)[row]);

    private static void Fill(DuckDbAppender appender, List<CityNetwork> names)
    {
        for (int i = 0; i < names.Count; i++)
        {
            appender.Column<ulong>(0)[i] = names[i].Id.Value;
            appender.Column<uint>(6)[i] = names[i].Asn;
            appender.Column<double>(8)[i] = names[i].Latitude;
            appender.Column<double>(9)[i] = names[i].Longitude;
        }
        Texts(appender, 1, names, name => name.CountryCode);
        Texts(appender, 2, names, name => name.Country);
        Texts(appender, 3, names, name => name.Subdivision);
        Texts(appender, 4, names, name => name.Metro);
        Texts(appender, 5, names, name => name.City);
        Texts(appender, 7, names, name => name.NetworkName);
    }

    private static void Texts(DuckDbAppender appender, int column, List<CityNetwork> names, Func<CityNetwork, string> text) =>
        appender.SetBytes(column, names.ConvertAll(name => Encoding.UTF8.GetBytes(text(name))).ToArray());
}
