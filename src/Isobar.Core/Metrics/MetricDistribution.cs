using System.Buffers.Binary;

namespace Isobar.Core.Metrics;

/// <summary>How the distribution of a point is written: pairs of value and count, both as little-endian doubles.</summary>
public static class MetricDistribution
{
    private const int PairBytes = 16;

    /// <summary>Writes values.</summary>
    public static byte[] Write(ReadOnlySpan<WeighedValue> values)
    {
        var bytes = new byte[values.Length * PairBytes];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * PairBytes), values[i].Value);
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * PairBytes + 8), values[i].Count);
        }
        return bytes;
    }

    /// <summary>
    /// Adds what a point says of its distribution; false where it says too little, as a set of several different values without them does.
    /// </summary>
    /// <param name="written">The written distribution, or empty.</param>
    /// <param name="samples">What is known besides.</param>
    /// <param name="values">Where the values go.</param>
    public static bool TryRead(ReadOnlySpan<byte> written, StatisticSet samples, List<WeighedValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (written.IsEmpty)
        {
            values.Add(new(samples.Minimum, samples.SampleCount));
            return samples.Minimum == samples.Maximum;
        }
        for (; written.Length >= PairBytes; written = written[PairBytes..])
        {
            values.Add(new(BinaryPrimitives.ReadDoubleLittleEndian(written), BinaryPrimitives.ReadDoubleLittleEndian(written[8..])));
        }
        return true;
    }
}
