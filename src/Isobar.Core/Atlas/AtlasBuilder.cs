using Isobar.Core.Atlas.Mmdb;
using Isobar.Core.Atlas.Sources;

namespace Isobar.Core.Atlas;

/// <summary>
/// Compiles city sources and ASN sources into an atlas. Each source is a MaxMind DB or a range CSV; any number of each kind may be added, IPv4 and IPv6. Where
/// ranges of a kind overlap, the narrower wins, and of two equally narrow ones the one added first. The same sources in the same order give the same bytes.
/// </summary>
/// <remarks>Not thread-safe. Memory: about 250 bytes per range of the sources at the peak (the default pair: 8.4 million ranges, 2.2 GB with the files).</remarks>
public sealed class AtlasBuilder
{
    private readonly IProgress<AtlasBuildProgress>? _progress;
    private readonly AddressRangeList _cityRanges = new();
    private readonly AddressRangeList _asnRanges = new();
    private readonly PlaceTable _places = new();
    private readonly Dictionary<uint, int> _networkNames = [];
    private readonly List<AtlasSource> _sources = [];
    private bool _isBuilt;

    /// <summary>Starts with no sources.</summary>
    /// <param name="progress">Is told of the progress a few hundred times. It may throw to give the build up.</param>
    public AtlasBuilder(IProgress<AtlasBuildProgress>? progress = null) => _progress = progress;

    /// <summary>Adds a city source.</summary>
    /// <param name="name">The file's name, for errors and for the list of sources; it should not hold the folder.</param>
    /// <param name="file">The whole file: a MaxMind DB, or a range CSV.</param>
    /// <exception cref="AtlasFormatException">The file is not readable, or says nothing of places.</exception>
    public void AddCity(string name, ReadOnlyMemory<byte> file)
    {
        if (MmdbReader.IsMmdb(file.Span))
        {
            AddMmdb(name, file, AtlasSourceKind.City);
            return;
        }
        RangeCsv csv = OpenCsv(name, file, AtlasSourceKind.City);
        for (int rows = 0; csv.Next(); rows++)
        {
            Report(rows, name, csv.Progress);
            _cityRanges.Add(csv.First, csv.Last, _places.SpotOf(csv.City()));
        }
    }

    /// <summary>Adds an ASN source.</summary>
    /// <inheritdoc cref="AddCity"/>
    public void AddAsn(string name, ReadOnlyMemory<byte> file)
    {
        if (MmdbReader.IsMmdb(file.Span))
        {
            AddMmdb(name, file, AtlasSourceKind.Asn);
            return;
        }
        RangeCsv csv = OpenCsv(name, file, AtlasSourceKind.Asn);
        for (int rows = 0; csv.Next(); rows++)
        {
            Report(rows, name, csv.Progress);
            _asnRanges.Add(csv.First, csv.Last, Network(csv.Asn()));
        }
    }

    /// <summary>Compiles what was added. A builder compiles once.</summary>
    /// <param name="edition">What to keep about the build.</param>
    /// <returns>The file, for <see cref="CityNetworkAtlas.Open"/>.</returns>
    public byte[] Build(AtlasEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        if (_isBuilt)
        {
            throw new InvalidOperationException("This builder has compiled its sources already; make a new one.");
        }
        _isBuilt = true;
        AtlasCompiler compiler = new(_places, _networkNames, _progress);
        return compiler.Compile(_cityRanges, _asnRanges, edition, _sources);
    }

    private RangeCsv OpenCsv(string name, ReadOnlyMemory<byte> file, AtlasSourceKind kind)
    {
        // A NUL byte never stands in text: better say "no MaxMind DB" than "line 1 is strange".
        if (file.Span[..Math.Min(file.Length, 4096)].Contains((byte)0))
        {
            throw AtlasFormatException.AtByte(name, file.Span.IndexOf((byte)0),
                "this is neither text nor a MaxMind DB (no metadata marker in the last 128 KiB); is the file complete and unpacked?");
        }
        _sources.Add(new AtlasSource(kind, name, "csv", 0));
        return new RangeCsv(name, file.Span, kind == AtlasSourceKind.City);
    }

    private void AddMmdb(string name, ReadOnlyMemory<byte> file, AtlasSourceKind kind)
    {
        MmdbReader reader = MmdbReader.Open(name, file);
        _sources.Add(new AtlasSource(kind, name, reader.Metadata.DatabaseType, reader.Metadata.BuildEpoch));
        Dictionary<uint, int> known = [];
        int networks = 0, useful = 0;
        foreach (MmdbNetwork network in reader.Networks())
        {
            Report(networks++, name, (double)network.First.High / ulong.MaxValue);
            if (!known.TryGetValue(network.Record, out int value))
            {
                value = ReadRecord(name, reader.Decode(network.Record), kind);
                known.Add(network.Record, value);
                useful += value >= 0 ? 1 : 0;
            }
            if (value >= 0)
            {
                (kind == AtlasSourceKind.City ? _cityRanges : _asnRanges).Add(network.First, network.Last, value);
            }
        }
        if (networks > 0 && useful == 0)
        {
            throw new AtlasFormatException($"{name}: no record says anything of {(kind == AtlasSourceKind.City ? "a country or city" : "an AS number")} "
                + $"(database type \"{reader.Metadata.DatabaseType}\"). City databases go with --city, ASN databases with --asn.");
        }
    }

    /// <summary>The spot or network of a record, or -1 when the record says nothing that is of use.</summary>
    private int ReadRecord(string name, MmdbValue record, AtlasSourceKind kind)
    {
        if (kind == AtlasSourceKind.Asn)
        {
            if (!AsnSchema.TryRead(record, out AsnFacts asn))
            {
                return -1;
            }
            RequireShort(name, asn.Name);
            return Network(asn);
        }
        CityFacts city = CitySchema.Read(record);
        if (city.IsEmpty)
        {
            return -1;
        }
        RequireShort(name, city.CountryName);
        RequireShort(name, city.Subdivision);
        RequireShort(name, city.Metro);
        RequireShort(name, city.City);
        return _places.SpotOf(city);
    }

    private static void RequireShort(string file, string text)
    {
        if (FieldText.IsTooLong(text))
        {
            throw new AtlasFormatException($"{file}: a name is longer than 1024 bytes: \"{text[..40]}…\"");
        }
    }

    /// <summary>AS numbers are their own value; the first non-empty name that was read for a number is kept.</summary>
    private int Network(in AsnFacts facts)
    {
        int text = _places.Texts.Number(facts.Name);
        if (facts.Asn != 0 && text != 0)
        {
            _networkNames.TryAdd(facts.Asn, text);
        }
        return unchecked((int)facts.Asn);
    }

    private void Report(int count, string name, double share)
    {
        if (count % 50_000 == 0)
        {
            _progress?.Report(new AtlasBuildProgress($"reading {name}", share));
        }
    }
}
