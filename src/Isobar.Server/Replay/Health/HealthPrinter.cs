using System.Globalization;
using Isobar.Core.Baselines;
using Isobar.Core.Events;
using Spectre.Console;

namespace Isobar.Server.Replay.Health;

/// <summary>Prints scores and health events for people: what happened as a whole first, and never a flood.</summary>
internal sealed class HealthPrinter(ReplayHealth health, ReplayReport report, ReportWriter output, IAnsiConsole console, bool byBytes)
{
    /// <summary>Prints the part.</summary>
    public void Print()
    {
        output.Title("Scores and health events", ModeText());
        if (!health.IsScored)
        {
            output.Hanging("  ", 2, $"Too thin to judge: a baseline takes {ReportText.Count(BaselineSettings.Default.ReadySamples)} samples, and the whole log has fewer.", "default");
            return;
        }
        PrintScores();
        PrintRibbons();
        PrintEvents();
        PrintThresholds();
    }

    private string ModeText() => health.Mode == ReplayBaselineMode.Trailing
        ? "as live: every window against the days before it"
        : "every window against the others of the log, those within 2 h left out";

    private void PrintScores()
    {
        string scores = health.AvailabilityScore is null && health.PerformanceScore is null
            ? "No traffic could be judged"
            : $"Availability {Score(health.AvailabilityScore)}, performance {Score(health.PerformanceScore)} over the whole period";
        output.Hanging("  ", 2, $"{scores}; a drop of 40 % would have been found in {ReportText.Percent(health.TestableTrafficPercent / 100)} of the traffic.", "default");
        List<string> unjudged = [];
        if (health.LearningTrafficPercent >= 0.05)
        {
            unjudged.Add($"{ReportText.Percent(health.LearningTrafficPercent / 100)} has no baseline");
        }
        if (health.InsufficientTrafficPercent >= 0.05)
        {
            unjudged.Add($"{ReportText.Percent(health.InsufficientTrafficPercent / 100)} is too little in its place and hour to tell");
        }
        if (unjudged.Count > 0)
        {
            output.Hanging("  ", 2, $"Too thin to judge: {string.Join(", ", unjudged)}.", "grey");
        }
    }

    private void PrintRibbons()
    {
        if (TrafficChart.Of(report.Timeline, report.TimelineStepSeconds, byBytes, output.Width - 2) is not { Width: > 1 } chart)
        {
            return;
        }
        foreach ((string name, Func<ScoreStep, double?> scoreOf) in (ReadOnlySpan<(string, Func<ScoreStep, double?>)>)
            [("availability", step => step.Availability), ("performance", step => step.Performance)])
        {
            string ribbon = ScoreRibbon.Of(health.Scores, scoreOf, report.Timeline[0].StartSeconds, chart.ColumnSeconds, chart.Width, output.IsUnicode);
            if (ribbon.Length > 0)
            {
                output.Styled("teal", "  " + ribbon);
                output.Styled("grey", $"  lowest {name} of each {ReportText.Duration(TimeSpan.FromSeconds(chart.ColumnSeconds))}");
            }
        }
    }

    private void PrintEvents()
    {
        IReadOnlyList<HealthIncident> incidents = HealthIncident.Of(health.Events);
        if (incidents.Count == 0)
        {
            output.Hanging("  ", 2, health.TestableTrafficPercent > 0 ? "No health events." : "No health events, as nothing could be tested.", "bold");
        }
        new IncidentPrinter(output, "the end of the log").Print(incidents);
        if (health.Observations > 0)
        {
            output.Hanging("  ", 2, $"{ReportText.Count(health.Observations, "smaller drop")} certain, but below the thresholds of a health event.", "grey");
        }
    }

    private void PrintThresholds()
    {
        if (health.Thresholds.Count == 0)
        {
            return;
        }
        output.Title("Events by threshold");
        ReportTable table = new(2, new("", false), new("threshold", true), new("events", true), new("in all", true), new("longest", true), new("", false, "grey"));
        foreach (ThresholdOutcome outcome in health.Thresholds)
        {
            table.Add([
                TypeText(outcome.ImpactType), outcome.Threshold.ToString("0.##", CultureInfo.InvariantCulture), ReportText.Count(outcome.Events),
                outcome.Events == 0 ? "" : ReportText.Duration(TimeSpan.FromSeconds(outcome.Seconds)),
                outcome.Events == 0 ? "" : ReportText.Duration(TimeSpan.FromSeconds(outcome.LongestSeconds)),
                outcome.IsDefault ? "default" : ""]);
        }
        table.Print(console, 24);
    }

    private static string TypeText(HealthEventImpactType type) => type switch
    {
        HealthEventImpactType.Availability => "availability",
        HealthEventImpactType.Performance => "performance",
        HealthEventImpactType.LocalAvailability => "local availability",
        _ => "local performance",
    };

    private static string Score(double? score) => score is { } known ? (Math.Floor(known * 100) / 100).ToString("0.##", CultureInfo.InvariantCulture) : "not known";
}
