namespace Isobar.Server.Replay;

/// <summary>
/// The share of traffic in city-networks that have enough samples to be tested. A pair is tested on the shortest span, up to six hours, that has enough of them.
/// </summary>
/// <param name="WithinWindow">Share (0 to 1) that can be tested for availability every five minutes.</param>
/// <param name="WithinHour">Share that can be within an hour.</param>
/// <param name="WithinSixHours">Share that can be at all.</param>
/// <param name="TimesWithinSixHours">Share whose times (round trip or first byte) can be tested at all.</param>
public sealed record TestableTraffic(double WithinWindow, double WithinHour, double WithinSixHours, double TimesWithinSixHours)
{
    /// <summary>Votes that find a drop of half the traffic with power 0.9 (beta-binomial, p0 = 0.5 %, α = 3e-5).</summary>
    public const int VotesNeeded = 12;

    /// <summary>Samples of time that find the same (q = 10 %, α = 6e-6).</summary>
    public const int TimeSamplesNeeded = 29;

    private const long HourMicros = 3_600_000_000;

    /// <summary>
    /// Estimates it from totals, as if every city-network's samples were spread evenly over the period; real traffic comes in bursts, so this errs on the high side
    /// at night and on the low side by day.
    /// </summary>
    /// <param name="cityNetworks">All city-networks with traffic, in any order.</param>
    /// <param name="periodMicros">From the first record to the last, microseconds.</param>
    public static TestableTraffic Estimate(IEnumerable<CityNetworkSamples> cityNetworks, long periodMicros)
    {
        ArgumentNullException.ThrowIfNull(cityNetworks);
        double total = 0, window = 0, hour = 0, sixHours = 0, times = 0;
        foreach (CityNetworkSamples samples in cityNetworks)
        {
            total += samples.Weight;
            window += InSpan(samples.Votes, HourMicros / 12) >= VotesNeeded ? samples.Weight : 0;
            hour += InSpan(samples.Votes, HourMicros) >= VotesNeeded ? samples.Weight : 0;
            sixHours += InSpan(samples.Votes, 6 * HourMicros) >= VotesNeeded ? samples.Weight : 0;
            times += InSpan(samples.TimeSamples, 6 * HourMicros) >= TimeSamplesNeeded ? samples.Weight : 0;
        }
        return total == 0 ? new(0, 0, 0, 0) : new(window / total, hour / total, sixHours / total, times / total);

        double InSpan(long count, long spanMicros) => periodMicros <= spanMicros ? count : (double)count * spanMicros / periodMicros;
    }
}
