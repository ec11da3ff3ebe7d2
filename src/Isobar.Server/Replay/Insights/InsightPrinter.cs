using Isobar.Core.Atlas;
using Isobar.Core.Insights;
using Spectre.Console;

namespace Isobar.Server.Replay.Insights;

/// <summary>Prints what other service locations would give: how users fare now, what moving everybody would do, and the advice that is sure.</summary>
internal sealed class InsightPrinter(ReplayInsights insights, ReportWriter output, IAnsiConsole console)
{
    /// <summary>Other locations that are listed for each present one.</summary>
    private const int Proposals = 5;

    /// <summary>Pieces of advice that are listed.</summary>
    private const int Advised = 10;

    /// <summary>Prints the part.</summary>
    public void Print()
    {
        output.Title("Traffic insights", "medians over the whole log");
        output.Hanging("  ", 2, insights.Report.Basis, "default");
        foreach (string name in insights.Unplaced)
        {
            output.Hanging("  [olive]![/] ", 4, $"Where '{name}' is, is not known, so nothing can be predicted from it: name an AWS Region with --location, or an entry of 'locations' with --config.", "default");
        }
        if (insights.Report.MeasuredLocations == 0)
        {
            return;
        }
        PrintLocations();
        PrintAdvice();
    }

    private void PrintLocations()
    {
        ReportTable table = new(2, new("answered at", false), new("would be at", false), new("TTFB ms", true), new("best for", true));
        foreach (IGrouping<string, TrafficSuggestion> rows in insights.Report.Overall.GroupBy(row => row.CurrentLocation, StringComparer.Ordinal))
        {
            // The present one first, then those that are best for most traffic.
            TrafficSuggestion[] ranked =
            [
                .. rows.OrderByDescending(row => row.ProposedLocation == row.CurrentLocation)
                    .ThenByDescending(row => row.OptimizedTrafficExcludingCdn).ThenBy(row => row.AverageFirstByteMicros).ThenBy(row => row.ProposedLocation, StringComparer.Ordinal)
                    .Take(1 + Proposals),
            ];
            foreach (TrafficSuggestion row in ranked)
            {
                bool isNow = row.ProposedLocation == row.CurrentLocation;
                table.Add([isNow ? row.CurrentLocation : "", isNow ? "(now)" : row.ProposedLocation, ReportText.Millis(row.AverageFirstByteMicros), Share(row.OptimizedTrafficExcludingCdn)]);
            }
        }
        if (insights.Report.Overall.IsEmpty)
        {
            output.Hanging("  ", 2, "Times to first byte are not known, so whole locations are not compared.", "grey");
            return;
        }
        table.Print(console, 24);
    }

    private void PrintAdvice()
    {
        if (insights.Report.Advice.IsEmpty)
        {
            output.Hanging("  ", 2, "For nobody another location would be faster by 10 ms and 10 % for sure: nothing is suggested.", "bold");
            return;
        }
        foreach (PlacementAdvice advice in insights.Report.Advice.Take(Advised))
        {
            string lead = output.IsUnicode ? "  [green]→[/] " : "  [green]>[/] ";
            string what = advice.IsRoundTrip ? "round trip" : "first byte";
            output.Hanging(lead, 4, $"{NameOf(advice.CityNetwork)} ({Share(advice.Traffic)} of the traffic) from {advice.ProposedLocation} instead of {advice.CurrentLocation}: "
                + $"{what} in {ReportText.Millis(advice.Then.Micros)} ms{(advice.Then.IsPredicted ? $" (predicted, {ReportText.Millis(advice.Then.LowMicros)}-{ReportText.Millis(advice.Then.HighMicros)})" : " (measured)")}, "
                + $"now {ReportText.Millis(advice.Now.Micros)}; surely {ReportText.Millis(advice.Gain.LowMicros)} ms less.", "default");
        }
        if (insights.Report.Advice.Length > Advised)
        {
            output.Styled("grey", $"  and {ReportText.Count(insights.Report.Advice.Length - Advised)} more; --json lists all of them");
        }
    }

    private string Share(long traffic) => ReportText.Percent(insights.TotalTraffic == 0 ? 0 : (double)traffic / insights.TotalTraffic);

    private static string NameOf(CityNetwork place) =>
        string.Join(", ", ((string[])[place.NetworkName, place.City, place.Country]).Where(name => name.Length > 0 && name != CityNetwork.NotAvailable));
}
