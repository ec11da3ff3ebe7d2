using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Isobar.Core.Atlas.Mmdb;

/// <summary>
/// Decodes values of one section (data or metadata) of a MaxMind DB file. Every read is checked against the section, nesting is at most
/// <see cref="MaxDepth"/>, and what all values together may cost is limited, because pointers let a small file describe a huge tree.
/// </summary>
/// <remarks>Layout by the MaxMind DB file format specification 2.0, "Output Data Section". Not thread-safe: it counts its work.</remarks>
internal sealed class MmdbDecoder
{
    /// <summary>Deepest nesting that is followed. Published databases nest 4 deep; cyclic pointers end here.</summary>
    public const int MaxDepth = 128;

    /// <summary>Most work (values plus bytes of text) for one record. Records of published databases need under 5,000.</summary>
    private const long RecordWork = 1 << 20;

    private readonly string _file;
    private readonly ReadOnlyMemory<byte> _section;
    private readonly long _sectionStart;
    private long _workLeft;
    private long _recordWorkLeft;

    public MmdbDecoder(string file, ReadOnlyMemory<byte> section, long sectionStart)
    {
        _file = file;
        _section = section;
        _sectionStart = sectionStart;
        // Shared names and countries make real records cost up to about ten units per byte of the section; a hostile file stops at 64.
        _workLeft = (1L << 20) + 64L * section.Length;
    }

    /// <summary>Decodes the value that begins at an offset in the section.</summary>
    /// <exception cref="AtlasFormatException">The bytes are no valid value.</exception>
    public MmdbValue Decode(long offset)
    {
        _recordWorkLeft = RecordWork;
        long position = offset;
        return Decode(_section.Span, ref position, 0);
    }

    private MmdbValue Decode(ReadOnlySpan<byte> section, ref long position, int depth)
    {
        if (depth > MaxDepth)
        {
            throw Fault(position, string.Create(CultureInfo.InvariantCulture, $"values are nested deeper than {MaxDepth}; pointers may form a circle"));
        }
        Charge(position, 1);
        long start = position;
        ControlByte control = ReadControl(section, ref position);
        if (control.IsPointer)
        {
            long target = ReadPointer(section, ref position, control);
            long targetPosition = target;
            if (targetPosition >= section.Length)
            {
                throw Fault(start, string.Create(CultureInfo.InvariantCulture, $"a pointer leads to {target}, but the section has {section.Length} bytes"));
            }
            if (section[(int)target] >> 5 == 1)
            {
                throw Fault(start, "a pointer leads to another pointer, which the format forbids");
            }
            return Decode(section, ref targetPosition, depth + 1);
        }
        return control.Type switch
        {
            (int)MmdbKind.Map => DecodeMap(section, ref position, control.Size, depth),
            (int)MmdbKind.List => DecodeList(section, ref position, control.Size, depth),
            14 => control.Size <= 1
                ? MmdbValue.OfUnsigned(MmdbKind.Boolean, (UInt128)control.Size)
                : throw Fault(start, "a Boolean must have the size 0 or 1"),
            _ => DecodeScalar(section, ref position, control, start),
        };
    }

    private MmdbValue DecodeScalar(ReadOnlySpan<byte> section, ref long position, ControlByte control, long start)
    {
        ReadOnlySpan<byte> bytes = Take(section, ref position, control.Size, start);
        switch ((MmdbKind)control.Type)
        {
            case MmdbKind.Text:
                Charge(start, bytes.Length);
                return MmdbValue.OfText(Encoding.UTF8.GetString(bytes));
            case MmdbKind.Bytes:
                Charge(start, bytes.Length);
                return MmdbValue.OfBytes(bytes.ToArray());
            case MmdbKind.Double:
                RequireSize(control.Size == 8, start, "a double", control.Size);
                return MmdbValue.OfReal(MmdbKind.Double, BinaryPrimitives.ReadDoubleBigEndian(bytes));
            case MmdbKind.Float:
                RequireSize(control.Size == 4, start, "a float", control.Size);
                return MmdbValue.OfReal(MmdbKind.Float, BinaryPrimitives.ReadSingleBigEndian(bytes));
            case MmdbKind.UInt16:
                return DecodeUnsigned(MmdbKind.UInt16, bytes, 2, start);
            case MmdbKind.UInt32:
                return DecodeUnsigned(MmdbKind.UInt32, bytes, 4, start);
            case MmdbKind.UInt64:
                return DecodeUnsigned(MmdbKind.UInt64, bytes, 8, start);
            case MmdbKind.UInt128:
                return DecodeUnsigned(MmdbKind.UInt128, bytes, 16, start);
            case MmdbKind.Int32:
                // Shorter forms are zero-extended: only four full bytes can be negative.
                RequireSize(control.Size <= 4, start, "a signed 32-bit integer", control.Size);
                return MmdbValue.OfSigned(unchecked((int)(uint)BigEndian(bytes)));
            default:
                throw Fault(start, string.Create(CultureInfo.InvariantCulture, $"{control.Type} is not a data type of the format"));
        }
    }

