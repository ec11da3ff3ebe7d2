namespace Isobar.Core.Scoring.Numerics;

/// <summary>
/// A natural logarithm from a table, within 8e-9: for sums of evidence of which millions are made a window, and of which no digit beyond the sixth matters.
/// The same bits on every machine, and about five times as fast as <see cref="StableMath.Log"/>.
/// </summary>
public static class TableLog
{
    private const int Bits = 12;
    private const int MantissaBits = 52;
    private const int Bias = 1023;
    private const double Ln2 = 0.6931471805599453;

    private static readonly double[] s_logs = [.. Enumerable.Range(0, (1 << Bits) + 1).Select(step => StableMath.Log(1 + step / (double)(1 << Bits)))];

    /// <summary>The logarithm of a normal positive number.</summary>
    public static double Log(double x)
    {
        unchecked
        {
            ulong bits = BitConverter.DoubleToUInt64Bits(x);
            int exponent = (int)(bits >> MantissaBits) - Bias;
            ulong mantissa = bits & ((1UL << MantissaBits) - 1);
            int step = (int)(mantissa >> (MantissaBits - Bits));
            double part = (mantissa & ((1UL << (MantissaBits - Bits)) - 1)) * (1.0 / (1UL << (MantissaBits - Bits)));
            double low = s_logs[step];
            return exponent * Ln2 + low + part * (s_logs[step + 1] - low);
        }
    }
}
