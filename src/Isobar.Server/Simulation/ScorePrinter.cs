using System.Globalization;
using Spectre.Console;

namespace Isobar.Server.Simulation;

/// <summary>A scorecard for people.</summary>
internal static class ScorePrinter
{
    /// <summary>Prints it.</summary>
    public static void Print(ScorecardResult result, IAnsiConsole console)
    {
        Table table = new Table().RoundedBorder().AddColumn("measure").AddColumn(new TableColumn("value").RightAligned()).AddColumn("of");
        Row(table, "recall, clear faults", result.Recall, $"{result.ClearFaults} faults: 6 windows or more, share 0.4 or more, 50 samples a window or more");
        Row(table, "precision", result.Precision, $"{result.Detections} events; {result.FalseParts} false ones became a part of another event");
        Row(table, "windows to detect, share 0.8 and more, p50 / p90", Text(result.Ttd80), $"{result.Ttd80.Count} faults");
        Row(table, "windows to detect, share 0.4, p50 / p90", Text(result.Ttd40), $"{result.Ttd40.Count} faults");
        Row(table, "wide slight rises found within 6 windows", result.WideSlight.Recall, $"{result.WideSlight.Faults} faults");
        Row(table, "false openings", Text(result.FalseOpenings, "0"), Text(result.PairDays, "N0") + " pair-days");
        Row(table, "false openings a day of 500,000 pairs", Text(result.FalseOpeningsPerDay500k, "0.0"), "");
        Row(table, "attribution answered", result.AttributionAnswered, $"{result.SharedFaults} faults that touch 6 pairs or more");
        Row(table, "attribution right, first name", result.AttributionTop1, "of the answers; ambiguous counts as wrong");
        Row(table, "attribution right, first three", result.AttributionTop3, "");
        Row(table, "wrong names, faults of transit", Text(result.ConfidentWrongTransit, "0"), "");
        Row(table, "error of the drop share, mean", result.ScoreMae, Text(result.ScoresCompared, "N0") + " scores of 200 samples or more");
        Row(table, "error of start / end, windows", $"{Text(result.EdgeErrorWindows.Start, "0.0")} / {Text(result.EdgeErrorWindows.End, "0.0")}", "");
        console.Write(table);
        PrintRecall(result, console);
        PrintConfusion(result, console);
    }

    private static void PrintRecall(ScorecardResult result, IAnsiConsole console)
    {
        Table table = new Table().RoundedBorder().Title("recall by share, samples a window and length").AddColumns("share", "samples", "windows", "faults", "found");
        foreach (RecallCell cell in result.RecallTable)
        {
            table.AddRow(cell.Share, cell.Volume.Trim(), cell.Duration.Trim(), Text(cell.Faults, "0"), Text(cell.Found, "0"));
        }
        console.Write(table);
    }

    private static void PrintConfusion(ScorecardResult result, IAnsiConsole console)
    {
        string[] named = [.. result.Confusion.Select(cell => cell.Named).Distinct().Order(StringComparer.Ordinal)];
        Table table = new Table().RoundedBorder().Title("what was at fault, and what was named").AddColumn("");
        foreach (string column in named)
        {
            table.AddColumn(new TableColumn(Markup.Escape(column)).RightAligned());
        }
        foreach (var row in result.Confusion.GroupBy(cell => cell.Fault))
        {
            table.AddRow([row.Key, .. named.Select(column => row.Where(cell => cell.Named == column).Select(cell => Text(cell.Count, "0")).FirstOrDefault("·"))]);
        }
        console.Write(table);
        foreach ((double confidence, double right, int count) in result.Calibration)
        {
            console.WriteLine($"confidence {Text(confidence, "0.00")}: {Text(right, "0.00")} right of {count}");
        }
    }

    private static void Row(Table table, string name, double value, string of) => Row(table, name, Text(value, "0.000"), of);

    private static void Row(Table table, string name, string value, string of) => table.AddRow(name, value, of);

    private static string Text(Delay delay) => $"{Text(delay.P50, "0")} / {Text(delay.P90, "0")}";

    private static string Text(double value, string format) => double.IsNaN(value) ? "-" : value.ToString(format, CultureInfo.InvariantCulture);
}
