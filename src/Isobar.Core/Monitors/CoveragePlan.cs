namespace Isobar.Core.Monitors;

/// <summary>What a monitor would cover that does not exist yet: the same rule as <see cref="CityNetworkSelection"/>, with nobody in an open event.</summary>
/// <param name="CityNetworks">Number of city-networks with traffic.</param>
/// <param name="Coverage">How many make up which share, and what would be monitored.</param>
/// <param name="IsCapped">Whether the maximum, not the percentage, is what limits.</param>
public sealed record CoveragePlan(int CityNetworks, TrafficCoverage Coverage, bool IsCapped)
{
    /// <summary>The plan.</summary>
    /// <param name="volumes">Traffic of each city-network.</param>
    /// <param name="percentage">Part of the traffic to monitor, 1 to 100.</param>
    /// <param name="maximum">Most city-networks to monitor, or null.</param>
    public static CoveragePlan Of(IEnumerable<long> volumes, int percentage, int? maximum)
    {
        ArgumentNullException.ThrowIfNull(volumes);
        ArgumentOutOfRangeException.ThrowIfLessThan(percentage, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percentage, 100);
        long[] ranked = [.. volumes.Where(volume => volume > 0).OrderDescending()];
        long total = TrafficCoverage.Sum(ranked);
        int wanted = percentage == 100 ? ranked.Length : TrafficCoverage.CountFor(ranked, total, percentage);
        int places = Math.Min(wanted, maximum ?? int.MaxValue);
        double percent = total > 0 ? 100 * (double)TrafficCoverage.Sum(ranked.AsSpan(0, places)) / total : 0;
        return new(ranked.Length, new(TrafficCoverage.Needed(ranked, total), places, percent), places < wanted);
    }
}
