using System.Collections.Immutable;

namespace Isobar.Core.Monitors;

/// <summary>How many city-networks make up the traffic, and how much of it is monitored, in the ranking hour (spec 6.7, 9).</summary>
/// <param name="CityNetworksFor">The smallest numbers of city-networks that carry the shares of <see cref="Percentages"/>.</param>
/// <param name="CityNetworksMonitored">Number of city-networks that are monitored.</param>
/// <param name="TrafficMonitoredPercent">Their part of the traffic, percent.</param>
public sealed record TrafficCoverage(ImmutableArray<int> CityNetworksFor, int CityNetworksMonitored, double TrafficMonitoredPercent)
{
    /// <summary>Of no traffic at all.</summary>
    public static TrafficCoverage None { get; } = new([0, 0, 0, 0, 0, 0, 0], 0, 0);

    /// <summary>The shares of traffic that <see cref="CityNetworksFor"/> answers for, percent.</summary>
    public static ReadOnlySpan<byte> Percentages => [25, 50, 75, 90, 95, 99, 100];

    /// <summary>The numbers for all of <see cref="Percentages"/>.</summary>
    /// <param name="volumes">Traffic of the city-networks, the greatest first.</param>
    /// <param name="total">Their sum.</param>
    internal static ImmutableArray<int> Needed(ReadOnlySpan<long> volumes, Int128 total)
    {
        ImmutableArray<int>.Builder needed = ImmutableArray.CreateBuilder<int>(Percentages.Length);
        foreach (byte percentage in Percentages)
        {
            needed.Add(CountFor(volumes, total, percentage));
        }
        return needed.MoveToImmutable();
    }

    /// <summary>The smallest number of first places whose traffic reaches the percentage, in whole numbers so that a tie is a tie.</summary>
    internal static int CountFor(ReadOnlySpan<long> volumes, Int128 total, int percentage)
    {
        // sum · 100 ≥ total · percentage, divided once.
        Int128 wanted = (total * percentage + 99) / 100;
        Int128 sum = 0;
        int count = 0;
        while (sum < wanted)
        {
            sum += volumes[count];
            count++;
        }
        return count;
    }

    /// <summary>The number of city-networks for one of <see cref="Percentages"/>.</summary>
    public int For(int percentage)
    {
        int index = percentage is >= 0 and <= 100 ? Percentages.IndexOf((byte)percentage) : -1;
        return index >= 0 ? CityNetworksFor[index] : throw new ArgumentOutOfRangeException(nameof(percentage), percentage, "25, 50, 75, 90, 95, 99 or 100.");
    }
}
