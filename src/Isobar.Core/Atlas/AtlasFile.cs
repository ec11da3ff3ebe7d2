using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using Isobar.Core.Traffic;

namespace Isobar.Core.Atlas;

/// <summary>
/// The outer form of a compiled atlas: magic, version, levels, table of sections, checksum of the header. All numbers are little-endian, and sections begin at
/// multiples of 64, so that they can be read in place.
/// </summary>
internal static class AtlasFile
{
    /// <summary>Rises with every change of the format; files of another version are built again.</summary>
    public const uint Version = 1;

    public const int HeaderBytes = FixedBytes + (SectionCount * SectionBytes) + 8;

    /// <summary>In a value of <see cref="AtlasSection.IPv6Values"/>: the rest is the number of a split /64.</summary>
    public const uint SplitFlag = 0x8000_0000;

    /// <summary>A coordinate that is not known.</summary>
    public const int NoCoordinate = int.MinValue;

    public const int PlaceWords = 7;
    public const int NetworkWords = 2;
    public const int AboutWords = 5;
    public const int SourceWords = 5;

    private const int FixedBytes = 32;
    private const int SectionBytes = 16;
    private const int SectionCount = (int)AtlasSection.About + 1;
    private const int Alignment = 64;

    private static ReadOnlySpan<byte> Magic => "ISOATLAS"u8;

    /// <summary>Puts a file together.</summary>
    public static byte[] Write(AtlasLevels levels, IReadOnlyList<Array> sections)
    {
        long[] offsets = new long[SectionCount];
        long end = HeaderBytes;
        for (int i = 0; i < SectionCount; i++)
        {
            offsets[i] = Aligned(end);
            end = offsets[i] + Buffer.ByteLength(sections[i]);
        }
        if (end > Array.MaxLength)
        {
            throw new AtlasFormatException(string.Create(CultureInfo.InvariantCulture, $"The atlas would have {end} bytes; 2 GiB is the most. Leave some sources out."));
        }
        byte[] file = new byte[end];
        Span<byte> header = file.AsSpan(0, HeaderBytes);
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(header[12..], (uint)levels);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], end);
        BinaryPrimitives.WriteUInt32LittleEndian(header[24..], SectionCount);
        for (int i = 0; i < SectionCount; i++)
        {
            Span<byte> entry = header.Slice(FixedBytes + (i * SectionBytes), SectionBytes);
            BinaryPrimitives.WriteInt64LittleEndian(entry, offsets[i]);
            BinaryPrimitives.WriteInt64LittleEndian(entry[8..], Buffer.ByteLength(sections[i]));
            Buffer.BlockCopy(sections[i], 0, file, (int)offsets[i], Buffer.ByteLength(sections[i]));
        }
        BinaryPrimitives.WriteUInt64LittleEndian(header[^8..], StableHash.Of(header[..^8]));
        return file;
    }

    /// <summary>Checks the header and gives the sections.</summary>
    /// <exception cref="AtlasFormatException">The bytes are no atlas of this version, or are cut short.</exception>
    public static ReadOnlyMemory<byte>[] Read(ReadOnlyMemory<byte> file, out AtlasLevels levels)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("A compiled atlas is read in place, which needs a little-endian processor.");
        }
        ReadOnlySpan<byte> bytes = file.Span;
        if (bytes.Length < HeaderBytes || !bytes.StartsWith(Magic))
        {
            throw Fault(0, "this is no compiled atlas: it does not begin with ISOATLAS, or is shorter than the header");
        }
        ReadOnlySpan<byte> header = bytes[..HeaderBytes];
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(header[8..]);
        if (version != Version)
        {
            throw Fault(8, string.Create(CultureInfo.InvariantCulture, $"format version {version}, but this program reads {Version}; build the atlas again"));
        }
        if (BinaryPrimitives.ReadUInt64LittleEndian(header[^8..]) != StableHash.Of(header[..^8]))
        {
            throw Fault(HeaderBytes - 8, "the header's checksum does not match; build the atlas again");
        }
        long length = BinaryPrimitives.ReadInt64LittleEndian(header[16..]);
        if (length != bytes.Length)
        {
            throw Fault(16, string.Create(CultureInfo.InvariantCulture, $"the file should have {length} bytes, but has {bytes.Length}; build the atlas again"));
        }
        levels = (AtlasLevels)BinaryPrimitives.ReadInt32LittleEndian(header[12..]);
        var sections = new ReadOnlyMemory<byte>[SectionCount];
        for (int i = 0; i < SectionCount; i++)
        {
            ReadOnlySpan<byte> entry = header.Slice(FixedBytes + (i * SectionBytes), SectionBytes);
            long offset = BinaryPrimitives.ReadInt64LittleEndian(entry);
            long count = BinaryPrimitives.ReadInt64LittleEndian(entry[8..]);
            if (offset < HeaderBytes || offset % Alignment != 0 || count < 0 || offset > length || count > length - offset)
            {
                throw Fault(FixedBytes + (i * SectionBytes), $"section {(AtlasSection)i} lies outside the file");
            }
            sections[i] = file.Slice((int)offset, (int)count);
        }
        return sections;
    }

    public static ReadOnlySpan<T> As<T>(ReadOnlyMemory<byte> section)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(section.Span);

    /// <summary>An error at a byte of a compiled atlas.</summary>
    public static AtlasFormatException Fault(long offset, string fault) => AtlasFormatException.AtByte("compiled atlas", offset, fault);

    private static long Aligned(long offset) => (offset + Alignment - 1) / Alignment * Alignment;
}
