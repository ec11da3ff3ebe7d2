using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Isobar.Core.Scoring.Units;

/// <summary>
/// Sums of the counts of many strata that do not depend on their order: counts as integers, expectations and variances as whole multiples of 2^-20, which a double adds
/// without rounding up to 2^53 of them.
/// </summary>
internal struct CountSums
{
    /// <summary>Expectations and variances are summed in units of 2^-20.</summary>
    public const double FixedPoint = 1 << 20;

    /// <summary>Beyond this a double may have rounded.</summary>
    private const double MostExact = 1L << 52;

    private const int Integers = 3 + Tracks.Count;

    private Vector256<long> _counts0;
    private Vector256<long> _counts1;
    private Vector256<long> _counts2;
    private Vector256<long> _counts3;
    private Vector256<double> _shares0;
    private Vector256<double> _shares1;
    private Vector256<double> _shares2;
    private Vector256<double> _shares3;
    private Vector256<double> _shares4;
    private Vector256<double> _shares5;
    private double _sharesLast;
    private double _sharesEnd;

    /// <summary>Whether no sum was rounded; all are of values that are not negative, so the end tells.</summary>
    public readonly bool IsExact =>
        !Vector256.GreaterThanAny(Vector256.Max(Vector256.Max(Vector256.Max(_shares0, _shares1), Vector256.Max(_shares2, _shares3)), Vector256.Max(_shares4, _shares5)), Vector256.Create(MostExact))
        && _sharesLast <= MostExact && _sharesEnd <= MostExact;

    // Code with wide vectors is not compiled beforehand; so that it does not run unoptimised for its first thousands of calls, it is optimised at once.

    /// <summary>Adds the counts of a stratum: sixteen integers, then twice thirteen numbers, as <see cref="UnitCounts"/> has them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(in UnitCounts counts)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<UnitCounts>(in counts));
        ReadOnlySpan<int> integers = MemoryMarshal.Cast<byte, int>(bytes)[..Integers];
        (Vector256<long> lower, Vector256<long> upper) = Vector256.Widen(Vector256.Create(integers));
        _counts0 += lower;
        _counts1 += upper;
        (lower, upper) = Vector256.Widen(Vector256.Create(integers[8..]));
        _counts2 += lower;
        _counts3 += upper;
        ReadOnlySpan<float> numbers = MemoryMarshal.Cast<byte, float>(bytes)[Integers..];
        AddShares(Vector256.Create(numbers), ref _shares0, ref _shares1);
        AddShares(Vector256.Create(numbers[8..]), ref _shares2, ref _shares3);
        AddShares(Vector256.Create(numbers[16..]), ref _shares4, ref _shares5);
        _sharesLast += Math.Floor(numbers[24] * FixedPoint);
        _sharesEnd += Math.Floor(numbers[25] * FixedPoint);
    }

    /// <summary>Gives the sums; volume is left as it is, as those without traffic count there too.</summary>
    public readonly void Get(ref UnitCounts sum)
    {
        Span<long> counts = stackalloc long[Integers];
        _counts0.CopyTo(counts);
        _counts1.CopyTo(counts[4..]);
        _counts2.CopyTo(counts[8..]);
        _counts3.CopyTo(counts[12..]);
        Span<double> shares = stackalloc double[2 * Tracks.Count];
        _shares0.CopyTo(shares);
        _shares1.CopyTo(shares[4..]);
        _shares2.CopyTo(shares[8..]);
        _shares3.CopyTo(shares[12..]);
        _shares4.CopyTo(shares[16..]);
        _shares5.CopyTo(shares[20..]);
        shares[24] = _sharesLast;
        shares[25] = _sharesEnd;
        sum.Votes = Cut(counts[0]);
        sum.RttSamples = Cut(counts[1]);
        sum.TtfbSamples = Cut(counts[2]);
        for (int track = 0; track < Tracks.Count; track++)
        {
            sum.Hits[track] = Cut(counts[3 + track]);
            if (track != Tracks.Volume)
            {
                sum.Expected[track] = (float)(shares[track] / FixedPoint);
                sum.Variance[track] = (float)(shares[Tracks.Count + track] / FixedPoint);
            }
        }
    }

    /// <summary>A sum of counts, as far as a count can hold it.</summary>
    public static int Cut(long value) => (int)Math.Min(value, int.MaxValue);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddShares(Vector256<float> values, ref Vector256<double> lower, ref Vector256<double> upper)
    {
        (Vector256<double> low, Vector256<double> high) = Vector256.Widen(values);
        lower += Vector256.Floor(low * FixedPoint);
        upper += Vector256.Floor(high * FixedPoint);
    }
}
