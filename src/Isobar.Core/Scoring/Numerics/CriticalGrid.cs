using System.Numerics;

namespace Isobar.Core.Scoring.Numerics;

/// <summary>
/// The nodes of a table over n, q and ρ: n by half octaves to 256 and by octaves to 2^20, q by octaves from 2^-13 to ½ and mirrored to 1 − 2^-6, ρ none and by octaves from 2^-14 to ¼.
/// </summary>
internal static class CriticalGrid
{
    /// <summary>Rarer than any baseline gives.</summary>
    internal const double LeastShare = 1.0 / (1 << LowestShareOctave);

    /// <summary>Nearly all samples are usually beyond the limit: a test could find nothing.</summary>
    internal const double MostShare = 1 - 1.0 / (1 << HighestShareOctave);

    /// <summary>Four independent samples are the most there could be.</summary>
    internal const double MostCorrelation = 0.25;

    internal const int Nodes = CountNodes * CountStep;

    /// <summary>Up to here n goes by half octaves: most pairs are thin.</summary>
    private const int HalfOctaves = 8;
    private const int Octaves = 20;
    private const int CountNodes = HalfOctaves + Octaves + 1;

    private const int LowestShareOctave = 13;
    private const int HighestShareOctave = 6;
    private const int ShareNodes = LowestShareOctave + HighestShareOctave - 1;

    private const int LowestCorrelationOctave = 14;
    private const int CorrelationNodes = LowestCorrelationOctave;

    private const int ShareStep = CorrelationNodes;
    private const int CountStep = ShareNodes * ShareStep;

    /// <summary>What the node stands for.</summary>
    internal static (long N, double Q, double Rho) At(int index)
    {
        (int count, int within) = Math.DivRem(index, CountStep);
        (int share, int correlation) = Math.DivRem(within, ShareStep);
        double n = count < 2 * HalfOctaves ? (1L << (count / 2)) * (count % 2 == 0 ? 1 : Math.Sqrt(2)) : 1L << (count - HalfOctaves);
        double q = share < LowestShareOctave ? 1.0 / (1 << (LowestShareOctave - share)) : 1 - 1.0 / (1 << (share - LowestShareOctave + 2));
        return ((long)Math.Round(n), q, correlation == 0 ? 0 : 1.0 / (1 << (LowestCorrelationOctave + 1 - correlation)));
    }

    /// <summary>The node at or below in each direction; n beyond the grid is taken as its end, q and ρ must be within.</summary>
    internal static int Cell(long n, double q, double rho)
    {
        int octave = BitOperations.Log2((ulong)n);
        int count = octave >= HalfOctaves ? Math.Min(octave, Octaves) + HalfOctaves : 2 * octave + (n * n >> (2 * octave + 1) > 0 ? 1 : 0);
        int share = q < 0.5 ? Exponent(q) + LowestShareOctave : LowestShareOctave - 2 - Exponent(1 - q);
        int correlation = Math.Max(Exponent(rho) + LowestCorrelationOctave + 1, 0);
        return count * CountStep + share * ShareStep + correlation;
    }

    /// <summary>The nodes around a cell, 0 to 7: bit 0 is the next n, bit 1 the next q, bit 2 the next ρ; at the ends of the grid the same again.</summary>
    internal static int Corner(int cell, int corner)
    {
        (int count, int within) = Math.DivRem(cell, CountStep);
        (int share, int correlation) = Math.DivRem(within, ShareStep);
        return Math.Min(count + (corner & 1), CountNodes - 1) * CountStep
            + Math.Min(share + (corner >> 1 & 1), ShareNodes - 1) * ShareStep
            + Math.Min(correlation + (corner >> 2), CorrelationNodes - 1);
    }

    /// <summary>Interpolates a table between the nodes, straight in log n, log q (or log 1 − q) and log ρ.</summary>
    internal static double Interpolate(CriticalCounts table, long n, double q, double rho)
    {
        double octave = Octave(n);
        double count = octave < HalfOctaves ? 2 * octave : Math.Min(octave, Octaves) + HalfOctaves;
        double share = q < 0.5 ? Octave(q) + LowestShareOctave : LowestShareOctave - 2 - Octave(1 - q);
        share = Math.Clamp(share, 0, ShareNodes - 1);
        double correlation = Octave(rho) + LowestCorrelationOctave + 1;
        // Between none and the least node the variance grows in proportion to ρ.
        correlation = correlation < 1 ? Math.Max(rho, 0) * (1 << LowestCorrelationOctave) : Math.Min(correlation, CorrelationNodes - 1);
        int countNode = Math.Min((int)count, CountNodes - 2), shareNode = Math.Min((int)share, ShareNodes - 2);
        int correlationNode = Math.Min((int)correlation, CorrelationNodes - 2);
        double countPart = count - countNode, sharePart = share - shareNode, correlationPart = correlation - correlationNode;
        int node = countNode * CountStep + shareNode * ShareStep + correlationNode;
        return Mix(Plane(node), Plane(node + CountStep), countPart);

        double Plane(int low) => Mix(
            Mix(table.LogDeviation(low), table.LogDeviation(low + ShareStep), sharePart),
            Mix(table.LogDeviation(low + 1), table.LogDeviation(low + ShareStep + 1), sharePart),
            correlationPart);
    }

    private static double Mix(double low, double high, double part) => low + part * (high - low);

    /// <summary>⌊log2 x⌋ of a normal number; far below every octave of the grid for 0.</summary>
    private static int Exponent(double x) => (int)(BitConverter.DoubleToUInt64Bits(x) >> 52 & 0x7ff) - 1023;

    /// <summary>log2 x within 0.008, and exact at powers of two: a parabola over the mantissa.</summary>
    private static double Octave(double x)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(x);
        double part = BitConverter.UInt64BitsToDouble((bits & 0x000fffffffffffff) | 0x3ff0000000000000) - 1;
        return Exponent(x) + part + 0.343 * part * (1 - part);
    }
}
