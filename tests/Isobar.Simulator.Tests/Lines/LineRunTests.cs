using System.Text.Json;
using Isobar.Core.Atlas;
using Isobar.Core.Attribution;
using Isobar.Core.Events;
using Isobar.Core.Windows;
using Isobar.Server.Replay;
using Isobar.Server.Simulation;
using Isobar.Server.Simulation.Lines;
using Isobar.Server.Sources;
using Isobar.Simulator.Faults;
using Isobar.Simulator.Lines;
using Isobar.Simulator.Worlds;
using Isobar.Tests;

namespace Isobar.Simulator.Tests.Lines;

/// <summary>From `isobar simulate --lines` to `isobar replay`: what is written is what was drawn, and the faults in it are found.</summary>
public sealed class LineRunTests(LineRunTests.Written written) : IClassFixture<LineRunTests.Written>
{
    private const string Location = "frankfurt";
    private static readonly PlayOptions s_options = new(3, 120, PlayOptions.UsualFrom);
    private static readonly FaultSpec s_outage = new(FaultElement.OfLocation(Location), FaultKind.ServiceFail, s_options.From + 36_000, s_options.From + 41_400, 0.6);

    [Fact]
    public void The_replay_counts_what_was_drawn()
    {
        JsonElement report = written.Json.RootElement;
        Assert.Equal(written.Lines, report.GetProperty("lines").GetInt64());
        Assert.Equal(written.Lines, report.GetProperty("records").GetInt64());
        Assert.Equal(0, report.GetProperty("unlocated").GetInt64());
        Assert.Equal(288, report.GetProperty("windows").GetInt32());
        TallyBatch drawn = new() { WindowSeconds = 300 };
        for (long start = s_options.From; start < s_options.From + 86_400; start += 300)
        {
            written.World.AppendWindow(start, drawn);
        }
        int[] rows = [.. Enumerable.Range(0, drawn.Count).Where(row => drawn.Stratum[row].ServiceLocation == Location)];
        TrafficGroup total = written.Report.Total;
        Assert.Equal(rows.Sum(row => drawn.Connections[row]), total.Connections);
        Assert.Equal(rows.Sum(row => drawn.BytesOut[row]), total.BytesOut);
        Assert.Equal(rows.Sum(row => drawn.BytesIn[row]), total.BytesIn);
        Assert.Equal(rows.Sum(row => drawn.Attempts[row]), total.Attempts);
        Assert.Equal(rows.Sum(row => drawn.NetworkFailures[row]), total.NetworkFailures);
        Assert.Equal(rows.Sum(row => drawn.ServiceFailures[row]), total.ServiceFailures);
        Assert.Equal(rows.Select(row => drawn.CityNetwork[row]).Distinct().Count(), written.Report.CityNetworkCount);
    }

    [Fact]
    public void The_fault_in_the_log_is_the_one_event_that_a_replay_tells()
    {
        HealthEvent overall = Assert.Single(written.Report.Health!.Events, one => !one.IsLocal);
        Assert.InRange(overall.StartedAt, s_outage.StartSeconds - 300, s_outage.StartSeconds + 300);
        // Traffic is thin in a world of this size: its pairs are judged over up to six hours, so that the end is known late.
        Assert.InRange(overall.EndedAt!.Value, s_outage.EndSeconds, s_outage.EndSeconds + 21_600);
        Assert.Equal((BlameVerdict.Blamed, Cause.Service), (overall.Blames[0].Verdict, overall.Blames[0].Cause));
    }

    [Fact]
    public void Lines_of_all_zones_are_in_the_order_of_time()
    {
        long last = long.MinValue;
        foreach (string line in File.ReadLines(written.Log))
        {
            int time = line.IndexOf('[', StringComparison.Ordinal) + 1;
            long second = DateTimeOffset.ParseExact(
                line.AsSpan(time, 20), "dd/MMM/yyyy:HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal).ToUnixTimeSeconds();
            Assert.True(second >= last);
            last = second;
        }
        Assert.True(last > s_options.From + 86_000);
    }

    [Fact]
    public void Another_run_writes_the_same_bytes()
    {
        using MemoryStream one = new(), two = new();
        new LineWriter(written.World, Location).Write(s_options.From, s_options.From + 3_600, one, null, CancellationToken.None);
        new LineWriter(written.World, Location).Write(s_options.From, s_options.From + 3_600, two, null, CancellationToken.None);
        Assert.True(one.Length > 10_000);
        Assert.Equal(one.ToArray(), two.ToArray());
        Assert.Equal(one.ToArray(), File.ReadAllBytes(written.Log)[..(int)one.Length]);
    }

    [Fact]
    public void A_location_that_does_not_exist_is_told_with_those_that_do()
    {
        LineRun run = new(written.World, new("-", null, "atlantis", s_options.From, 1));
        Assert.Contains("there are frankfurt, virginia, oregon", Assert.Single(run.Faults), StringComparison.Ordinal);
    }

    /// <summary>A day of the log of one location with an outage in it, and its replay.</summary>
    public sealed class Written : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Written()
        {
            World = s_options.World().WithFaults(FaultPlan.Of([s_outage]));
            LineOptions options = new(_folder["access.log"], _folder["access.log.atlas"], Location, s_options.From, 1);
            (Lines, _) = new LineRun(World, options).Run(null, CancellationToken.None);
            ReplayOptions replay = new()
            {
                Files = [Log],
                Locations = [Location],
                Format = InputFormat.TryParse(TrafficLines.Format, out string? fault) ?? throw new InvalidOperationException(fault),
            };
            using ReplayRun run = new(replay, CityNetworkAtlas.Open(File.ReadAllBytes(options.AtlasPath!)), new ReplayProgress());
            Report = run.Run(CancellationToken.None);
            using MemoryStream json = new();
            ReportJson.Write(Report, json);
            Json = JsonDocument.Parse(json.ToArray());
        }

        internal SimulatedWorld World { get; }

        internal long Lines { get; }

        internal ReplayReport Report { get; }

        internal JsonDocument Json { get; }

        internal string Log => _folder["access.log"];

        public void Dispose()
        {
            Json.Dispose();
            _folder.Dispose();
        }
    }
}
