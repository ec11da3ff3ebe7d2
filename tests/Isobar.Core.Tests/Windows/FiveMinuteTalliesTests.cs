using Isobar.Core.Atlas;
using Isobar.Core.Sketches;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Windows;

public sealed class FiveMinuteTalliesTests
{
    private static readonly Stratum s_here = new("web", "here", "a", AddressFamily.IPv4, MeasurementMethod.ServerLog);
    private static readonly Stratum s_there = new("web", "there", "", AddressFamily.IPv6, MeasurementMethod.ServerLog);

    [Fact]
    public void Windows_of_ten_seconds_become_one_row_each_five_minutes()
    {
        TallyBatch rows = new() { WindowSeconds = 10 };
        for (long start = 1_200; start < 1_800; start += 10)
        {
            rows.Add(0, start, s_here, new CityNetworkId(1), TallyOf((ulong)start, 20_000));
        }
        rows.Add(0, 1_200, s_there, new CityNetworkId(1), TallyOf(1, 90_000));
        rows.Add(0, 1_200, s_there, new CityNetworkId(2), TallyOf(1, 90_000));
        TallyBatch sums = FiveMinuteTallies.Sum(rows);
        Assert.Equal(300, sums.WindowSeconds);
        Assert.Equal([1_200, 1_500, 1_200, 1_200], sums.WindowStart);
        Assert.Equal([s_here, s_here, s_there, s_there], sums.Stratum);
        Assert.Equal([30, 30, 1, 1], sums.Connections);
        Assert.Equal([60, 60, 2, 2], sums.Votes);
        Assert.Equal([30, 30, 1, 1], sums.RttSamples);
    }

    [Fact]
    public void Clients_of_several_windows_count_once()
    {
        TallyBatch rows = new() { WindowSeconds = 60 };
        foreach (long start in (long[])[0, 60, 120, 180])
        {
            rows.Add(0, start, s_here, new CityNetworkId(1), TallyOf(start < 120 ? 7UL : 8UL, 20_000));
        }
        Assert.Equal(2, Assert.Single(FiveMinuteTallies.Sum(rows).Clients));
    }

    private static Tally TallyOf(ulong client, long rttMicros)
    {
        ClientSketch clients = new();
        clients.Add(client * 0x9e37_79b9_7f4a_7c15);
        QuantileSketch rtt = new();
        rtt.Add(rttMicros);
        return new()
        {
            Connections = 1,
            Votes = 2,
            Clients = 1,
            ClientSketch = clients.Write(),
            Rtt = TimeSummary.Of(rtt),
            Ttfb = TimeSummary.Of(new QuantileSketch()),
        };
    }
}
