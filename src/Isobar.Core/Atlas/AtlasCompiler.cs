namespace Isobar.Core.Atlas;

/// <summary>
/// Turns the ranges of both kinds into the sections of an atlas: flatten each kind, intersect the two, number the city-networks by identity, choose
/// each place's coordinates, write.
/// </summary>
internal sealed class AtlasCompiler
{
    private readonly PlaceTable _places;
    private readonly Dictionary<uint, int> _networkNames;
    private readonly IProgress<AtlasBuildProgress>? _progress;

    // A pair of place and AS number, numbered in the order of appearance. Pair 0 is "nothing known".
    private readonly Dictionary<ulong, int> _pairNumbers = new() { [0] = 0 };
    private readonly List<(int Place, uint Asn)> _pairs = [(0, 0)];

    public AtlasCompiler(PlaceTable places, Dictionary<uint, int> networkNames, IProgress<AtlasBuildProgress>? progress)
    {
        _places = places;
        _networkNames = networkNames;
        _progress = progress;
    }

    public byte[] Compile(AddressRangeList cityRanges, AddressRangeList asnRanges, AtlasEdition edition, IReadOnlyList<AtlasSource> sources)
    {
        Report("sorting ranges", 0);
        List<AddressRange> cities = cityRanges.Flatten();
        List<AddressRange> networks = asnRanges.Flatten();
        Report("choosing coordinates", 0.3);
        int[] spots = ChooseSpots(cities);
        Report("joining places and networks", 0.4);
        List<AddressRange> runs = Intersect(cities, networks);
        cities = networks = [];
        Report("numbering city-networks", 0.7);
        CityNetworkTable table = CityNetworkTable.Of(_pairs, _places);
        Report("writing", 0.8);
        return Write(runs, table, spots, edition, sources);
    }

    /// <summary>
    /// For each place the spot of its widest range: IPv4 before IPv6 (their widths do not compare), then the wider, then the lower address. A choice, not a mean: the mean of
    /// two districts may lie in a lake, and would move with every edition.
    /// </summary>
    private int[] ChooseSpots(List<AddressRange> cities)
    {
        int[] chosen = new int[_places.Count];
        UInt128[] widths = new UInt128[_places.Count];
        bool[] isIPv4 = new bool[_places.Count];
        Array.Fill(chosen, -1);
        foreach (AddressRange range in cities)
        {
            PlaceTable.Spot spot = _places.SpotAt(range.Value);
            bool hasCoordinates = spot is { Latitude: not AtlasFile.NoCoordinate, Longitude: not AtlasFile.NoCoordinate };
            int place = spot.Place;
            if (hasCoordinates && (chosen[place] < 0 || (range.IsIPv4 && !isIPv4[place]) || (range.IsIPv4 == isIPv4[place] && range.Width > widths[place])))
            {
                chosen[place] = range.Value;
                widths[place] = range.Width;
                isIPv4[place] = range.IsIPv4;
            }
        }
        return chosen;
    }

    /// <summary>Walks both flat lists side by side; the value of a run is the number of its pair.</summary>
    private List<AddressRange> Intersect(List<AddressRange> cities, List<AddressRange> networks)
    {
        List<AddressRange> runs = new(cities.Count + networks.Count);
        int city = 0, network = 0;
        UInt128 position = 0;
        while (true)
        {
            while (city < cities.Count && cities[city].Last < position)
            {
                city++;
            }
            while (network < networks.Count && networks[network].Last < position)
            {
                network++;
            }
            bool hasCity = city < cities.Count, hasNetwork = network < networks.Count;
            if (!hasCity && !hasNetwork)
            {
                return runs;
            }
            UInt128 cityFirst = hasCity ? cities[city].First : UInt128.MaxValue;
            UInt128 networkFirst = hasNetwork ? networks[network].First : UInt128.MaxValue;
            position = UInt128.Max(position, UInt128.Min(cityFirst, networkFirst));
            bool inCity = hasCity && cityFirst <= position, inNetwork = hasNetwork && networkFirst <= position;
            UInt128 end = UInt128.Min(
                inCity ? cities[city].Last : hasCity ? cityFirst - 1 : UInt128.MaxValue,
                inNetwork ? networks[network].Last : hasNetwork ? networkFirst - 1 : UInt128.MaxValue);
            int pair = Pair(inCity ? _places.SpotAt(cities[city].Value).Place : 0, inNetwork ? unchecked((uint)networks[network].Value) : 0);
            if (pair != 0)
            {
                AddressRangeList.AppendJoined(runs, position, end, pair);
            }
            if (end == UInt128.MaxValue)
            {
                return runs;
            }
            position = end + 1;
        }
    }

