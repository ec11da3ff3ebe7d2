namespace Isobar.Core.Sketches;

/// <summary>Counts in written sketches without reading them into one: the scoring of every window asks nothing else of them.</summary>
public static class SketchCounter
{
    /// <summary>
    /// Adds the number of values above each edge, and returns the number of values. A broken sketch counts as far as it can be read.
    /// </summary>
    /// <param name="written">What <see cref="QuantileSketch.Write()"/> wrote.</param>
    /// <param name="edges">Buckets whose upper edges are meant, rising.</param>
    /// <param name="above">Number of values in higher buckets than each edge's; added to.</param>
    public static int CountAbove(ReadOnlySpan<byte> written, ReadOnlySpan<ushort> edges, Span<int> above)
    {
        if (written.IsEmpty || written[0] != QuantileSketch.FormatVersion)
        {
            return 0;
        }
        ReadOnlySpan<byte> rest = written[1..];
        long bucket = 0;
        int total = 0, edge = 0;
        Span<int> atMost = stackalloc int[edges.Length];
        while (Varint.TryRead(ref rest, out uint step) && Varint.TryRead(ref rest, out ulong count))
        {
            bucket += step;
            while (edge < edges.Length && bucket > edges[edge])
            {
                atMost[edge++] = total;
            }
            total += (int)Math.Min(count, (ulong)(int.MaxValue - total));
        }
        for (int i = 0; i < edges.Length; i++)
        {
            above[i] += i < edge ? total - atMost[i] : 0;
        }
        return total;
    }
}
