namespace Isobar.Core.Baselines;

/// <summary>
/// Quantiles of times that are mixed of two places' times. The mean of two quantiles is not the quantile of the mixture: of users at 20 ms and a fifth at 90 ms the slowest
/// tenth is at 90 ms and not at 28, and an edge above the mean would call every one of them a drop.
/// </summary>
internal static class TimesMixer
{
    /// <summary>Half a place is 0.016 %.</summary>
    private const double Accuracy = 0.5;

    /// <summary>Mixes quantiles into those of the first; both are complete.</summary>
    /// <param name="here">Quantiles of the one, rising; takes those of the mixture.</param>
    /// <param name="samplesHere">How many samples they stand for.</param>
    /// <param name="there">Quantiles of the other, rising.</param>
    /// <param name="samplesThere">How many samples those stand for.</param>
    public static void Mix(Span<double> here, double samplesHere, Span<double> there, double samplesThere)
    {
        UsualTimes one = new(here), other = new(there);
        double weight = samplesHere / (samplesHere + samplesThere);
        Span<double> mixed = stackalloc double[DayQuantiles.Count];
        for (int i = 0; i < DayQuantiles.Count; i++)
        {
            double low = Math.Min(here[i], there[i]), high = Math.Max(here[i], there[i]), above = 1 - DayQuantiles.Percents[i] / 100.0;
            while (high - low > Accuracy)
            {
                double middle = (low + high) / 2;
                (low, high) = weight * one.ShareAbove(middle) + (1 - weight) * other.ShareAbove(middle) > above ? (middle, high) : (low, middle);
            }
            mixed[i] = (low + high) / 2;
        }
        mixed.CopyTo(here);
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
