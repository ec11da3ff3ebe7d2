using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Isobar.Core.Traffic;

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

    /// <summary>The sum of volumes; it stops at the greatest number, 9 exabytes an hour, and shares are those of that number then.</summary>
    internal static long Sum(ReadOnlySpan<long> volumes)
    {
        long total = 0;
        foreach (long volume in volumes)
        {
            total = Saturating.Add(total, volume);
        }
        return total;
    }

    /// <summary>The numbers for all of <see cref="Percentages"/>.</summary>
    /// <param name="volumes">Traffic of the city-networks, the greatest first.</param>
    /// <param name="total">Their sum.</param>
    internal static ImmutableArray<int> Needed(ReadOnlySpan<long> volumes, long total)
    {
        int[] needed = new int[Percentages.Length];
        long sum = 0;
        int count = 0;
        for (int i = 0; i < needed.Length; i++)
        {
            for (long wanted = Wanted(total, Percentages[i]); sum < wanted; count++)
            {
                sum = Saturating.Add(sum, volumes[count]);
            }
            needed[i] = count;
        }
        return ImmutableCollectionsMarshal.AsImmutableArray(needed);
    }

    /// <summary>The smallest number of first places whose traffic reaches the percentage.</summary>
    internal static int CountFor(ReadOnlySpan<long> volumes, long total, int percentage)
    {
        long sum = 0;
        int count = 0;
        for (long wanted = Wanted(total, percentage); sum < wanted; count++)
        {
            sum = Saturating.Add(sum, volumes[count]);
        }
        return count;
    }

    /// <summary>total · percentage / 100, rounded up in whole numbers so that a tie is a tie.</summary>
    private static long Wanted(long total, int percentage) => (total / 100 * percentage) + (((total % 100 * percentage) + 99) / 100);

    /// <summary>The number of city-networks for one of <see cref="Percentages"/>.</summary>
    public int For(int percentage)
    {
        int index = percentage is >= 0 and <= 100 ? Percentages.IndexOf((byte)percentage) : -1;
        return index >= 0 ? CityNetworksFor[index] : throw new ArgumentOutOfRangeException(nameof(percentage), percentage, "25, 50, 75, 90, 95, 99 or 100.");
    }
}
