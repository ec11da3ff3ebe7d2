using System.Text;
using Isobar.Core.Traffic;

namespace Isobar.Core.Atlas;

/// <summary>
/// A compiled atlas: which city-network an address belongs to, and what is known of that. It reads the file in place, in memory that somebody else owns and must
/// keep, unchanged, as long as the atlas is in use. Thread-safe.
/// </summary>
/// <remarks>An index is valid in one build only. What is stored carries <see cref="IdOf"/>.</remarks>
public sealed class CityNetworkAtlas
{
    private readonly ReadOnlyMemory<byte>[] _sections;
    private readonly BucketTable _ipv4Buckets;
    private readonly int[] _ipv4Layout;
    private readonly int[] _ipv6Layout;

    private CityNetworkAtlas(ReadOnlyMemory<byte>[] sections, AtlasLevels levels)
    {
        _sections = sections;
        Levels = levels;
        Count = sections[(int)AtlasSection.Ids].Length / sizeof(ulong);
        _ipv4Layout = SampledTree.Layout(sections[(int)AtlasSection.IPv4Values].Length / sizeof(uint));
        _ipv4Buckets = new BucketTable(Section<uint>(AtlasSection.IPv4Keys)[..(sections[(int)AtlasSection.IPv4Values].Length / sizeof(uint))]);
        _ipv6Layout = SampledTree.Layout(sections[(int)AtlasSection.IPv6Values].Length / sizeof(uint));
        ReadOnlySpan<uint> about = Section<uint>(AtlasSection.About);
        Edition = new AtlasEdition(Text((int)about[0]), Text((int)about[1]), Time(about[2], about[3]));
        AtlasSource[] sources = new AtlasSource[about[4]];
        for (int i = 0; i < sources.Length; i++)
        {
            ReadOnlySpan<uint> words = about.Slice(AtlasFile.AboutWords + (i * AtlasFile.SourceWords), AtlasFile.SourceWords);
            sources[i] = new AtlasSource((AtlasSourceKind)words[0], Text((int)words[1]), Text((int)words[2]), words[3] | (ulong)words[4] << 32);
        }
        Sources = sources;
    }

    /// <summary>City-networks of this build, including index 0, "unlocated".</summary>
    public int Count { get; }

    /// <summary>The levels that the sources have at all.</summary>
    public AtlasLevels Levels { get; }

    /// <summary>Edition, attribution and build time, as the builder was told.</summary>
    public AtlasEdition Edition { get; }

    /// <summary>What it was built from, in the order given.</summary>
    public IReadOnlyList<AtlasSource> Sources { get; }

    /// <summary>Number of IPv4 and IPv6 runs of addresses: the size of what a look-up searches.</summary>
    public (int IPv4, int IPv6) RunCounts => (Section<uint>(AtlasSection.IPv4Values).Length, Section<uint>(AtlasSection.IPv6Values).Length);

    internal ReadOnlyMemory<byte>[] Sections => _sections;

    /// <summary>Opens a compiled atlas. All sizes and all indices in it are checked here, so that no look-up can fail later.</summary>
    /// <exception cref="AtlasFormatException">The bytes are no atlas of this version, are cut short, or contradict themselves.</exception>
    public static CityNetworkAtlas Open(ReadOnlyMemory<byte> file)
    {
        ReadOnlyMemory<byte>[] sections = AtlasFile.Read(file, out AtlasLevels levels);
        AtlasValidator.Validate(sections);
        return new CityNetworkAtlas(sections, levels);
    }

    /// <summary>For loops over many addresses; see <see cref="AtlasLocator"/>.</summary>
    public AtlasLocator Locator() => new(_sections, _ipv4Buckets, _ipv4Layout, _ipv6Layout);

    /// <summary>The index of the address's city-network in this build, 0 when nothing is known of it. Does not allocate.</summary>
    public int Locate(IpAddress address)
    {
        // Asking for the memory of a section costs as much as a step of the search, so the common cases ask for two of them.
        if (address.IsIPv4)
        {
            ReadOnlySpan<uint> values = Section<uint>(AtlasSection.IPv4Values);
            return (int)values[_ipv4Buckets.Find(Section<uint>(AtlasSection.IPv4Keys), _ipv4Layout, values.Length, address.IPv4Bits)];
        }
        uint value = ValueOf(address.High);
        return (value & AtlasFile.SplitFlag) == 0 ? (int)value : Locator().Locate(address);
    }

    private uint ValueOf(ulong prefix)
    {
        ReadOnlySpan<uint> values = Section<uint>(AtlasSection.IPv6Values);
        return values[SampledTree.Find(Section<ulong>(AtlasSection.IPv6Keys), _ipv6Layout, values.Length, prefix)];
    }

    /// <summary>The identity of a city-network; <see cref="CityNetworkId.Unlocated"/> for index 0.</summary>
    public CityNetworkId IdOf(int index) => new(Section<ulong>(AtlasSection.Ids)[index]);

    /// <summary>The AS number of a city-network, 0 when it is not known.</summary>
    public uint AsnOf(int index) => Section<uint>(AtlasSection.Networks)[(int)Section<uint>(AtlasSection.NetworkOf)[index] * AtlasFile.NetworkWords];

    /// <summary>Finds a city-network by its identity; false when this build does not have it.</summary>
    public bool TryFind(CityNetworkId id, out int index)
    {
        index = Section<ulong>(AtlasSection.Ids).BinarySearch(id.Value);
        bool found = index >= 0;
        index = Math.Max(index, 0);
        return found;
    }

    /// <summary>What is known of a city-network. Makes new texts at each call.</summary>
    public CityNetwork Describe(int index)
    {
        if (index == 0)
        {
            return CityNetwork.Unlocated;
        }
        ReadOnlySpan<int> place = Section<int>(AtlasSection.Places).Slice(
            (int)Section<uint>(AtlasSection.PlaceOf)[index] * AtlasFile.PlaceWords, AtlasFile.PlaceWords);
        ReadOnlySpan<uint> network = Section<uint>(AtlasSection.Networks).Slice(
            (int)Section<uint>(AtlasSection.NetworkOf)[index] * AtlasFile.NetworkWords, AtlasFile.NetworkWords);
        return new CityNetwork(
            IdOf(index),
            Name(place[0]),
            Name(place[1]),
            Name(place[2]),
            Name(place[3]),
            Name(place[4]),
            network[0],
            Name((int)network[1]),
            Degrees(place[5]),
            Degrees(place[6]));
    }

    private string Name(int text) => CityNetworkTable.OrNotAvailable(Text(text));

    private string Text(int number)
    {
        ReadOnlySpan<uint> starts = Section<uint>(AtlasSection.TextStarts);
        int start = (int)starts[number];
        return Encoding.UTF8.GetString(_sections[(int)AtlasSection.TextBytes].Span[start..(int)starts[number + 1]]);
    }

    private ReadOnlySpan<T> Section<T>(AtlasSection section)
        where T : unmanaged => AtlasFile.As<T>(_sections[(int)section]);

    private static double Degrees(int micro) => micro == AtlasFile.NoCoordinate ? double.NaN : micro / 1e6;

    private static DateTimeOffset? Time(uint low, uint high)
    {
        ulong seconds = low | (ulong)high << 32;
        return seconds is 0 or > 253_402_300_799 ? null : DateTimeOffset.FromUnixTimeSeconds((long)seconds);
    }
}
