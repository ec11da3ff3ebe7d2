using Isobar.Core.Traffic;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Windows;

/// <summary>Client minutes from few clients, intervals, strata and city-networks, so that keys meet; and their text, to compare them.</summary>
internal static class RandomMinutes
{
    public static (ClientMinute Entry, ClientSamples Samples) Next(SeededRandom random, int clients = 20)
    {
        IpAddress client = random.Chance(0.5)
            ? IpAddress.FromIPv4((uint)random.Next(clients))
            : new(0x2001_0db8ul << 32, (ulong)random.Next(clients));
        ClientMinute entry = new()
        {
            Client = client,
            CityNetwork = new(StableHash.Of(client) % 7),
            Interval = random.Next(21) - 10,
            Stratum = random.Next(3),
            BytesIn = random.Next(1000),
            BytesOut = random.Chance(0.05) ? long.MaxValue - 3 : random.Next(100_000),
            Connections = 1 + random.Next(20),
            Attempts = random.Next(10),
            NetworkFailures = random.Next(3),
            ServiceFailures = random.Next(3),
        };
        ClientSamples samples = default;
        for (int i = random.Next(6); i > 0; i--)
        {
            samples.Rtt.Offer(random.NextWord(), random.Next(100_000));
        }
        for (int i = random.Next(3); i > 0; i--)
        {
            samples.Ttfb.Offer(random.NextWord(), random.Next(100_000));
        }
        return (entry, samples);
    }

    /// <summary>All that counts of an entry: where its samples lie does not.</summary>
    public static string Text(in ClientMinute entry, in ClientSamples samples) => FormattableString.Invariant(
        $"{entry.Client} {entry.CityNetwork} {entry.Interval} {entry.Stratum}: {entry.BytesIn} {entry.BytesOut} {entry.Connections} {entry.Attempts} {entry.NetworkFailures} {entry.ServiceFailures} rtt {Text(samples.Rtt)} ttfb {Text(samples.Ttfb)}");

    private static string Text(SampleSet samples) => string.Join(',', Enumerable.Range(0, samples.Count).Select(i => samples.SlotAt(i)));
}
