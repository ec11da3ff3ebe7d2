using System.Globalization;

namespace Isobar.Core.Atlas.Mmdb;

/// <summary>What a MaxMind DB file says about itself.</summary>
/// <param name="NodeCount">Nodes of the search tree.</param>
/// <param name="RecordSize">Bits of a record: 24, 28 or 32. A node has two.</param>
/// <param name="IpVersion">4 or 6: the address length the tree is built for.</param>
/// <param name="DatabaseType">The publisher's name for the structure of the records.</param>
/// <param name="BuildEpoch">Seconds since 1970 at which the file was built, as stored: it may be beyond every calendar.</param>
public sealed record MmdbMetadata(uint NodeCount, int RecordSize, int IpVersion, string DatabaseType, ulong BuildEpoch)
{
    /// <summary>The build time, or null when it lies outside the years 1 to 9999.</summary>
    public DateTimeOffset? BuildTime =>
        BuildEpoch <= 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds((long)BuildEpoch) : null;

    /// <summary>Bytes of the search tree.</summary>
    internal long TreeBytes => (long)NodeCount * RecordSize / 4;

    internal static MmdbMetadata From(string file, long offset, MmdbValue map)
    {
        if (map.Kind != MmdbKind.Map)
        {
            throw AtlasFormatException.AtByte(file, offset, $"the metadata must be a map, but is {map.Kind}");
        }
        ulong major = Unsigned(file, offset, map, "binary_format_major_version");
        if (major != 2)
        {
            throw AtlasFormatException.AtByte(file, offset, string.Create(CultureInfo.InvariantCulture, $"the format's major version must be 2, but is {major}"));
        }
        ulong recordSize = Unsigned(file, offset, map, "record_size");
        if (recordSize is not (24 or 28 or 32))
        {
            throw AtlasFormatException.AtByte(file, offset, string.Create(CultureInfo.InvariantCulture, $"record_size must be 24, 28 or 32, but is {recordSize}"));
        }
        ulong ipVersion = Unsigned(file, offset, map, "ip_version");
        if (ipVersion is not (4 or 6))
        {
            throw AtlasFormatException.AtByte(file, offset, string.Create(CultureInfo.InvariantCulture, $"ip_version must be 4 or 6, but is {ipVersion}"));
        }
        ulong nodes = Unsigned(file, offset, map, "node_count");
        if (nodes > uint.MaxValue)
        {
            throw AtlasFormatException.AtByte(file, offset, string.Create(CultureInfo.InvariantCulture, $"node_count {nodes} does not fit 32 bits"));
        }
        ulong epoch = map.Find("build_epoch") is null ? 0 : Unsigned(file, offset, map, "build_epoch");
        return new MmdbMetadata((uint)nodes, (int)recordSize, (int)ipVersion, map.Find("database_type")?.Text ?? "", epoch);
    }

    private static ulong Unsigned(string file, long offset, MmdbValue map, string key)
    {
        MmdbValue value = map.Find(key) ?? throw AtlasFormatException.AtByte(file, offset, $"the metadata has no {key}");
        if (value.Kind is not (MmdbKind.UInt16 or MmdbKind.UInt32 or MmdbKind.UInt64) )
        {
            throw AtlasFormatException.AtByte(file, offset, $"{key} must be an unsigned integer, but is {value.Kind}");
        }
        return (ulong)value.Integer;
    }
}
