using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Isobar.Core.Traffic;

namespace Isobar.Core.Baselines;

/// <summary>
/// Reads what <see cref="SnapshotWriter"/> wrote. The first thing that does not fit makes it <see cref="IsFaulty"/>; from then on every number is 0 and every text empty.
/// </summary>
internal ref struct SnapshotReader
{
    private ReadOnlySpan<byte> _rest;
    private ReadOnlySpan<byte> _part;

    /// <param name="written">The bytes.</param>
    public SnapshotReader(ReadOnlySpan<byte> written) => _rest = written;

    /// <summary>Whether the bytes are not what they should be.</summary>
    public bool IsFaulty { get; private set; }

    /// <summary>Whether all bytes have been read.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty && _part.IsEmpty;

    /// <summary>Opens the next part; the one before must have been read whole.</summary>
    public void Begin()
    {
        ulong length = _part.IsEmpty ? Number(ref _rest) : ulong.MaxValue;
        _part = default;
        if (IsFaulty || _rest.Length < sizeof(ulong) || length > (ulong)(_rest.Length - sizeof(ulong)))
        {
            Fail();
            return;
        }
        _part = _rest[..(int)length];
        _rest = _rest[(int)length..];
        if (Number(ref _rest) != StableHash.Of(_part))
        {
            Fail();
        }
    }

    /// <summary>The next number.</summary>
    public long ReadNumber() => unchecked((long)Number(ref _part));

    /// <summary>The next number, at least 0 and at most the given one.</summary>
    public int ReadCount(int most)
    {
        long count = ReadNumber();
        if (count < 0 || count > most)
        {
            Fail();
            return 0;
        }
        return (int)count;
    }

    /// <summary>The next number with its bits.</summary>
    public double ReadReal() => BitConverter.Int64BitsToDouble(ReadNumber());

    /// <summary>The next text.</summary>
    public string ReadText()
    {
        int length = ReadCount(_part.Length);
        if (length > _part.Length)
        {
            Fail();
            return "";
        }
        string text = Encoding.UTF8.GetString(_part[..length]);
        _part = _part[length..];
        return text;
    }

    /// <summary>The next values, as they lay in memory.</summary>
    public void Read<T>(scoped Span<T> values)
        where T : unmanaged
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(values);
        if (bytes.Length > _part.Length)
        {
            Fail();
            return;
        }
        _part[..bytes.Length].CopyTo(bytes);
        _part = _part[bytes.Length..];
    }

    /// <summary>A part that holds a length and as many bytes.</summary>
    public byte[] ReadBlob()
    {
        Begin();
        byte[] bytes = new byte[ReadCount(_part.Length)];
        Read<byte>(bytes);
        return bytes;
    }

    /// <summary>States, a part for each page.</summary>
    public PagedStates<T> ReadStates<T>()
        where T : unmanaged
    {
        PagedStates<T> states = new();
        Begin();
        int count = ReadCount(int.MaxValue);
        T[] page = new T[PagedStates<T>.PageSize];
        while (count > 0 && !IsFaulty)
        {
            Begin();
            Span<T> values = page.AsSpan(0, Math.Min(count, page.Length));
            Read(values);
            foreach (T value in values)
            {
                states.Add(value);
            }
            count -= values.Length;
        }
        return states;
    }

    /// <summary>Ends reading.</summary>
    public void Fail()
    {
        IsFaulty = true;
        _part = default;
        _rest = default;
    }

    private ulong Number(ref ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < sizeof(ulong))
        {
            Fail();
            return 0;
        }
        ulong value = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        bytes = bytes[sizeof(ulong)..];
        return value;
    }
}
