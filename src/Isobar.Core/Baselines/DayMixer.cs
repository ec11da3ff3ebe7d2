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

    /// <summary>Adds a part of another summary's traffic.</summary>
    public static void Add(DaySummary day, DaySummary other, double share)
    {
        AddTimes(day.Rtt, other.Rtt, share);
        AddTimes(day.Ttfb, other.Ttfb, share);
        for (int hour = 0; hour < DaySummary.Hours; hour++)
        {
            day.Votes[hour] = Plus(day.Votes[hour], other.Votes[hour], share);
            day.NetworkFailedVotes[hour] = Plus(day.NetworkFailedVotes[hour], other.NetworkFailedVotes[hour], share);
            day.ServiceFailedVotes[hour] = Plus(day.ServiceFailedVotes[hour], other.ServiceFailedVotes[hour], share);
            day.ClientWindows[hour] = Plus(day.ClientWindows[hour], other.ClientWindows[hour], share);
        }
        // An hour that was left out of one of them counts of neither: half of its clients would be missing.
        day.Observed &= other.Observed;
        day.FineHours = 0;
        day.ClientScatter = 0;
    }

    private static void AddTimes(DayTimes times, DayTimes other, double share)
    {
        // Hours first: they take their shape from the days' quantiles as they were.
        Span<double> dayHere = stackalloc double[DayQuantiles.Count], dayThere = stackalloc double[DayQuantiles.Count];
        bool hasShapes = TimesMixer.TryComplete(times.Quantiles, dayHere) & TimesMixer.TryComplete(other.Quantiles, dayThere) && times.Samples > 0 && other.Samples > 0;
        for (int hour = 0; hour < DaySummary.Hours; hour++)
        {
            AddHour(times, other, share, hour, hasShapes ? dayHere : [], hasShapes ? dayThere : []);
        }
        if (hasShapes)
        {
            TimesMixer.Mix(dayHere, times.Samples, dayThere, other.Samples * share);
        }
        for (int i = 0; i < DayQuantiles.Count; i++)
        {
            // A quantile that neither knew is not known of the mixture.
            bool isMixed = hasShapes && (times.Quantiles[i] != 0 || other.Quantiles[i] != 0);
            times.Quantiles[i] = isMixed ? (ushort)TimeScale.Clamp((int)Math.Round(dayHere[i]))
                : (ushort)Math.Round(Mean(times.Quantiles[i], times.Samples, other.Quantiles[i], other.Samples * share));
        }
        Complete(times);
    }

    private static void AddHour(DayTimes times, DayTimes other, double share, int hour, ReadOnlySpan<double> dayHere, ReadOnlySpan<double> dayThere)
    {
        int here = times.HourSamples[hour];
        double there = other.HourSamples[hour] * share;
        if (dayHere.Length > 0 && here > 0 && there > 0 && times.HourP50[hour] != 0 && other.HourP50[hour] != 0)
        {
            Span<double> one = stackalloc double[DayQuantiles.Count], two = stackalloc double[DayQuantiles.Count];
            dayHere.CopyTo(one);
            dayThere.CopyTo(two);
            TimesMixer.MoveTo(one, times.HourP50[hour], times.HourP90[hour]);
            TimesMixer.MoveTo(two, other.HourP50[hour], other.HourP90[hour]);
            TimesMixer.Mix(one, here, two, there);
            times.HourP50[hour] = Floor(one[DayQuantiles.P50]);
            times.HourP90[hour] = Floor(one[DayQuantiles.P90]);
        }
        else
        {
            times.HourP50[hour] = Floor(Mean(times.HourP50[hour], here, other.HourP50[hour], there));
            times.HourP90[hour] = Floor(Mean(times.HourP90[hour], here, other.HourP90[hour], there));
        }
        times.HourSamples[hour] = Plus(here, other.HourSamples[hour], share);
    }

    /// <summary>The mean of two places by their samples; 0 stands for a place that is not known.</summary>
    private static double Mean(ushort here, double samplesHere, ushort there, double samplesThere) =>
        here == 0 || samplesHere <= 0 ? there
        : there == 0 || samplesThere <= 0 ? here
        : (here * samplesHere + there * samplesThere) / (samplesHere + samplesThere);

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
