using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Isobar.Core.Traffic;

namespace Isobar.Core.Baselines;

/// <summary>
/// Writes the parts of a saved state: each its length, its bytes and their hash, so that a part that was cut or damaged is known for what it is.
/// </summary>
/// <param name="output">Takes the bytes.</param>
internal sealed class SnapshotWriter(IBufferWriter<byte> output)
{
    private readonly ArrayBufferWriter<byte> _part = new();

    /// <summary>Adds a number to the open part.</summary>
    public void Write(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_part.GetSpan(sizeof(long)), value);
        _part.Advance(sizeof(long));
    }

    /// <summary>Adds a number with its bits to the open part.</summary>
    public void Write(double value) => Write(BitConverter.DoubleToInt64Bits(value));

    /// <summary>Adds a text to the open part.</summary>
    public void Write(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Write(bytes.Length);
        _part.Write(bytes);
    }

    /// <summary>Adds values as they lie in memory to the open part.</summary>
    public void Write<T>(ReadOnlySpan<T> values)
        where T : unmanaged => _part.Write(MemoryMarshal.AsBytes(values));

    /// <summary>Writes a part that holds a length and as many bytes.</summary>
    public void WriteBlob(ReadOnlySpan<byte> bytes)
    {
        Write(bytes.Length);
        Write<byte>(bytes);
        End();
    }

    /// <summary>Ends the open part.</summary>
    public void End()
    {
        WriteNumber((ulong)_part.WrittenCount);
        output.Write(_part.WrittenSpan);
        WriteNumber(StableHash.Of(_part.WrittenSpan));
        _part.ResetWrittenCount();
    }

    /// <summary>Writes states, a part for each page.</summary>
    public void WriteStates<T>(PagedStates<T> states)
        where T : unmanaged
    {
        Write(states.Count);
        End();
        foreach (ReadOnlyMemory<T> page in states.Pages())
        {
            Write(page.Span);
            End();
        }
    }

    private void WriteNumber(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(output.GetSpan(sizeof(ulong)), value);
        output.Advance(sizeof(ulong));
    }
}
