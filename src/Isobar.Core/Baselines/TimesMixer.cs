namespace Isobar.Core.Baselines;

/// <summary>
/// Quantiles of times that are mixed of two places' times. The mean of two quantiles is not the quantile of the mixture: of users at 20 ms and a fifth at 90 ms the slowest
/// tenth is at 90 ms and not at 28, and an edge above the mean would call every one of them a drop.
/// </summary>
internal static class TimesMixer
{
    /// <summary>Half a place is 0.016 %.</summary>
    private const double Accuracy = 0.5;

    /// <summary>
    /// The quantiles of a mixture. All parts at once: eight quantiles do not tell a mixture well enough to be mixed again, and what lies between two humps would fill up.
    /// </summary>
    /// <param name="parts">Complete quantiles of each part, rising, and the samples that they stand for.</param>
    /// <param name="mixed">Takes the quantiles.</param>
    public static void Mix(IReadOnlyList<(double[] Places, double Samples)> parts, Span<double> mixed)
    {
        double all = parts.Sum(static part => part.Samples);
        for (int i = 0; i < DayQuantiles.Count; i++)
        {
            double low = double.MaxValue, high = 0, above = (1 - DayQuantiles.Percents[i] / 100.0) * all;
            foreach ((double[] places, _) in parts)
            {
                (low, high) = (Math.Min(low, places[i]), Math.Max(high, places[i]));
            }
            while (high - low > Accuracy)
            {
                double middle = (low + high) / 2, share = 0;
                foreach ((double[] places, double samples) in parts)
                {
                    share += samples * new UsualTimes(places).ShareAbove(middle);
                }
                (low, high) = share > above ? (middle, high) : (low, middle);
            }
            mixed[i] = (low + high) / 2;
        }
    }

    /// <summary>Takes the quantiles of a day, and those it lacks from the slope of their neighbours; false where even the tenths are not known.</summary>
    public static bool TryComplete(in DayQuantiles day, Span<double> places)
    {
        for (int i = 0; i < DayQuantiles.Count; i++)
        {
            places[i] = day[i];
        }
        for (int i = DayQuantiles.P10; i <= DayQuantiles.P90; i++)
        {
            if (places[i] == 0)
            {
                return false;
            }
        }
        foreach (int i in (ReadOnlySpan<int>)[0, 6, 7])
        {
            if (places[i] == 0)
            {
                places[i] = places[DayQuantiles.Inner(i)] + Math.Sign(DayQuantiles.Normal[i]) * DayQuantiles.OuterDistance(i, places);
            }
        }
        return true;
    }

    /// <summary>The quantiles of an hour: those of its day, moved so that median and 90th percentile are the hour's.</summary>
    public static void MoveTo(Span<double> day, ushort hourP50, ushort hourP90)
    {
        double median = hourP50 - day[DayQuantiles.P50], high = hourP90 - day[DayQuantiles.P90];
        for (int i = 0; i < DayQuantiles.Count; i++)
        {
            double part = Math.Clamp(DayQuantiles.Normal[i] / DayQuantiles.Normal[DayQuantiles.P90], 0, 1);
            day[i] += median + part * (high - median);
        }
    }
}
