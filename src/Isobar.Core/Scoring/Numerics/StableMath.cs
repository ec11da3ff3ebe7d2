namespace Isobar.Core.Scoring.Numerics;

/// <summary>
/// Exponential and logarithm that give the same bits on every machine, within about one unit in the last place.
/// </summary>
/// <remarks>
/// <see cref="Math.Log(double)"/> and <see cref="Math.Exp"/> come from the C library of the platform and differ between libraries, and within one by whether the processor has fused
/// multiply-add. A critical count that differs by one is a different score, so everything in this folder builds on the four basic operations and the square root alone, which IEEE 754 fixes.
/// </remarks>
public static class StableMath
{
    /// <summary>ln 2 in two parts; the upper has 21 trailing zero bits, so that its product with any exponent is exact.</summary>
    private const double Ln2High = 0.6931471803691238;
    private const double Ln2Low = 1.9082149292705877e-10;

    private const double Log2E = 1.4426950408889634;

    /// <summary>Bits of the square root of one half: mantissas are taken from there to √2, where the series converges fastest.</summary>
    private const ulong RootHalfBits = 0x3fe6a09e667f3bcd;

    private const double TwoTo54 = 18014398509481984;

    /// <summary>Natural logarithm; −∞ at 0, NaN below.</summary>
    public static double Log(double x)
    {
        if (!(x >= double.MinValue) || x <= 0 || double.IsInfinity(x))
        {
            return x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;
        }
        int exponent = 0;
        if (!double.IsNormal(x))
        {
            x *= TwoTo54;
            exponent = -54;
        }
        unchecked
        {
            long bits = (long)(BitConverter.DoubleToUInt64Bits(x) - RootHalfBits);
            long shift = bits >> 52;
            exponent += (int)shift;
            x = BitConverter.UInt64BitsToDouble((ulong)(bits - (shift << 52)) + RootHalfBits);
        }
        // ln(1 + f) = 2 artanh(s) = f − s (f − r), s = f / (2 + f).
        double f = x - 1;
        double s = f / (2 + f);
        double r = ArtanhTail(s * s);
        return exponent * Ln2High + (f - (s * (f - r) - exponent * Ln2Low));
    }

    /// <summary>ln(1 + x) without loss for small x; −∞ at −1, NaN below.</summary>
    public static double Log1p(double x)
    {
        double sum = 1 + x;
        // The part of x lost in the sum, put back to first order (Kahan).
        return sum == 1 ? x
            : double.IsFinite(sum) && sum > 0 ? Log(sum) + (x - (sum - 1)) / sum
            : Log(sum);
    }

    /// <summary>ln(1 + x) − x without cancellation: the deviance of Poisson and binomial counts is made of it. NaN at and below −1.</summary>
    public static double Log1pMinus(double x)
    {
        if (x is < -0.29 or > 0.41)
        {
            return Log1p(x) - x;
        }
        double s = x / (2 + x);
        return -s * (x - ArtanhTail(s * s));
    }

    /// <summary>e^x; 0 below about −745, ∞ above about 709.8.</summary>
    public static double Exp(double x)
    {
        if (!(x > -746))
        {
            return double.IsNaN(x) ? x : 0;
        }
        if (x > 709.79)
        {
            return double.PositiveInfinity;
        }
        double k = Math.Round(x * Log2E);
        double high = x - k * Ln2High;
        double low = k * Ln2Low;
        double r = high - low;
        // e^(high − low) = 1 + (high − (low − r² p)): the small parts are summed first.
        double result = 1 + (high - (low - r * r * ExpTail(r)));
        int exponent = (int)k;
        // Two factors where one would leave the range of normal numbers.
        return exponent is >= -1021 and <= 1023
            ? result * PowerOfTwo(exponent)
            : result * PowerOfTwo(exponent / 2) * PowerOfTwo(exponent - exponent / 2);
    }

    /// <summary>e^x − 1 without loss for small x.</summary>
    public static double Expm1(double x) => x is > -0.34 and < 0.34 ? x + x * x * ExpTail(x) : Exp(x) - 1;

    /// <summary>2 Σ z^i / (2i + 1) from i = 1 on, z = s²: 2 artanh(s) / s − 2. The next term is below 2^-54 of the sum for |s| ≤ 0.1716.</summary>
    private static double ArtanhTail(double z)
    {
        double z2 = z * z;
        double z4 = z2 * z2;
        double low = 2.0 / 3 + z * (2.0 / 5) + z2 * (2.0 / 7 + z * (2.0 / 9));
        double high = 2.0 / 11 + z * (2.0 / 13) + z2 * (2.0 / 15 + z * (2.0 / 17)) + z4 * (2.0 / 19 + z * (2.0 / 21));
        return z * (low + z4 * high);
    }

    /// <summary>(e^r − 1 − r) / r² by its Taylor series, for |r| ≤ 0.347.</summary>
    private static double ExpTail(double r)
    {
        double r2 = r * r;
        double r4 = r2 * r2;
        double low = 1.0 / 2 + r * (1.0 / 6) + r2 * (1.0 / 24 + r * (1.0 / 120));
        double middle = 1.0 / 720 + r * (1.0 / 5040) + r2 * (1.0 / 40320 + r * (1.0 / 362880));
        double high = 1.0 / 3628800 + r * (1.0 / 39916800) + r2 * (1.0 / 479001600 + r * (1.0 / 6227020800));
        return low + r4 * (middle + r4 * high);
    }

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((exponent + 1023L) << 52);
}
