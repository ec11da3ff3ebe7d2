using Isobar.Core.Atlas;
using Isobar.Core.Baselines;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Baselines;

/// <summary>Daily summaries of lognormal times, exact rather than drawn, as a long day's sketch would give them.</summary>
internal sealed record SyntheticDays
{
    /// <summary>A Monday.</summary>
    public static readonly DateOnly Monday = new(2026, 9, 7);

    public double MedianMicros { get; init; } = 50_000;

    /// <summary>Standard deviation of the logarithm.</summary>
    public double Sigma { get; init; } = 0.24;

    public int HourlySamples { get; init; } = 100;

    public int HourlyVotes { get; init; } = 100;

    public int HourlyClients { get; init; } = 60;

    /// <summary>Factor of all times by hour since 1970.</summary>
    public Func<long, double> Season { get; init; } = static _ => 1;

    /// <summary>Failed votes of a thousand.</summary>
    public int FailedPerMille { get; init; } = 5;

    public static BaselineKey Key(ulong cityNetwork, string zone = "", string location = "fra") =>
        new(new CityNetworkId(cityNetwork), new HealthStratum(location, zone, AddressFamily.IPv4, MeasurementMethod.ServerLog));

    /// <summary>The place of a time on the logarithmic scale.</summary>
    public static int Place(double micros) => (int)Math.Round((Math.Log(micros) / Math.Log(1.01 / 0.99) - 230) * 64);

    public static double Micros(double place) => Math.Exp((place / 64 + 230) * Math.Log(1.01 / 0.99));

    /// <summary>The summary of a day.</summary>
    public DaySummary Day(DateOnly date)
    {
        DaySummary day = new() { Day = date, Observed = DaySummary.AllHours };
        long start = (date.DayNumber - new DateOnly(1970, 1, 1).DayNumber) * 24L;
        double logSum = 0;
        for (int hour = 0; hour < 24; hour++)
        {
            double factor = Season(start + hour);
            logSum += Math.Log(factor);
            day.Votes[hour] = HourlyVotes;
            day.NetworkFailedVotes[hour] = HourlyVotes * FailedPerMille / 1000;
            day.ClientWindows[hour] = HourlyClients;
            day.Rtt.HourSamples[hour] = HourlySamples;
            if (HourlySamples >= DayTimes.FewestHourSamples)
            {
                day.Rtt.HourP50[hour] = (ushort)(Place(MedianMicros * factor) / 16 * 16);
                day.Rtt.HourP90[hour] = (ushort)(Place(MedianMicros * factor * Math.Exp(1.2815515655 * Sigma)) / 16 * 16);
            }
        }
        day.Rtt.Samples = 24L * HourlySamples;
        double median = MedianMicros * Math.Exp(logSum / 24);
        double[] normal = [-1.6448536270, -1.2815515655, -0.6744897502, 0, 0.6744897502, 1.2815515655, 1.6448536270, 2.3263478740];
        for (int i = 0; i < normal.Length; i++)
        {
            day.Rtt.Quantiles[i] = (ushort)Place(median * Math.Exp(normal[i] * Sigma));
        }
        return day;
    }

    /// <summary>Adds days to a history.</summary>
    public void AddTo(BaselineHistory history, BaselineKey key, DateOnly first, int count)
    {
        for (int i = 0; i < count; i++)
        {
            history.Add(key, Day(first.AddDays(i)));
        }
    }
}
