using System.Text.RegularExpressions;
using Isobar.Core.Attribution;
using Isobar.Core.Baselines;
using Isobar.Core.Events;
using Isobar.Server.Replay;
using Isobar.Server.Replay.Health;
using Isobar.Simulator.Faults;
using Isobar.Tests;

namespace Isobar.Server.Tests.Replay.Health;

public sealed partial class ScorePassTests(ScorePassTests.Logs logs) : IClassFixture<ScorePassTests.Logs>
{
    private const long FaultStart = SimulatedLog.StartSeconds + 50_400;

    private const long FaultEnd = FaultStart + 5_400;

    private static readonly FaultSpec s_outage = new(FaultElement.OfLocation(SimulatedLog.Location), FaultKind.ServiceFail, FaultStart, FaultEnd, 0.6);

    [Fact]
    public void An_outage_of_the_service_is_one_overall_event_with_its_time_size_and_cause()
    {
        ReplayHealth health = logs.WithOutage.Health!;
        HealthEvent overall = Assert.Single(health.Events, one => !one.IsLocal);
        Assert.Equal(HealthEventImpactType.Availability, overall.ImpactType);
        Assert.InRange(overall.StartedAt, FaultStart - 300, FaultStart + 300);
        Assert.InRange(overall.EndedAt!.Value, FaultEnd - 300, FaultEnd + 600);
        Assert.InRange(overall.PercentOfTotalTrafficImpacted, 50, 75);
        Assert.Equal((BlameVerdict.Blamed, Cause.Service), (overall.Blames[0].Verdict, overall.Blames[0].Cause));
        Assert.Equal(RecommendedActionKind.InspectService, overall.Action.Kind);
        // The period's score loses what the outage cost: sixty per cent of an hour and a half of the day.
        Assert.InRange(health.AvailabilityScore!.Value, 93, 98);
    }

    [Fact]
    public void Its_local_events_are_told_inside_of_it()
    {
        HealthIncident incident = Assert.Single(HealthIncident.Of(logs.WithOutage.Health!.Events));
        Assert.False(incident.Lead.IsLocal);
        Assert.Equal(logs.WithOutage.Health.Events.Count - 1, incident.LocalCount);
    }

    [Fact]
    public void Sample_lines_are_failures_of_the_time_of_the_event()
    {
        ReplayHealth health = logs.WithOutage.Health!;
        HealthEvent overall = health.Events.Single(one => !one.IsLocal);
        Assert.Equal(5, health.SampleLines[overall.EventId].Count);
        byte[] log = File.ReadAllBytes(logs.OutagePath);
        foreach (LinePosition place in health.SampleLines[overall.EventId])
        {
            Assert.True(place.Offset == 0 || log[place.Offset - 1] == '\n');
            ReadOnlySpan<byte> line = log.AsSpan((int)place.Offset);
            string text = System.Text.Encoding.ASCII.GetString(line[..line.IndexOf((byte)'\n')]);
            Assert.Matches("03/Nov/2025:1[45]:.*\" 5\\d\\d ", text);
        }
    }

    [Fact]
    public void An_event_names_the_prefixes_of_clients_that_failed_and_nobody_elses()
    {
        ReplayHealth health = logs.WithOutage.Health!;
        HealthEvent overall = health.Events.Single(one => !one.IsLocal);
        HashSet<string> failed = [];
        foreach (string line in File.ReadLines(logs.OutagePath).Where(line => FailedInOutage().IsMatch(line)))
        {
            string client = line[..line.IndexOf(' ', StringComparison.Ordinal)];
            failed.Add(client.Contains(':', StringComparison.Ordinal) ? "IPv6" : client[..client.LastIndexOf('.')] + ".0/24");
        }
        string[] told = [.. overall.ImpactedLocations.SelectMany(location => location.Ipv4Prefixes)];
        Assert.NotEmpty(told);
        Assert.All(told, prefix => Assert.Contains(prefix, failed));
        Assert.All(overall.ImpactedLocations, location => Assert.InRange(location.Ipv4Prefixes.Length + location.Ipv6Prefixes.Length, 0, 2 * ClientPrefixes.Told));
        // A place that is too thin to be judged by itself may have had no failure of its own.
        Assert.True(overall.ImpactedLocations.Count(location => location.Ipv4Prefixes.Length > 0) > 0.9 * overall.ImpactedLocations.Length);
    }

    [Fact]
    public void An_event_tells_the_usual_round_trip_times_of_its_places()
    {
        HealthEvent overall = logs.WithOutage.Health!.Events.Single(one => !one.IsLocal);
        ImpactedLocation[] known = [.. overall.ImpactedLocations.Where(location => location.UsualRoundTripTime is not null)];
        Assert.NotEmpty(known);
        Assert.All(known, location => Assert.True(location.UsualRoundTripTime!.Value.P50 <= location.UsualRoundTripTime.Value.P90));
        // The service fails and the network does not: round trips are as usual.
        Assert.All(known.Where(location => location.InternetHealth.RoundTripTime is not null), location =>
            Assert.InRange(location.InternetHealth.RoundTripTime!.Value.P50 / location.UsualRoundTripTime!.Value.P50, 0.6, 1.5));
    }

