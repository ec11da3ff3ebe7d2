using System.Runtime.CompilerServices;

namespace Isobar.Core.Baselines;

/// <summary>
/// The quantiles that are kept of a time, one for each of <see cref="Percents"/>, as places on the logarithmic scale of 1/64 bucket of the quantile sketch;
/// 0 where there were too few samples for that quantile.
/// </summary>
[InlineArray(Count)]
public struct DayQuantiles
{
    /// <summary>Number of quantiles.</summary>
    public const int Count = 8;

    internal const int P10 = 1;
    internal const int P50 = 3;
    internal const int P90 = 5;

    private ushort _first;

    /// <summary>The quantiles, percent.</summary>
    public static ReadOnlySpan<byte> Percents => [5, 10, 25, 50, 75, 90, 95, 99];

    /// <summary>The same on the scale of the normal distribution.</summary>
    internal static ReadOnlySpan<double> Normal =>
    [
        -1.6448536269514722, -1.2815515655446004, -0.6744897501960817, 0, 0.6744897501960817, 1.2815515655446004, 1.6448536269514722, 2.3263478740408408,
    ];

    /// <summary>Whether a quantile lies outside of those that edges stand above; days of few samples lack it.</summary>
    internal static bool IsOuter(int quantile) => quantile is < P10 or > P90;

    /// <summary>The next quantile towards the median.</summary>
    internal static int Inner(int quantile) => quantile < P50 ? quantile + 1 : quantile - 1;

    /// <summary>
    /// How far an outer quantile lies from its neighbour where nobody knows it: on the line of the two towards the median over the normal scale, which is exact for
    /// lognormal times.
    /// </summary>
    /// <param name="quantile">Its number.</param>
    /// <param name="places">The quantiles; those towards the median are set.</param>
    internal static double OuterDistance(int quantile, ReadOnlySpan<double> places)
    {
        int inner = Inner(quantile), next = Inner(inner);
        return Math.Abs((places[inner] - places[next]) * (Normal[quantile] - Normal[inner]) / (Normal[inner] - Normal[next]));
    }
}
