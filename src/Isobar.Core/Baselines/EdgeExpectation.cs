using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Isobar.Core.Baselines;

/// <summary>
/// The edges just above the usual quantiles of a time, one for each of <see cref="Percentiles"/>: T_j is the smallest bucket edge that is at least
/// max(1.10 · B_j, B_j + 5 ms), where B_j is the usual quantile.
/// </summary>
// Packed, as states that are written as they lie in memory hold it: what lies in a gap between fields is not defined, and the same state would not give the same bytes.
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct EdgeExpectation
{
    /// <summary>Number of edges.</summary>
    public const int Count = 5;

    /// <summary>The quantiles below the edges, percent.</summary>
    public static ReadOnlySpan<byte> Percentiles => [10, 25, 50, 75, 90];

    /// <summary>Bucket of the quantile sketch whose upper edge is T_j: samples in higher buckets are above it. Rising.</summary>
    public EdgeValues<ushort> Buckets;

    /// <summary>Usual share of samples above T_j, 0 to 1, at most 1 − j/100.</summary>
    public EdgeValues<float> Shares;

    /// <summary>Usual quantiles B_j, microseconds.</summary>
    public EdgeValues<float> QuantileMicros;

    /// <summary>Whether there are edges: a stream whose baseline is not ready has none.</summary>
    public bool IsKnown;
}

/// <summary>One value for each edge.</summary>
/// <typeparam name="T">Type of the values.</typeparam>
[InlineArray(EdgeExpectation.Count)]
public struct EdgeValues<T>
{
    private T _first;
}
