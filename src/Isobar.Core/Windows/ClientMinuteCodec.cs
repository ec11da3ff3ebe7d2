using Isobar.Core.Sketches;

namespace Isobar.Core.Windows;

/// <summary>
/// The bytes of a client minute in a spill file, which lives no longer than the process that wrote it: strata are numbers of its table.
/// Every number is LEB128 but the client, the city-network and the samples, whose bits are all in use; intervals are zigzag-coded, since times before 1970 are negative.
/// </summary>
public static class ClientMinuteCodec
{
    /// <summary>The most bytes an entry can take: three words, eight numbers, and two sets of four samples with their sizes.</summary>
    public const int MaximumLength = 3 * 8 + 8 * 10 + 2 * (1 + SampleSet.Capacity * 8);

    /// <summary>Writes an entry; returns its length.</summary>
    public static int Write(Span<byte> destination, in ClientMinute entry, in ClientSamples samples)
    {
        int length = WriteWord(destination, 0, entry.Client.High);
        length = WriteWord(destination, length, entry.Client.Low);
        length = WriteWord(destination, length, entry.CityNetwork.Value);
        length += Varint.Write(destination[length..], unchecked((ulong)((entry.Interval << 1) ^ (entry.Interval >> 63))));
        length += Varint.Write(destination[length..], (ulong)entry.Stratum);
        length += Varint.Write(destination[length..], (ulong)entry.BytesIn);
        length += Varint.Write(destination[length..], (ulong)entry.BytesOut);
        length += Varint.Write(destination[length..], (ulong)entry.Connections);
        length += Varint.Write(destination[length..], (ulong)entry.Attempts);
        length += Varint.Write(destination[length..], (ulong)entry.NetworkFailures);
        length += Varint.Write(destination[length..], (ulong)entry.ServiceFailures);
        length = WriteSamples(destination, length, samples.Rtt);
        return WriteSamples(destination, length, samples.Ttfb);
    }

    /// <summary>Reads an entry and moves past it; false, without moving, when the bytes end within it or are not one.</summary>
    public static bool TryRead(ref ReadOnlySpan<byte> source, out ClientMinute entry, out ClientSamples samples)
    {
        entry = default;
        samples = default;
        ReadOnlySpan<byte> rest = source;
        if (!TryReadWord(ref rest, out ulong high) || !TryReadWord(ref rest, out ulong low) || !TryReadWord(ref rest, out ulong cityNetwork)
            || !Varint.TryRead(ref rest, out ulong interval) || !TryReadCount(ref rest, out entry.Stratum)
            || !TryReadCount(ref rest, out entry.BytesIn) || !TryReadCount(ref rest, out entry.BytesOut)
            || !TryReadCount(ref rest, out entry.Connections) || !TryReadCount(ref rest, out entry.Attempts)
            || !TryReadCount(ref rest, out entry.NetworkFailures) || !TryReadCount(ref rest, out entry.ServiceFailures)
            || !TryReadSamples(ref rest, ref samples.Rtt) || !TryReadSamples(ref rest, ref samples.Ttfb))
        {
            return false;
        }
        entry.Client = new(high, low);
        entry.CityNetwork = new(cityNetwork);
        entry.Interval = unchecked((long)(interval >> 1) ^ -(long)(interval & 1));
        source = rest;
        return true;
    }

    private static int WriteSamples(Span<byte> destination, int length, in SampleSet samples)
    {
        destination[length++] = (byte)samples.Count;
        for (int i = 0; i < samples.Count; i++)
        {
            length = WriteWord(destination, length, samples.SlotAt(i));
        }
        return length;
    }

    /// <summary>Numbers beyond the type's range are damage, not an overflow of ours.</summary>
    private static bool TryReadCount(ref ReadOnlySpan<byte> source, out int count)
    {
        bool read = Varint.TryRead(ref source, out uint value) && value <= int.MaxValue;
        count = read ? (int)value : 0;
        return read;
    }

    /// <inheritdoc cref="TryReadCount(ref ReadOnlySpan{byte}, out int)"/>
    private static bool TryReadCount(ref ReadOnlySpan<byte> source, out long count)
    {
        bool read = Varint.TryRead(ref source, out ulong value) && value <= long.MaxValue;
        count = read ? (long)value : 0;
        return read;
    }

    private static bool TryReadSamples(ref ReadOnlySpan<byte> source, ref SampleSet samples)
    {
        if (source.IsEmpty || source[0] > SampleSet.Capacity)
        {
            return false;
        }
        int count = source[0];
        source = source[1..];
        for (int i = 0; i < count; i++)
        {
            if (!TryReadWord(ref source, out ulong slot))
            {
                return false;
            }
            samples.OfferSlot(slot);
        }
        return true;
    }

    private static int WriteWord(Span<byte> destination, int at, ulong word)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(destination[at..], word);
        return at + 8;
    }

    private static bool TryReadWord(ref ReadOnlySpan<byte> source, out ulong word)
    {
        bool read = System.Buffers.Binary.BinaryPrimitives.TryReadUInt64LittleEndian(source, out word);
        source = read ? source[8..] : source;
        return read;
    }
}
