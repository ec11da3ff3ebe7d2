using Isobar.Core.Atlas;
using Isobar.Core.Sketches;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Baselines;

/// <summary>Rows of tallies for tests.</summary>
internal static class TallyRows
{
    public static readonly Stratum Plain = new("nginx", "fra", "", AddressFamily.IPv4, MeasurementMethod.ServerLog);

    public static TallyBatch Batch(int windowSeconds) => new() { WindowSeconds = windowSeconds };

    public static void Add(
        TallyBatch batch, long start, ulong cityNetwork, ReadOnlySpan<long> rtt, Stratum? stratum = null, int votes = 0, int failed = 0, int clients = 0,
        ReadOnlySpan<long> ttfb = default) =>
        batch.Add(0, start, stratum ?? Plain, new CityNetworkId(cityNetwork), new Tally
        {
            Votes = votes,
            NetworkFailedVotes = failed,
            Clients = clients,
            ClientSketch = [],
            Rtt = Summary(rtt),
            Ttfb = Summary(ttfb),
        });

    public static long Start(DateOnly day, int hour = 0, int minute = 0) =>
        (day.DayNumber - new DateOnly(1970, 1, 1).DayNumber) * 86_400L + hour * 3600 + minute * 60;

    private static TimeSummary Summary(ReadOnlySpan<long> samples)
    {
        QuantileSketch sketch = new();
        foreach (long sample in samples)
        {
            sketch.Add(sample);
        }
        return TimeSummary.Of(sketch);
    }
}
