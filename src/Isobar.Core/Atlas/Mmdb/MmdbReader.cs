using System.Globalization;
using Isobar.Core.Traffic;

namespace Isobar.Core.Atlas.Mmdb;

/// <summary>
/// Reads a MaxMind DB file (format 2.0) from memory: metadata, look-up of one address, and a walk over all networks. Anything that is not as
/// the format says ends in an <see cref="AtlasFormatException"/> with the offset.
/// </summary>
/// <remarks>
/// Written against the published specification (MaxMind-DB-spec.md, 2.0). Hostile files cannot make it hang: look-ups read at most 128 nodes, a walk
/// follows at most 128 levels and visits at most four times as many nodes as the tree has, and <see cref="MmdbDecoder"/> bounds records.
/// Not thread-safe.
/// </remarks>
public sealed class MmdbReader
{
    private const int SeparatorBytes = 16;
    private const int MetadataWindow = 128 * 1024;

    private readonly string _file;
    private readonly MmdbTree _tree;
    private readonly MmdbDecoder _decoder;

    private MmdbReader(string file, MmdbMetadata metadata, MmdbTree tree, MmdbDecoder decoder)
    {
        _file = file;
        Metadata = metadata;
        _tree = tree;
        _decoder = decoder;
    }

    /// <summary>What the file says about itself.</summary>
    public MmdbMetadata Metadata { get; }

    /// <summary>Whether the bytes look like a MaxMind DB: they hold its metadata marker.</summary>
    public static bool IsMmdb(ReadOnlySpan<byte> file) => FindMarker(file) >= 0;

    /// <summary>Opens a file that is in memory (or mapped).</summary>
    /// <param name="file">The name to use in errors.</param>
    /// <param name="bytes">The whole file.</param>
    /// <exception cref="AtlasFormatException">The file is no MaxMind DB 2.0, or is cut short.</exception>
    public static MmdbReader Open(string file, ReadOnlyMemory<byte> bytes)
    {
        int marker = FindMarker(bytes.Span);
        if (marker < 0)
        {
            throw AtlasFormatException.AtByte(file, bytes.Length, "no metadata marker in the last 128 KiB; this is no MaxMind DB file, or its end is missing");
        }
        int metadataStart = marker + Marker.Length;
        MmdbValue map = new MmdbDecoder(file, bytes[metadataStart..], metadataStart).Decode(0);
        MmdbMetadata metadata = MmdbMetadata.From(file, metadataStart, map);
        long dataStart = metadata.TreeBytes + SeparatorBytes;
        if (dataStart > marker)
        {
            throw AtlasFormatException.AtByte(file, metadataStart, string.Create(CultureInfo.InvariantCulture,
                $"node_count {metadata.NodeCount} with {metadata.RecordSize}-bit records needs {dataStart} bytes, but the metadata begins at {marker}; is the file cut short?"));
        }
        ReadOnlyMemory<byte> data = bytes[(int)dataStart..marker];
        MmdbTree tree = new(file, bytes[..(int)metadata.TreeBytes], metadata, data.Length);
        return new MmdbReader(file, metadata, tree, new MmdbDecoder(file, data, dataStart));
    }

    /// <summary>The record of the longest matching prefix, or null when the database does not know the address.</summary>
    /// <exception cref="AtlasFormatException">The tree or the record is broken.</exception>
    public MmdbValue? Find(IpAddress address) => _tree.Find(address) is { } record ? _decoder.Decode(record) : null;

    /// <summary>
    /// All networks in address order, the IPv4 part (::/96 in an IPv6 tree) as IPv4 networks. Further paths to the IPv4 part (::ffff:0:0/96, Teredo and
    /// 6to4 aliases that publishers add) are left out: they would repeat all of IPv4.
    /// </summary>
    /// <exception cref="AtlasFormatException">While enumerating: the tree is broken.</exception>
    public IEnumerable<MmdbNetwork> Networks() => _tree.Networks();

    /// <summary>Decodes the record of a network from <see cref="Networks"/>.</summary>
    /// <exception cref="AtlasFormatException">The record is broken.</exception>
    public MmdbValue Decode(uint record) => _decoder.Decode(record);

    /// <inheritdoc/>
    public override string ToString() => $"{_file} ({Metadata.DatabaseType})";

    // The three bytes are no UTF-8, so a u8 literal cannot hold them.
    private static ReadOnlySpan<byte> Marker =>
        [0xab, 0xcd, 0xef, (byte)'M', (byte)'a', (byte)'x', (byte)'M', (byte)'i', (byte)'n', (byte)'d', (byte)'.', (byte)'c', (byte)'o', (byte)'m'];

    private static int FindMarker(ReadOnlySpan<byte> file)
    {
        int from = Math.Max(0, file.Length - MetadataWindow);
        int found = file[from..].LastIndexOf(Marker);
        return found < 0 ? -1 : from + found;
    }
}
