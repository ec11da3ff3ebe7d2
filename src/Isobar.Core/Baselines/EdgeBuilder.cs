namespace Isobar.Core.Baselines;

/// <summary>Sets the edges above the usual quantiles of a stream of times, with the shares of samples that are usually above them.</summary>
internal sealed class EdgeBuilder
{
    private const int FirstEdge = DayQuantiles.P10;

    private readonly BaselineSettings _settings;

    /// <param name="settings">The numbers.</param>
    public EdgeBuilder(BaselineSettings settings) => _settings = settings;

    /// <summary>Sets the edges.</summary>
    /// <param name="levels">Levels of the quantiles.</param>
    /// <param name="season">Offsets of the hour.</param>
    /// <param name="unknown">Standard deviation of what is not known of the levels, places; 0 where they are the stratum's own.</param>
    /// <param name="edges">Takes the edges.</param>
    public void Build(in DayQuantiles levels, PeakOffsets season, double unknown, ref EdgeExpectation edges)
    {
        Span<double> places = stackalloc double[DayQuantiles.Count];
        for (int i = 0; i < DayQuantiles.Count; i++)
        {
            places[i] = levels[i] + (season.IsKnown ? SeasonOffsets.For(i, season.P50, season.P90) : 0);
        }
        UsualTimes usual = new(places);
        Span<double> quantiles = stackalloc double[EdgeExpectation.Count];
        places.Slice(FirstEdge, EdgeExpectation.Count).CopyTo(quantiles);
        if (unknown > 0)
        {
            foreach (ref double quantile in quantiles)
            {
                quantile += _settings.PredictiveWidth * unknown;
            }
            usual.Widen(unknown);
        }
        for (int edge = 0; edge < EdgeExpectation.Count; edge++)
        {
            double micros = TimeScale.Micros(quantiles[edge]);
            int bucket = TimeScale.BucketAtLeast(Math.Max(_settings.MarginRatio * micros, micros + _settings.MarginMicros));
            double share = usual.ShareAbove((bucket + 1) * TimeScale.Steps);
            edges.Buckets[edge] = (ushort)bucket;
            edges.QuantileMicros[edge] = (float)micros;
            edges.Shares[edge] = (float)Math.Clamp(share, _settings.SmallestShare, 1 - EdgeExpectation.Percentiles[edge] / 100.0);
        }
        edges.IsKnown = true;
    }
}
