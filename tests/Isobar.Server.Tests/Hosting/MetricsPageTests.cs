using System.Text.RegularExpressions;
using Isobar.Core.Formats;
using Isobar.Server.Hosting;

namespace Isobar.Server.Tests.Hosting;

public sealed partial class MetricsPageTests
{
    [Fact]
    public void The_page_is_in_the_format_and_tells_what_happened()
    {
        using LiveFixture live = new();
        live.Write(LiveFixture.Line(1) + LiveFixture.Line(2, "203.0.113.9") + LiveFixture.Line(4000) + "no line\n\n" + LiveFixture.Line(11));
        live.RunAt(20);
        live.Write(LiveFixture.Line(1) + LiveFixture.Line(12)[..20]);
        live.RunAt(21);
        PrometheusPage page = PrometheusPage.Read(MetricsPage.Write(live.Status));
        Dictionary<string, double> expected = new()
        {
            ["isobar_source_lines_total{source=\"access\"}"] = 7,
            ["isobar_source_records_total{source=\"access\"}"] = 5,
            ["isobar_source_rejected_lines_total{source=\"access\",reason=\"mismatch\"}"] = 1,
            ["isobar_source_rejected_lines_total{source=\"access\",reason=\"blank\"}"] = 1,
            ["isobar_late_records_total{source=\"access\"}"] = 1,
            ["isobar_future_records_total{source=\"access\"}"] = 1,
            ["isobar_source_lag_bytes{source=\"access\"}"] = 20,
            ["isobar_source_lag_seconds{source=\"access\"}"] = 0,
            ["isobar_source_files{source=\"access\"}"] = 1,
            ["isobar_unlocated_records_total"] = 1,
            ["isobar_open_windows"] = 1,
            ["isobar_sealed_windows_total"] = 1,
            ["isobar_commits_total"] = 1,
            ["isobar_commit_failures_total"] = 0,
            ["isobar_commit_seconds_count"] = 1,
            ["isobar_watermark_timestamp_seconds"] = LiveFixture.Start.ToUnixTimeSeconds() + 16,
            ["isobar_atlas_city_networks"] = 4,
            [$"isobar_build_info{{version=\"{MetricsPage.Version}\"}}"] = 1,
        };
        foreach ((string sample, double value) in expected)
        {
            Assert.True(page.Samples.TryGetValue(sample, out double found) && found == value, $"{sample} {found}, not {value}");
        }
    }

    [Fact]
    public void Label_values_are_escaped_whatever_a_source_is_called()
    {
        using LiveFixture live = new();
        LiveStatus status = live.Status with { Sources = [live.Source0 with { Name = "a \"quoted\\ name\nof two lines", Rejected = [(ParseError.Blank, 3)] }] };
        PrometheusPage page = PrometheusPage.Read(MetricsPage.Write(status));
        Assert.Equal(3, page.Samples["""isobar_source_rejected_lines_total{source="a \"quoted\\ name\nof two lines",reason="blank"}"""]);
    }

    [Fact]
    public void The_documentation_lists_exactly_these_metrics()
    {
        using LiveFixture live = new();
        string[] written = [.. PrometheusPage.Read(MetricsPage.Write(live.Status)).Types.Keys.Order(StringComparer.Ordinal)];
        string document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "live.md"));
        string[] listed = [.. MetricRow().Matches(document).Select(row => row.Groups[1].Value).Order(StringComparer.Ordinal)];
        Assert.Equal(written, listed);
    }

    [GeneratedRegex(@"^\| `(isobar_[a-z_]+)[`{]", RegexOptions.Multiline)]
    private static partial Regex MetricRow();
}
