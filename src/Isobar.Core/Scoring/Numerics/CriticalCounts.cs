using System.Numerics;

namespace Isobar.Core.Scoring.Numerics;

/// <summary>
/// Critical counts at one level, tabulated over n, q and ρ: a screen that spares nearly every window its exact test, and a good estimate of the critical count itself.
/// </summary>
/// <remarks>
/// A node holds how many standard deviations the critical point lies above the expected count, which varies slowly. The screen takes the least of the eight nodes around, with
/// 3 % of it and half a count off; the tests compare it with exact tails over the whole domain. Making one takes about 0.1 s, and it takes 25 KB. It is not changed after that, so it can be shared.
/// </remarks>
public sealed class CriticalCounts
{
    /// <summary>By so much of it the critical deviation may lie below the least of the nodes around.</summary>
    private const double Margin = 0.03;

    /// <summary>Greatest n of the table; beyond it the deviation hardly changes.</summary>
    private const int CountOctaves = 20;

    /// <summary>q from 2^-13 to ½ by octaves and mirrored up to 1 − 2^-6.</summary>
    private const int LowestShareOctave = 13;
    private const int HighestShareOctave = 6;
    private const int ShareNodes = LowestShareOctave + HighestShareOctave - 1;

    /// <summary>ρ: none, then 2^-14 to 2^-2 by two octaves.</summary>
    private const int LowestCorrelationOctave = 14;
    private const int CorrelationNodes = 8;

    /// <summary>Beyond these the table says nothing: rarer than any baseline gives, or of which nearly all samples are beyond the limit anyway.</summary>
    private const double LeastShare = 1.0 / (1 << LowestShareOctave);
    private const double MostShare = 1 - 1.0 / (1 << HighestShareOctave);
    private const double MostCorrelation = 0.25;

    private const int ShareStep = CorrelationNodes;
    private const int CountStep = ShareNodes * ShareStep;

    private readonly float[] _deviations = new float[(CountOctaves + 1) * CountStep];

    /// <summary>The least of the eight deviations around each cell, the margin taken off.</summary>
    private readonly float[] _least = new float[(CountOctaves + 1) * CountStep];

