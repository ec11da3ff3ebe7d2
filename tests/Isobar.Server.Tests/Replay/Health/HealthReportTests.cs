using System.Text;
using System.Text.Json;
using Isobar.Core.Attribution;
using Isobar.Core.Events;
using Isobar.Core.Scoring;
using Isobar.Core.Windows;
using Isobar.Server.Replay;
using Isobar.Server.Replay.Health;
using Isobar.Tests;

namespace Isobar.Server.Tests.Replay.Health;

public sealed class HealthReportTests
{
    [Fact]
    public void The_object_is_as_in_the_golden_file() => Golden.Compare("health.json", Json(SampleHealth.Report()));

    [Fact]
    public void The_report_is_as_in_the_golden_file() => Golden.Compare("health-100.txt", ReportPrinterTests.Print(SampleHealth.Report(), 100));

    [Fact]
    public void What_was_there_before_the_second_pass_stays_byte_for_byte()
    {
        string before = Json(SampleReports.Full()), after = Json(SampleHealth.Report());
        string[] members = [.. JsonDocument.Parse(before).RootElement.EnumerateObject().Select(member => member.Name)];
        Assert.Equal(members, JsonDocument.Parse(after).RootElement.EnumerateObject().Select(member => member.Name).Where(members.Contains));
        Assert.All(members, member => Assert.Equal(
            JsonDocument.Parse(before).RootElement.GetProperty(member).GetRawText(), JsonDocument.Parse(after).RootElement.GetProperty(member).GetRawText()));
    }

    [Fact]
    public void Incidents_take_local_events_of_other_metrics_and_times_for_themselves()
    {
        HealthEvent local = SampleHealth.Health().Events[1];
        HealthEvent slow = local with { EventId = "slow", ImpactType = HealthEventImpactType.LocalPerformance };
        HealthEvent later = local with { EventId = "later", StartedAt = local.EndedAt!.Value + 60, EndedAt = local.EndedAt + 360 };
        IReadOnlyList<HealthIncident> incidents = HealthIncident.Of([.. SampleHealth.Health().Events, slow, later]);
        Assert.Equal(["later", "overall", "slow"], incidents.Select(incident => incident.Lead.EventId).Order(StringComparer.Ordinal));
        Assert.Equal(2, incidents[0].LocalCount);
    }

    [Theory]
    [InlineData(3_600, 1)]
    [InlineData(6 * 3_600 + 1, 2)]
    public void Overall_events_are_one_incident_when_they_follow_within_six_hours(long gap, int expected)
    {
        HealthEvent first = SampleHealth.Health().Events[0];
        HealthEvent second = first with { EventId = "second", StartedAt = first.EndedAt!.Value + gap, EndedAt = first.EndedAt + gap + 300 };
        Assert.Equal(expected, HealthIncident.Of([first, second]).Count);
    }

    [Fact]
    public void Overall_events_of_two_causes_are_two_incidents_however_close_they_are()
    {
        HealthEvent first = SampleHealth.Health().Events[0];
        HealthEvent second = first with
        {
            EventId = "second",
            StartedAt = first.EndedAt!.Value + 300,
            EndedAt = first.EndedAt + 600,
            Blames = [first.Blames[0] with { Cause = Cause.Service, Element = new(ElementKind.ServiceLocation, "local", "") }],
        };
        Assert.Equal(2, HealthIncident.Of([first, second]).Count);
        Assert.Single(HealthIncident.Of([first, second with { Blames = [] }]));
        Assert.Equal(2, HealthIncident.Of([first, second with { Blames = [], ImpactedLocations = [] }]).Count);
    }

    [Fact]
    public void A_ribbon_shows_the_lowest_score_of_each_column_and_a_blank_where_none_is_known()
    {
        ScoreStep[] steps = [new(0, 100, null), new(300, 10, null), new(600, 96, null), new(1200, 94, null), new(1500, null, null)];
        Assert.Equal("▁▇▆", ScoreRibbon.Of(steps, step => step.Availability, 0, 600, 3, unicode: true));
        Assert.Equal("", ScoreRibbon.Of(steps, step => step.Performance, 0, 600, 3, unicode: true));
        Assert.Equal("17 6", ScoreRibbon.Of([.. steps[..3], new(1800, 94, null)], step => step.Availability, 0, 600, 4, unicode: false));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1 << 30)]
    public void A_tape_gives_back_its_rows_summed_to_windows_of_five_minutes_from_memory_and_from_the_file(long budget)
    {
        using TemporaryFolder folder = new();
        TallyBatch batch = new() { WindowSeconds = 60 };
        Stratum stratum = new("replay", "local", "", AddressFamily.IPv4, MeasurementMethod.ServerLog);
        for (int row = 0; row < 20_000; row++)
        {
            Tally tally = new() { BytesOut = row, Connections = 3, Votes = 2, Clients = 1, ClientSketch = [], Rtt = new([1, 2, 3], 3, row, 5, 6), Ttfb = new([], 0, 0, 0, 0) };
            batch.Add(0, 1_200 + row / 100 * 60, stratum, new((ulong)row % 100 + 1), tally);
        }
        using TallyTape tape = new(folder["spill"], budget);
        tape.Append(batch, 100);
        tape.Complete();
        Assert.Equal(budget == 0, tape.SpilledBytes > 0);
        for (int time = 0; time < 2; time++)
        {
            List<(long Start, int Rows, long Bytes, int P50)> windows = [.. (time == 0 ? tape.Windows() : tape.WindowsAhead()).Select(window => (window.Start, window.Rows.Count, window.Rows.BytesOut.Sum(), window.Rows.RttP50Micros[^1]))];
            Assert.Equal(Enumerable.Range(0, 40).Select(window => 1_200L + window * 300), windows.Select(window => window.Start));
            Assert.Equal([400, .. Enumerable.Repeat(500, 39)], windows.Select(window => window.Rows));
            Assert.Equal(Enumerable.Range(100, 19_900).Sum(row => (long)row), windows.Sum(window => window.Bytes));
            Assert.Equal(19_999, windows[^1].P50);
        }
        Assert.Equal(1_200, tape.WindowsAhead().First().Start);
        Assert.Equal(19_900 * 3, tape.MostSamples);
    }

    private static string Json(ReplayReport report)
    {
        using MemoryStream output = new();
        ReportJson.Write(report, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