    private int Pair(int place, uint asn)
    {
        ulong key = ((ulong)(uint)place << 32) | asn;
        if (!_pairNumbers.TryGetValue(key, out int number))
        {
            number = _pairs.Count;
            _pairNumbers.Add(key, number);
            _pairs.Add((place, asn));
        }
        return number;
    }

    private byte[] Write(List<AddressRange> runs, CityNetworkTable table, int[] spots, AtlasEdition edition, IReadOnlyList<AtlasSource> sources)
    {
        RunWriter writer = new(runs, table.IndexOfPair);
        uint[] asns = [.. table.Pairs.Select(pair => pair.Asn).Distinct().Order()];
        Dictionary<uint, int> networkOf = asns.Select((asn, index) => (asn, index)).ToDictionary(entry => entry.asn, entry => entry.index);
        int[] places = new int[_places.Count * AtlasFile.PlaceWords];
        for (int i = 0; i < _places.Count; i++)
        {
            PlaceTable.Names names = _places[i];
            (int latitude, int longitude) = spots[i] < 0
                ? (AtlasFile.NoCoordinate, AtlasFile.NoCoordinate)
                : (_places.SpotAt(spots[i]).Latitude, _places.SpotAt(spots[i]).Longitude);
            ReadOnlySpan<int> words = [names.CountryCode, names.Country, names.Subdivision, names.Metro, names.City, latitude, longitude];
            words.CopyTo(places.AsSpan(i * AtlasFile.PlaceWords));
        }
        uint[] networks = [.. asns.SelectMany(asn => new[] { asn, (uint)_networkNames.GetValueOrDefault(asn) })];
        uint[] about = About(edition, sources);
        (int[] textStarts, byte[] textBytes) = _places.Texts.Write();
        Array[] sections = new Array[(int)AtlasSection.About + 1];
        writer.WriteTo(sections);
        sections[(int)AtlasSection.Ids] = table.Ids;
        sections[(int)AtlasSection.PlaceOf] = table.Pairs.Select(pair => pair.Place).ToArray();
        sections[(int)AtlasSection.NetworkOf] = table.Pairs.Select(pair => networkOf[pair.Asn]).ToArray();
        sections[(int)AtlasSection.Places] = places;
        sections[(int)AtlasSection.Networks] = networks;
        sections[(int)AtlasSection.TextStarts] = textStarts;
        sections[(int)AtlasSection.TextBytes] = textBytes;
        sections[(int)AtlasSection.About] = about;
        return AtlasFile.Write(Levels(table, spots), sections);
    }

    private uint[] About(AtlasEdition edition, IReadOnlyList<AtlasSource> sources)
    {
        ulong seconds = (ulong)Math.Max(0, edition.BuildTime?.ToUnixTimeSeconds() ?? 0);
        List<uint> about = [Text(edition.Name), Text(edition.Attribution), Low(seconds), High(seconds), (uint)sources.Count];
        foreach (AtlasSource source in sources)
        {
            about.AddRange([(uint)source.Kind, Text(source.Name), Text(source.DatabaseType), Low(source.BuildEpoch), High(source.BuildEpoch)]);
        }
        return [.. about];

        uint Text(string text) => (uint)_places.Texts.Number(text);
        static uint Low(ulong value) => unchecked((uint)value);
        static uint High(ulong value) => (uint)(value >> 32);
    }

    private AtlasLevels Levels(CityNetworkTable table, int[] spots)
    {
        AtlasLevels levels = AtlasLevels.None;
        foreach ((int place, uint asn) in table.Pairs)
        {
            PlaceTable.Names names = _places[place];
            levels |= (names.CountryCode | names.Country) != 0 ? AtlasLevels.Country : 0;
            levels |= names.Subdivision != 0 ? AtlasLevels.Subdivision : 0;
            levels |= names.Metro != 0 ? AtlasLevels.Metro : 0;
            levels |= names.City != 0 ? AtlasLevels.City : 0;
            levels |= spots[place] >= 0 ? AtlasLevels.Coordinates : 0;
            levels |= asn != 0 ? AtlasLevels.Asn : 0;
            levels |= asn != 0 && _networkNames.ContainsKey(asn) ? AtlasLevels.NetworkName : 0;
        }
        return levels;
    }

    private void Report(string step, double share) => _progress?.Report(new AtlasBuildProgress(step, share));
}