    private MmdbValue DecodeUnsigned(MmdbKind kind, ReadOnlySpan<byte> bytes, int largest, long start)
    {
        RequireSize(bytes.Length <= largest, start, "an unsigned integer of this type", bytes.Length);
        return MmdbValue.OfUnsigned(kind, BigEndian(bytes));
    }

    private MmdbValue DecodeMap(ReadOnlySpan<byte> section, ref long position, int size, int depth)
    {
        RequireRoom(section, position, 2L * size, "map", size);
        Dictionary<string, MmdbValue> map = new(Math.Min(size, 64), StringComparer.Ordinal);
        for (int i = 0; i < size; i++)
        {
            long keyAt = position;
            MmdbValue key = Decode(section, ref position, depth + 1);
            string name = key.Text ?? throw Fault(keyAt, $"a map's key must be text, but is {key.Kind}");
            map[name] = Decode(section, ref position, depth + 1);
        }
        return MmdbValue.OfMap(map);
    }

    private MmdbValue DecodeList(ReadOnlySpan<byte> section, ref long position, int size, int depth)
    {
        RequireRoom(section, position, size, "list", size);
        List<MmdbValue> list = new(Math.Min(size, 64));
        for (int i = 0; i < size; i++)
        {
            list.Add(Decode(section, ref position, depth + 1));
        }
        return MmdbValue.OfList([.. list]);
    }

    private ControlByte ReadControl(ReadOnlySpan<byte> section, ref long position)
    {
        long start = position;
        byte first = Take(section, ref position, 1, start)[0];
        int type = first >> 5;
        if (type == 1)
        {
            return new ControlByte(type, first & 0x1f);
        }
        if (type == 0)
        {
            type = Take(section, ref position, 1, start)[0] + 7;
            if (type < 8)
            {
                throw Fault(start, "an extended type must be 8 or more");
            }
        }
        int size = first & 0x1f;
        if (size >= 29)
        {
            int extra = size - 28;
            int value = (int)(uint)BigEndian(Take(section, ref position, extra, start));
            size = value + (extra == 1 ? 29 : extra == 2 ? 285 : 65821);
        }
        return new ControlByte(type, size);
    }

    private long ReadPointer(ReadOnlySpan<byte> section, ref long position, ControlByte control)
    {
        long start = position;
        int extra = (control.Size >> 3) + 1;
        long low = (long)(ulong)BigEndian(Take(section, ref position, extra, start));
        long high = control.Size & 7;
        return extra switch
        {
            1 => (high << 8) | low,
            2 => ((high << 16) | low) + 2048,
            3 => ((high << 24) | low) + 526336,
            _ => low,
        };
    }

    private ReadOnlySpan<byte> Take(ReadOnlySpan<byte> section, ref long position, int count, long start)
    {
        if (position < 0 || position + count > section.Length)
        {
            throw Fault(start, string.Create(CultureInfo.InvariantCulture,
                $"the value needs {count} bytes at {_sectionStart + position}, but the section ends at {_sectionStart + section.Length}; is the file cut short?"));
        }
        ReadOnlySpan<byte> taken = section.Slice((int)position, count);
        position += count;
        return taken;
    }

    private static UInt128 BigEndian(ReadOnlySpan<byte> bytes)
    {
        UInt128 value = 0;
        foreach (byte b in bytes)
        {
            value = (value << 8) | b;
        }
        return value;
    }

    private void RequireRoom(ReadOnlySpan<byte> section, long position, long least, string what, int size)
    {
        // Every member takes a byte or more, so a size beyond the section is a lie: refuse it before anything is reserved for it.
        if (least > section.Length - position)
        {
            throw Fault(position, string.Create(CultureInfo.InvariantCulture, $"a {what} claims {size} members, more than the section has bytes left"));
        }
    }

    private void RequireSize(bool valid, long start, string what, int size)
    {
        if (!valid)
        {
            throw Fault(start, string.Create(CultureInfo.InvariantCulture, $"{what} cannot have {size} bytes"));
        }
    }

    private void Charge(long position, int work)
    {
        _workLeft -= work;
        _recordWorkLeft -= work;
        if (_workLeft < 0 || _recordWorkLeft < 0)
        {
            throw Fault(position, "the records unfold to far more than published databases hold; the file is broken or hostile");
        }
    }

    private AtlasFormatException Fault(long position, string fault) => AtlasFormatException.AtByte(_file, _sectionStart + position, fault);

    private readonly record struct ControlByte(int Type, int Size)
    {
        public bool IsPointer => Type == 1;
    }
}
