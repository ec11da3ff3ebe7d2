using System.Globalization;
using Isobar.Core.Atlas;
using Isobar.Core.Baselines;
using Isobar.Core.Windows;
using Isobar.Storage.Baselines;

namespace Isobar.Storage.Tests.Support;

/// <summary>Batches of day summaries made from a seed: the store does not look into them.</summary>
internal static class Summaries
{
    public static readonly HealthStratum[] Strata =
    [
        new("eu-central-1", "", AddressFamily.IPv4, MeasurementMethod.KernelTcp),
        new("eu-central-1", "", AddressFamily.IPv6, MeasurementMethod.ServerLog),
        new("eu-central-1", "eu-central-1a", AddressFamily.IPv4, MeasurementMethod.ServerLog),
        new("ünïcode", "", AddressFamily.IPv4, MeasurementMethod.ServerLog),
    ];

    /// <summary>A day of so many city-networks, each in two to four strata; the summaries differ from seed to seed.</summary>
    public static DaySummaryBatch Day(int seed, DateOnly day, int cityNetworks)
    {
        var random = new Random(seed);
        var batch = new DaySummaryBatch { Day = day };
        foreach (ulong id in Enumerable.Range(1, cityNetworks).Select(i => unchecked((ulong)i * 0x9e37_79b9_7f4a_7c15)).Order())
        {
            foreach (HealthStratum stratum in Strata.AsSpan(0, 2 + (int)(id % 3)))
            {
                byte[] summary = new byte[random.Next(300)];
                random.NextBytes(summary);
                batch.Key.Add(new BaselineKey(new CityNetworkId(id), stratum));
                batch.Summary.Add(summary);
            }
        }
        return batch;
    }

    /// <summary>What a range of days is read as when these were written in their order: a text for each stratum, in the order of keys.</summary>
    public static List<string> Expected(IEnumerable<DaySummaryBatch> batches, DateOnly from, DateOnly to)
    {
        var latest = new SortedDictionary<(BaselineKey Key, DateOnly Day), byte[]>();
        foreach (DaySummaryBatch batch in batches.Where(batch => batch.Day >= from && batch.Day < to))
        {
            for (int i = 0; i < batch.Count; i++)
            {
                latest[(batch.Key[i], batch.Day)] = batch.Summary[i];
            }
        }
        return [.. latest.GroupBy(pair => pair.Key.Key).Select(group => Text(group.Key, group.Select(pair => (pair.Key.Day, pair.Value))))];
    }

    /// <summary>What is read, in the order in which it is.</summary>
    public static List<string> Texts(IEnumerable<StratumDays> strata) => [.. strata.Select(days =>
        Text(days.Key, Enumerable.Range(0, days.Count).Select(i => (days.Day(i), days.Summary(i).ToArray()))))];

    private static string Text(BaselineKey key, IEnumerable<(DateOnly Day, byte[] Summary)> days) =>
        $"{key}: {string.Join(", ", days.Select(day => string.Create(CultureInfo.InvariantCulture, $"{day.Day:yyyy-MM-dd} {Convert.ToHexString(day.Summary)}")))}";
}
