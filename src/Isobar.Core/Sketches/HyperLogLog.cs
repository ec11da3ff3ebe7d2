namespace Isobar.Core.Sketches;

/// <summary>The estimator for HyperLogLog registers: Ertl's improved raw estimator (arXiv 1702.01284, algorithm 6), unbiased over the whole range without tables.</summary>
internal static class HyperLogLog
{
    /// <summary>Estimates the number of distinct values.</summary>
    /// <param name="registers">2^p registers with ranks from 0 (nothing seen) to q + 1.</param>
    /// <param name="q">Bits of the hash that are left for the rank.</param>
    public static double Estimate(ReadOnlySpan<byte> registers, int q)
    {
        Span<int> histogram = stackalloc int[66];
        histogram.Clear();
        foreach (byte rank in registers)
        {
            histogram[rank]++;
        }
        double m = registers.Length;
        double z = m * Tau((m - histogram[q + 1]) / m);
        for (int rank = q; rank >= 1; rank--)
        {
            z = 0.5 * (z + histogram[rank]);
        }
        z += m * Sigma(histogram[0] / m);
        return m * m / (2 * Math.Log(2) * z);
    }

    private static double Sigma(double x)
    {
        if (x == 1)
        {
            return double.PositiveInfinity;
        }
        double y = 1, z = x, before;
        do
        {
            x *= x;
            before = z;
            z += x * y;
            y += y;
        }
        while (z != before);
        return z;
    }

    private static double Tau(double x)
    {
        if (x is 0 or 1)
        {
            return 0;
        }
        double y = 1, z = 1 - x, before;
        do
        {
            x = Math.Sqrt(x);
            before = z;
            y *= 0.5;
            z -= (1 - x) * (1 - x) * y;
        }
        while (z != before);
        return z / 3;
    }
}