    [GeneratedRegex("03/Nov/2025:1[45]:.*\" 5\\d\\d ")]
    private static partial Regex FailedInOutage();

    [Fact]
    public void A_clean_log_has_scores_of_100_and_no_event()
    {
        ReplayHealth health = logs.Clean.Health!;
        Assert.True(health.IsScored);
        Assert.Empty(health.Events);
        Assert.True(health.AvailabilityScore > 99.5, $"availability {health.AvailabilityScore}");
        Assert.True(health.PerformanceScore > 99.5, $"performance {health.PerformanceScore}");
        Assert.InRange(health.TestableTrafficPercent, 50, 100);
        Assert.Equal(SimulatedLog.Seconds / 300, health.Scores.Count);
    }

    [Fact]
    public void A_thin_log_is_said_to_be_thin_and_has_no_score()
    {
        using TemporaryFolder folder = new();
        ReplayHealth health = SimulatedLog.Run(SimulatedLog.ReplayOf(SimulatedLog.Write(folder["thin.log"], every: 5_000))).Health!;
        Assert.False(health.IsScored);
        Assert.Null(health.AvailabilityScore);
        Assert.Null(health.PerformanceScore);
        Assert.Equal(0, health.TestableTrafficPercent);
        Assert.Empty(health.Events);
    }

    [Fact]
    public void Trailing_judges_nothing_on_the_first_day_as_a_live_server_could_not()
    {
        ReplayHealth health = SimulatedLog.Run(SimulatedLog.ReplayOf(logs.OutagePath) with { Baseline = ReplayBaselineMode.Trailing }).Health!;
        Assert.Equal(ReplayBaselineMode.Trailing, health.Mode);
        Assert.Null(health.AvailabilityScore);
        Assert.Empty(health.Events);
        Assert.True(health.LearningTrafficPercent > 99, $"learning {health.LearningTrafficPercent}");
    }

    [Fact]
    public void Other_thresholds_are_answered_in_the_same_run()
    {
        ReplayOptions options = SimulatedLog.ReplayOf(logs.OutagePath) with { Thresholds = new() { Availability = [20, 80], LocalAvailability = [10] } };
        ReplayReport report = SimulatedLog.Run(options);
        Assert.Equal(
            [(HealthEventImpactType.Availability, 95.0, 1), (HealthEventImpactType.Availability, 80, 1), (HealthEventImpactType.Availability, 20, 0)],
            report.Health!.Thresholds.Where(one => one.ImpactType == HealthEventImpactType.Availability).Select(one => (one.ImpactType, one.Threshold, one.Events)));
        ThresholdOutcome[] local = [.. report.Health.Thresholds.Where(one => one.ImpactType == HealthEventImpactType.LocalAvailability)];
        Assert.Equal([60.0, 10], local.Select(one => one.Threshold));
        Assert.True(local[0].Events > local[1].Events);
        Assert.Equal(logs.WithOutage.Health!.Events.Select(one => one.EventId), report.Health.Events.Select(one => one.EventId));
    }

    [SkippableFact]
    public void A_real_log_of_a_quiet_site_has_no_event()
    {
        using ReplayRun run = new(new() { Files = [SampleData.Path("logs/apache-combined-2015-elastic-10k.log.gz")] }, TestAtlas.Atlas, new ReplayProgress());
        ReplayHealth health = run.Run(CancellationToken.None).Health!;
        Assert.True(health.IsScored);
        Assert.Empty(health.Events);
        Assert.Equal(100, health.AvailabilityScore!.Value, 1);
        Assert.Null(health.PerformanceScore);
    }

    [Fact]
    public void Cores_shards_blocks_and_spills_change_no_byte()
    {
        string expected = Json(logs.WithOutage);
        ReplayOptions options = SimulatedLog.ReplayOf(logs.OutagePath);
        Assert.Equal(expected, Json(SimulatedLog.Run(options with { Cores = 1, Shards = 1, BlockBytes = 100_000 })));
        Assert.Equal(expected, Json(SimulatedLog.Run(options with { Cores = 3, Shards = 7, OpenTalliesBytes = 1 << 20 })));
    }

    private static string Json(ReplayReport report)
    {
        using MemoryStream output = new();
        ReportJson.Write(report, output);
        return System.Text.Encoding.UTF8.GetString(output.ToArray());
    }

    /// <summary>The same day with an outage of the service from 14:00 to 15:30, and without.</summary>
    public sealed class Logs : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Logs()
        {
            OutagePath = SimulatedLog.Write(_folder["outage.log"], 1, s_outage);
            WithOutage = SimulatedLog.Run(SimulatedLog.ReplayOf(OutagePath));
            Clean = SimulatedLog.Run(SimulatedLog.ReplayOf(SimulatedLog.Write(_folder["clean.log"])));
        }

        public string OutagePath { get; }

        public ReplayReport WithOutage { get; }

        public ReplayReport Clean { get; }

        public void Dispose() => _folder.Dispose();
    }
}
