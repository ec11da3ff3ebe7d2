using System.Globalization;
using System.Text;
using System.Text.Json;
using Isobar.Core.Insights;
using Isobar.Server.Replay;
using Isobar.Server.Replay.Insights;
using Isobar.Server.Sources;
using Isobar.Tests;

namespace Isobar.Server.Tests.Replay.Insights;

public sealed class InsightPassTests : IDisposable
{
    private const string Format = "$remote_addr [$time_iso8601] \"$request\" $status $bytes_sent $tcpinfo_rtt $upstream_header_time";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_place_that_is_seen_at_two_locations_is_advised_the_faster_one()
    {
        ReplayReport report = Run(["eu-central-1", "us-east-1"], Log("far.log", "198.18.0", 120, 400), Log("near.log", "198.18.0", 20, 100));
        ReplayInsights insights = report.Insights!;
        Assert.Equal(2, insights.Report.MeasuredLocations);
        PlacementAdvice advice = Assert.Single(insights.Report.Advice);
        Assert.Equal(("eu-central-1", "us-east-1", EstimateSource.Measured), (advice.CurrentLocation, advice.ProposedLocation, advice.Then.Source));
        Assert.Equal("Springfield", advice.CityNetwork.City);
        Assert.InRange(advice.Gain.LowMicros, 90_000, 100_500);
        Assert.Equal(0.8, (double)advice.Traffic / insights.TotalTraffic, 3);
        string text = Text(report);
        // Times come from sketches, to 1 %.
        Assert.Matches(@"from us-east-1 instead of eu-central-1: first byte in (19\.[89]|20(\.[0-2])?) ms \(measured\), now 1(19|20|21)(\.\d)?; ", text);
        Assert.Contains("Predictions are learned from 2 measured service locations", text, StringComparison.Ordinal);
    }

    [Fact]
    public void With_one_location_distance_is_all_that_is_known_and_it_is_said_so()
    {
        ReplayReport report = Run(["us-east-1"], [Log("near.log", "198.18.0", 20, 100)], regions: true);
        Assert.Contains("Only one service location is measured", report.Insights!.Report.Basis, StringComparison.Ordinal);
        Assert.All(report.Insights.Report.Locations.SelectMany(location => location.Candidates), candidate =>
            Assert.True(candidate.ServiceLocation == "us-east-1" || candidate.FirstByte is null or { Source: EstimateSource.PredictedByDistance }));
        Assert.Contains("nothing is suggested", Text(report), StringComparison.Ordinal);
    }

    [Fact]
    public void A_location_without_coordinates_is_named_with_what_to_do()
    {
        ReplayReport report = Run(["basement"], Log("near.log", "198.18.0", 20, 100));
        Assert.Equal(["basement"], report.Insights!.Unplaced.AsEnumerable());
        Assert.Contains("Where 'basement' is, is not known", Text(report), StringComparison.Ordinal);
    }

    [Fact]
    public void The_object_has_places_candidates_and_advice_and_only_when_asked_for()
    {
        string[] files = [Log("far.log", "198.18.0", 120, 400), Log("near.log", "198.18.0", 20, 100)];
        JsonElement insights = Json(Run(["eu-central-1", "us-east-1"], files)).GetProperty("insights");
        JsonElement advice = Assert.Single(insights.GetProperty("advice").EnumerateArray());
        Assert.Equal("us-east-1", advice.GetProperty("proposedLocation").GetString());
        Assert.Equal("measured", advice.GetProperty("thenMs").GetProperty("source").GetString());
        JsonElement here = insights.GetProperty("locations").EnumerateArray().First();
        Assert.Equal(("eu-central-1", 120.0), (here.GetProperty("serviceLocation").GetString(), 10 * Math.Round(here.GetProperty("ttfbMs").GetProperty("value").GetDouble() / 10)));
        Assert.Equal(["eu-central-1", "us-east-1"], here.GetProperty("candidates").EnumerateArray().Select(candidate => candidate.GetProperty("serviceLocation").GetString()));
        Assert.False(Json(Run(Options(["eu-central-1", "us-east-1"], files) with { Insights = null })).TryGetProperty("insights", out _));
    }

    private string Log(string name, string network, int millis, int bytes)
    {
        StringBuilder text = new();
        for (int i = 0; i < 80; i++)
        {
            // Half a per cent up and down, so that the medians have an interval.
            double ttfb = millis * (1 + (i % 11 - 5) / 1000.0);
            text.Append(CultureInfo.InvariantCulture,
                $"{network}.{i + 1} [2026-11-16T10:{i / 2:00}:00+00:00] \"GET / HTTP/1.1\" 200 {bytes} {1000 * millis - 5_000} {ttfb / 1000:0.000000}\n");
        }
        return _folder.File(name, text.ToString());
    }

    private static ReplayOptions Options(string[] locations, string[] files, bool regions = false) => new()
    {
        Files = files,
        Locations = locations,
        Format = InputFormat.TryParse(Format, out string? fault) ?? throw new InvalidOperationException(fault),
        Insights = InsightPlan.Plain with { IncludeRegions = regions },
    };

    private static ReplayReport Run(string[] locations, params string[] files) => Run(Options(locations, files));

    private static ReplayReport Run(string[] locations, string[] files, bool regions) => Run(Options(locations, files, regions));

    private static ReplayReport Run(ReplayOptions options)
    {
        using ReplayRun run = new(options, TestAtlas.Atlas, new ReplayProgress());
        return run.Run(CancellationToken.None);
    }

    /// <summary>The printed report with its lines joined.</summary>
    private static string Text(ReplayReport report) => string.Join(' ', ReportPrinterTests.Print(report, 100).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static JsonElement Json(ReplayReport report)
    {
        using MemoryStream output = new();
        ReportJson.Write(report, output);
        return JsonDocument.Parse(output.ToArray()).RootElement;
    }
}
