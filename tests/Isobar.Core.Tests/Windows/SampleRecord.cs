using Isobar.Core.Atlas;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Windows;

/// <summary>What a tally takes of a traffic record, as a value that can be kept in lists.</summary>
internal sealed record SampleRecord(
    IpAddress Client, long TimeMicros, int Stratum, Outcome Outcome, long BytesIn = -1, long BytesOut = -1, long RttMicros = -1, long TtfbMicros = -1)
{
    public const long Minute = 60_000_000;

    public TrafficRecord ToRecord()
    {
        TrafficRecord record = default;
        record.Clear();
        record.Client = Client;
        record.TimeMicros = TimeMicros;
        record.Outcome = Outcome;
        record.BytesIn = BytesIn;
        record.BytesOut = BytesOut;
        record.RttMicros = RttMicros;
        record.TtfbMicros = TtfbMicros;
        return record;
    }

    /// <summary>A small atlas: some 25 city-networks, a tenth of the clients unlocated.</summary>
    public static CityNetworkId Locate(IpAddress client)
    {
        ulong hash = StableHash.Of(client);
        return hash % 10 == 0 ? CityNetworkId.Unlocated : new(StableHash.Mix(hash % 25 + 1));
    }

    /// <summary>Six strata: three places, each in both families. Their order by number is not that by name.</summary>
    public static StratumTable Strata()
    {
        StratumTable strata = new();
        foreach (string place in (string[])["zurich", "athens", "madrid"])
        {
            strata.IndexOf(new("web", place, "", AddressFamily.IPv4, MeasurementMethod.ServerLog));
            strata.IndexOf(new("web", place, "", AddressFamily.IPv6, MeasurementMethod.ServerLog));
        }
        return strata;
    }

    /// <summary>Records over several windows around 1970, from busy and rare clients, with and without times, of any outcome, one in 50 with hostile numbers.</summary>
    public static SampleRecord[] Draw(SeededRandom random, int count) => [.. Enumerable.Range(0, count).Select(_ => DrawOne(random))];

    private static SampleRecord DrawOne(SeededRandom random)
    {
        bool isIPv4 = random.Chance(0.6), isHostile = random.Chance(0.02);
        uint host = (uint)random.Next(random.Chance(0.5) ? 4 : 120);
        return new(
            isIPv4 ? IpAddress.FromIPv4(0xc6120000 + host) : new(0x2001_0db8ul << 32, host),
            // Whole seconds, so that records with equal client, time and value occur.
            (random.Next(900) - 450) * 1_000_000L,
            random.Next(3) * 2 + (isIPv4 ? 0 : 1),
            (Outcome)random.Next(4),
            random.Chance(0.8) ? random.Next(5_000) : -1,
            isHostile ? 1_000_000_000_000_000_000 * (1 + random.Next(9)) : random.Next(100_000),
            random.Chance(0.6) ? (isHostile ? long.MaxValue : (long)Math.Exp(10 + 2 * random.NextNormal())) : -1,
            random.Chance(0.4) ? random.Next(50) * 10_000L : -1);
    }
}