    /// <summary>Makes the table.</summary>
    /// <param name="alpha">The greatest level that the screen is asked about, 1e-15 to 0.05.</param>
    public CriticalCounts(double alpha)
    {
        if (!(alpha is >= 1e-15 and <= 0.05))
        {
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "The level of a test is from 1e-15 to 0.05.");
        }
        Alpha = alpha;
        for (int index = 0; index < _deviations.Length; index++)
        {
            (int count, int within) = Math.DivRem(index, CountStep);
            _deviations[index] = (float)DeviationAt(1L << count, ShareAt(within / ShareStep), CorrelationAt(within % ShareStep));
        }
        for (int index = 0; index < _least.Length; index++)
        {
            _least[index] = LeastAround(index);
        }
    }

    /// <summary>The level of the table. The screen holds at every smaller level too.</summary>
    public double Alpha { get; }

    /// <summary>
    /// Counts below this are surely not significant at <see cref="Alpha"/> or any smaller level: the exact test need not be made. Never above the critical count.
    /// </summary>
    /// <param name="n">Number of samples or votes, ≥ 0.</param>
    /// <param name="q">Expected share, 0 to 1.</param>
    /// <param name="rho">Intra-class correlation, 0 to below 1.</param>
    public long LowerBound(long n, double q, double rho)
    {
        if (!(n > 0 && q is >= LeastShare and <= MostShare && rho <= MostCorrelation))
        {
            return 1;
        }
        rho = Math.Max(rho, 0);
        int count = Math.Min(BitOperations.Log2((ulong)n), CountOctaves);
        int share = q < 0.5 ? Exponent(q) + LowestShareOctave : LowestShareOctave - 2 - Exponent(1 - q);
        int correlation = Math.Max((Exponent(rho) + LowestCorrelationOctave + 2) >> 1, 0);
        double bound = n * q + _least[count * CountStep + share * ShareStep + correlation] * Spread(n, q, rho) - 0.5;
        return Math.Clamp((long)Math.Ceiling(bound), 1, n + 1);
    }

    /// <summary>The critical point between counts, interpolated between the nodes; a count at or above it is about significant at <see cref="Alpha"/>.</summary>
    /// <inheritdoc cref="LowerBound" path="/param"/>
    public double Estimate(long n, double q, double rho)
    {
        if (n <= 0)
        {
            return 1;
        }
        Place at = Locate(n, q, Math.Min(rho, MostCorrelation));
        double low = Mix(Mixed(at, 0), Mixed(at, at.CorrelationStep), at.CorrelationPart);
        double high = Mix(Mixed(at, at.CountStep), Mixed(at, at.CountStep + at.CorrelationStep), at.CorrelationPart);
        return n * q + Mix(low, high, at.CountPart) * Spread(n, q, rho);
    }

    /// <summary>Standard deviation of the count.</summary>
    private static double Spread(long n, double q, double rho) => Math.Sqrt(n * q * (1 - q) * (1 + (n - 1) * rho));

    private double DeviationAt(long n, double q, double rho) =>
        (BetaBinomial.CriticalPoint(n, q, rho, Alpha, TailKind.MidP) - n * q) / Spread(n, q, rho);

    private float LeastAround(int index)
    {
        (int count, int within) = Math.DivRem(index, CountStep);
        (int share, int correlation) = Math.DivRem(within, ShareStep);
        float least = float.PositiveInfinity;
        for (int corner = 0; corner < 8; corner++)
        {
            int other = Math.Min(count + (corner & 1), CountOctaves) * CountStep
                + Math.Min(share + (corner >> 1 & 1), ShareNodes - 1) * ShareStep
                + Math.Min(correlation + (corner >> 2), CorrelationNodes - 1);
            least = Math.Min(least, _deviations[other]);
        }
        return (float)(1 - Margin) * least;
    }

    private double Mixed(in Place at, int offset) => Mix(_deviations[at.Index + offset], _deviations[at.Index + offset + at.ShareStep], at.SharePart);

    private static double Mix(double low, double high, double part) => low + part * (high - low);

    private static double ShareAt(int node) =>
        node < LowestShareOctave ? 1.0 / (1 << (LowestShareOctave - node)) : 1 - 1.0 / (1 << (node - LowestShareOctave + 2));

    private static double CorrelationAt(int node) => node == 0 ? 0 : 1.0 / (1 << (LowestCorrelationOctave - 2 * (node - 1)));

    private static Place Locate(long n, double q, double rho)
    {
        double count = Math.Min(Octave(n), CountOctaves);
        double share = q <= 0.5
            ? Octave(Math.Max(q, 1e-300)) + LowestShareOctave
            : LowestShareOctave - 2 - Octave(Math.Max(1 - q, 1e-300));
        share = Math.Clamp(share, 0, ShareNodes - 1);
        double correlation = Octave(Math.Max(rho, 1e-300)) / 2 + LowestCorrelationOctave / 2 + 1;
        correlation = correlation < 1 ? Math.Max(rho, 0) * (1 << LowestCorrelationOctave) : Math.Min(correlation, CorrelationNodes - 1);
        int countNode = (int)count, shareNode = (int)share, correlationNode = (int)correlation;
        return new(
            countNode * CountStep + shareNode * ShareStep + correlationNode,
            countNode < CountOctaves ? CountStep : 0,
            shareNode < ShareNodes - 1 ? ShareStep : 0,
            correlationNode < CorrelationNodes - 1 ? 1 : 0,
            count - countNode, share - shareNode, correlation - correlationNode);
    }

    /// <summary>⌊log2 x⌋ of a normal number; far below every octave of the table for 0.</summary>
    private static int Exponent(double x) => (int)(BitConverter.DoubleToUInt64Bits(x) >> 52) - 1023;

    /// <summary>log2 x, straight between powers of two: what the nodes need, in a few instructions.</summary>
    private static double Octave(double x)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(x);
        double mantissa = BitConverter.UInt64BitsToDouble((bits & 0x000fffffffffffff) | 0x3ff0000000000000);
        return Exponent(x) + (mantissa - 1);
    }

    /// <summary>The node at or below in each direction, the steps to those above (0 at the edge of the table), and how far between.</summary>
    private readonly record struct Place(
        int Index, int CountStep, int ShareStep, int CorrelationStep, double CountPart, double SharePart, double CorrelationPart);
}
