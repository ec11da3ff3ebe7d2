using Isobar.Core.Traffic;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Windows;

public sealed class TrafficSummaryTests
{
    [Fact]
    public void A_report_sums_all_windows_of_a_city_network()
    {
        SampleRecord[] records = SampleRecord.Draw(new SeededRandom(1), 2_000);
        TrafficSummary summary = Summarise(records, new WindowClock(60));
        string[] rows = NaiveTally.Rows(records, SampleRecord.Strata(), 60);
        Assert.Equal(rows.Length, summary.Tallies);
        Assert.Equal(records.Select(record => Math.Floor(record.TimeMicros / 60_000_000m)).Distinct().Count(), summary.Windows);
        var groups = records.GroupBy(record => SampleRecord.Locate(record.Client)).ToDictionary(group => group.Key);
        Assert.Equal(groups.Keys.Order(), summary.CityNetworks.Select(one => one.CityNetwork).Order());
        foreach (CityNetworkSummary one in summary.CityNetworks)
        {
            SampleRecord[] group = [.. groups[one.CityNetwork]];
            Assert.Equal(group.Length, one.Connections);
            Assert.Equal(group.Count(record => record.Outcome != Outcome.Unknown), one.Attempts);
            Assert.Equal(group.Count(record => record.Outcome == Outcome.NetworkFailure), one.NetworkFailures);
            Assert.Equal(group.Count(record => record.Outcome == Outcome.ServiceFailure), one.ServiceFailures);
            Assert.Equal(group.Select(record => record.Client).Distinct().Count(), one.Clients.Count);
            Assert.Equal(group.Sum(record => Math.Max(0, record.BytesIn)), one.BytesIn);
            Assert.Equal(Samples(group, record => record.RttMicros), one.Rtt?.Count ?? 0);
            Assert.Equal(Samples(group, record => record.TtfbMicros), one.Ttfb?.Count ?? 0);
        }
    }

    [Fact]
    public void The_time_line_has_one_step_a_window_with_traffic()
    {
        TrafficSummary summary = Summarise([At(0), At(299), At(300), At(-1), At(6_000)], new WindowClock(300));
        Assert.Equal([new(-300, 15, 1), new(0, 30, 2), new(300, 15, 1), new(6_000, 15, 1)], summary.Timeline);
        Assert.Equal(300, summary.StepSeconds);
    }

    [Theory]
    [InlineData(300, 600)]
    [InlineData(86_400, 172_800)]
    public void Steps_double_when_there_are_too_many_also_for_sparse_logs(int secondsApart, int doubledStep)
    {
        const int Records = TrafficSummary.TimelineLimit + 1;
        TrafficSummary summary = Summarise([.. Enumerable.Range(0, Records).Select(i => At((long)i * secondsApart))], new WindowClock(300));
        Assert.InRange(summary.Timeline.Count, Records / 3, TrafficSummary.TimelineLimit);
        Assert.InRange(summary.StepSeconds, 600, doubledStep);
        Assert.Equal(Records, summary.Timeline.Sum(step => step.Connections));
        Assert.Equal(15L * Records, summary.Timeline.Sum(step => step.Bytes));
        Assert.All(summary.Timeline, step => Assert.Equal(0, step.StartSeconds % summary.StepSeconds));
    }

    private static SampleRecord At(long seconds) => new(IpAddress.FromIPv4(0xc6120001), seconds * 1_000_000, 0, Outcome.Ok, 5, 10);

    private static long Samples(IEnumerable<SampleRecord> group, Func<SampleRecord, long> time) => group
        .GroupBy(record => (record.Client, record.Stratum, Math.Floor(record.TimeMicros / 60_000_000m)))
        .Sum(part => Math.Min(4, part.Count(record => time(record) >= 0)));

    private static TrafficSummary Summarise(SampleRecord[] records, WindowClock clock)
    {
        TallyAccumulator accumulator = new(clock, SampleRecord.Locate);
        foreach (SampleRecord record in records)
        {
            accumulator.Add(record.ToRecord(), record.Stratum);
        }
        TrafficSummary summary = new(clock);
        TallyFolder folder = new(SampleRecord.Strata(), clock, 1);
        ClientMinuteMerger merger = new([new SortedTable(accumulator.Table, clock)], clock);
        TallyBatch batch = new() { WindowSeconds = clock.WindowSeconds };
        while (!merger.IsEmpty)
        {
            folder.FoldNext(merger, batch, summary);
        }
        return summary;
    }
}
