using Isobar.Core.Atlas;
using Isobar.Core.Scoring.Numerics;
using Isobar.Core.Sketches;

namespace Isobar.Core.Insights;

/// <summary>The times and the traffic of one city-network at one service location over a period.</summary>
/// <param name="CityNetwork">The users.</param>
/// <param name="ServiceLocation">Name of the service location that answered them.</param>
/// <param name="Traffic">Bytes, or connections where the resource weighs by them.</param>
/// <param name="FirstByte">Median time to first byte and its standard error, microseconds; NaN where it is not measured.</param>
/// <param name="RoundTrip">Median round-trip time and its standard error, microseconds; NaN where it is not measured.</param>
public sealed record PairTimes(CityNetwork CityNetwork, string ServiceLocation, long Traffic, MedianInterval FirstByte, MedianInterval RoundTrip)
{
    /// <summary>Samples from which a median is taken as measured; fewer say too little (Schlinker et al., IMC 2019).</summary>
    public const int FewestSamples = 30;

    private static readonly MedianInterval s_unknown = new(double.NaN, double.PositiveInfinity);

    /// <summary>The median of a sketch with the interval that its order statistics give (Price and Bonett); unknown with fewer than <see cref="FewestSamples"/>.</summary>
    public static MedianInterval MedianOf(QuantileSketch sketch)
    {
        ArgumentNullException.ThrowIfNull(sketch);
        if (sketch.Count < FewestSamples)
        {
            return s_unknown;
        }
        int n = (int)Math.Min(sketch.Count, int.MaxValue);
        int rank = OrderRanks.PriceBonett(n);
        double low = sketch.Quantile((rank - 1.0) / (n - 1));
        double high = sketch.Quantile((n - (double)rank) / (n - 1));
        return MedianInterval.Of(n, sketch.Quantile(0.5), low, high);
    }
}
