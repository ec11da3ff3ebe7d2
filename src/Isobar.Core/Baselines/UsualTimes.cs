using Isobar.Core.Scoring.Numerics;

namespace Isobar.Core.Baselines;

/// <summary>
/// The usual distribution of a stratum's times in one hour: between its known quantiles the logarithm of the time is a straight line over the normal scale, beyond
/// them the last line goes on. Exact for lognormal times.
/// </summary>
internal ref struct UsualTimes
{
    /// <summary>Lines are never steeper than this, places for a standard deviation: times that are all in one bucket still have a width of an eighth of it.</summary>
    private const double LeastSlope = TimeScale.Steps / 8;

    private readonly Span<double> _places;

    /// <param name="places">The quantiles, rising, places of the time scale.</param>
    public UsualTimes(Span<double> places)
    {
        _places = places;
        for (int i = 1; i < places.Length; i++)
        {
            places[i] = Math.Max(places[i], places[i - 1]);
        }
    }

    /// <summary>
    /// Widens the distribution by that of the level itself, where it is not known: the predictive one of a pair drawn from its group. Distances from the median are
    /// added in squares.
    /// </summary>
    /// <param name="deviation">Standard deviation of the level, places.</param>
    public readonly void Widen(double deviation)
    {
        double median = _places[DayQuantiles.P50];
        for (int i = 0; i < _places.Length; i++)
        {
            double own = _places[i] - median, unknown = DayQuantiles.Normal[i] * deviation;
            _places[i] = median + Math.Sign(unknown) * Math.Sqrt(own * own + unknown * unknown);
        }
    }

    /// <summary>The share of samples above a place.</summary>
    public readonly double ShareAbove(double place)
    {
        int upper = 1;
        while (upper < _places.Length - 1 && _places[upper] < place)
        {
            upper++;
        }
        ReadOnlySpan<double> z = DayQuantiles.Normal;
        double slope = Math.Max((_places[upper] - _places[upper - 1]) / (z[upper] - z[upper - 1]), LeastSlope);
        // From the end that is nearer, so that a line made less steep meets its own quantile there.
        int from = place >= _places[upper] ? upper : upper - 1;
        return SpecialFunctions.NormalCdf(-(z[from] + (place - _places[from]) / slope));
    }
}
