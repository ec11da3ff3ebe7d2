namespace Isobar.Core.Baselines;

/// <summary>
/// Mixes summaries of one day when prefixes move between city-networks: counts are added by share, quantiles are those of the mixture (<see cref="TimesMixer"/>), as
/// far as the kept quantiles of its parts tell. It serves until the new city-network has days of its own.
/// </summary>
internal static class DayMixer
{
    /// <summary>Scales the counts of a summary, as part of its traffic left.</summary>
    public static void Scale(DaySummary day, double share)
    {
        foreach (int[] counts in (ReadOnlySpan<int[]>)
        [
            day.Votes, day.NetworkFailedVotes, day.ServiceFailedVotes, day.ClientWindows, day.Rtt.HourSamples, day.Ttfb.HourSamples,
        ])
        {
            for (int hour = 0; hour < DaySummary.Hours; hour++)
            {
                counts[hour] = (int)Math.Round(counts[hour] * share);
            }
        }
        // How much windows scatter within the hours is not known of a part.
        day.FineHours = 0;
        day.ClientScatter = 0;
        Complete(day.Rtt);
        Complete(day.Ttfb);
    }

    /// <summary>Adds parts of other summaries' traffic.</summary>
    /// <param name="day">The summary that grows.</param>
    /// <param name="arriving">What arrives, and which part of it.</param>
    public static void Add(DaySummary day, IReadOnlyList<(DaySummary Day, double Share)> arriving)
    {
        MixTimes(day.Rtt, [(day.Rtt, 1), .. arriving.Select(static part => (part.Day.Rtt, part.Share))]);
        MixTimes(day.Ttfb, [(day.Ttfb, 1), .. arriving.Select(static part => (part.Day.Ttfb, part.Share))]);
        foreach ((DaySummary other, double share) in arriving)
        {
            for (int hour = 0; hour < DaySummary.Hours; hour++)
            {
                day.Votes[hour] = Plus(day.Votes[hour], other.Votes[hour], share);
                day.NetworkFailedVotes[hour] = Plus(day.NetworkFailedVotes[hour], other.NetworkFailedVotes[hour], share);
                day.ServiceFailedVotes[hour] = Plus(day.ServiceFailedVotes[hour], other.ServiceFailedVotes[hour], share);
                day.ClientWindows[hour] = Plus(day.ClientWindows[hour], other.ClientWindows[hour], share);
            }
            // An hour that was left out of one of them counts of neither: half of its clients would be missing.
            day.Observed &= other.Observed;
        }
        day.FineHours = 0;
        day.ClientScatter = 0;
    }

    private static void MixTimes(DayTimes times, IReadOnlyList<(DayTimes Times, double Share)> parts)
    {
        // Hours take their shape from the days' quantiles as they were, so all is worked out before anything is written.
        List<(DayTimes Times, double Share, double[] Places)> shapes = [];
        foreach ((DayTimes part, double share) in parts)
        {
            double[] places = new double[DayQuantiles.Count];
            if (part.Samples > 0 && TimesMixer.TryComplete(part.Quantiles, places))
            {
                shapes.Add((part, share, places));
            }
        }
        DayQuantiles quantiles = default;
        double[] mixed = new double[DayQuantiles.Count];
        if (shapes.Count > 0)
        {
            TimesMixer.Mix([.. shapes.Select(static shape => (shape.Places, shape.Times.Samples * shape.Share))], mixed);
        }
        for (int i = 0; i < DayQuantiles.Count; i++)
        {
            // A quantile that no part knew is not known of the mixture.
            quantiles[i] = shapes.Exists(shape => shape.Times.Quantiles[i] != 0)
                ? (ushort)TimeScale.Clamp((int)Math.Round(mixed[i]))
                : (ushort)Math.Round(Mean(parts.Select(part => ((double)part.Times.Quantiles[i], part.Times.Samples * part.Share))));
        }
        for (int hour = 0; hour < DaySummary.Hours; hour++)
        {
            (ushort median, ushort high) = MixHour(parts, shapes, hour);
            int samples = times.HourSamples[hour];
            foreach ((DayTimes part, double share) in parts.Skip(1))
            {
                samples = Plus(samples, part.HourSamples[hour], share);
            }
            (times.HourP50[hour], times.HourP90[hour], times.HourSamples[hour]) = (median, high, samples);
        }
        times.Quantiles = quantiles;
        Complete(times);
    }

    private static (ushort Median, ushort High) MixHour(
        IReadOnlyList<(DayTimes Times, double Share)> parts, List<(DayTimes Times, double Share, double[] Places)> shapes, int hour)
    {
        List<(double[] Places, double Samples)> hours = [];
        foreach ((DayTimes part, double share, double[] places) in shapes)
        {
            if (part.HourP50[hour] != 0)
            {
                double[] moved = [.. places];
                TimesMixer.MoveTo(moved, part.HourP50[hour], part.HourP90[hour]);
                hours.Add((moved, part.HourSamples[hour] * share));
            }
        }
        if (hours.Count == 0)
        {
            return (
                Floor(Mean(parts.Select(part => ((double)part.Times.HourP50[hour], part.Times.HourSamples[hour] * part.Share)))),
                Floor(Mean(parts.Select(part => ((double)part.Times.HourP90[hour], part.Times.HourSamples[hour] * part.Share)))));
        }
        Span<double> mixed = stackalloc double[DayQuantiles.Count];
        TimesMixer.Mix(hours, mixed);
        return (Floor(mixed[DayQuantiles.P50]), Floor(mixed[DayQuantiles.P90]));
    }

    /// <summary>The mean of places by their samples; 0 stands for a place that is not known.</summary>
    private static double Mean(IEnumerable<(double Place, double Samples)> parts)
    {
        double sum = 0, samples = 0;
        foreach ((double place, double weight) in parts.Where(static part => part.Place != 0 && part.Samples > 0))
        {
            sum += place * weight;
            samples += weight;
        }
        return samples > 0 ? sum / samples : 0;
    }

    private static ushort Floor(double place) => (ushort)((int)place / DaySummaryCodec.HourStep * DaySummaryCodec.HourStep);

    /// <summary>Sums the samples, and drops quantiles that too few of them are left for.</summary>
    private static void Complete(DayTimes times)
    {
        times.Samples = 0;
        for (int hour = 0; hour < DaySummary.Hours; hour++)
        {
            times.Samples += times.HourSamples[hour];
            if (times.HourSamples[hour] < DayTimes.FewestHourSamples)
            {
                times.HourP50[hour] = 0;
                times.HourP90[hour] = 0;
            }
        }
        ushort previous = 0;
        for (int i = 0; i < DayQuantiles.Count; i++)
        {
            // A quantile that only one part knew may lie below its neighbour of both.
            previous = Math.Max(times.Quantiles[i], previous);
            times.Quantiles[i] = times.Samples == 0 || times.Quantiles[i] == 0 ? (ushort)0 : previous;
        }
    }

    private static int Plus(int a, int b, double share) => (int)Math.Min(a + Math.Round(b * share), int.MaxValue);
}
