using Isobar.Core.Formats;
using Spectre.Console;

namespace Isobar.Server.Replay;

/// <summary>
/// Prints a report for people, 72 to 110 columns wide as the console is. Colours, where the console has them, only repeat what the text says;
/// characters from logs and geo data that could act on a terminal are replaced.
/// </summary>
public sealed class ReportPrinter
{
    private const int NarrowestWidth = 72;
    private const int WidestWidth = 110;
    private const int ChartHeight = 3;

    private readonly ReplayReport _report;
    private readonly IAnsiConsole _console;
    private readonly int _width;
    private readonly bool _unicode;
    private readonly bool _byBytes;

    private ReportPrinter(ReplayReport report, IAnsiConsole console)
    {
        _report = report;
        _console = console;
        // The last column stays free: some terminals wrap a line that fills it.
        _width = Math.Clamp(console.Profile.Width - 1, NarrowestWidth, WidestWidth);
        _unicode = console.Profile.Capabilities.Unicode;
        _byBytes = report.Total.BytesIn > 0 || report.Total.BytesOut > 0;
    }

    /// <summary>Prints the report.</summary>
    public static void Print(ReplayReport report, IAnsiConsole console)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(console);
        new ReportPrinter(report, console).Print();
    }

    private void Print()
    {
        PrintHeading();
        PrintTotals();
        PrintRejected();
        if (_report.Records > 0)
        {
            TrafficTables tables = new(_report, _console, _width, _byBytes);
            PrintTitle("Traffic by country");
            tables.PrintGroups(_report.Countries, TrafficTables.CountryOf);
            PrintTitle("Traffic by network");
            tables.PrintGroups(_report.Networks, network => TrafficTables.NetworkOf(network.Key, network.Name));
            PrintTitle("Top city-networks", TimesAreKnown() ? "times are p50/p90/p95" : "");
            tables.PrintTop();
        }
        PrintReadiness(Readiness.Assess(_report));
        PrintFooter();
    }

    private bool TimesAreKnown() => _report.Top.Any(top => top.Traffic.Rtt is { Count: > 0 } || top.Traffic.Ttfb is { Count: > 0 });

    private void PrintHeading()
    {
        PrintPlain("");
        string names = string.Join(", ", _report.Files.Select(file => file.Name));
        PrintStyled("bold", ReportText.Fit($"Replay of {names}", _width));
        foreach (IGrouping<(string, bool), ReplayedFile> format in _report.Files.GroupBy(file => (file.Format, file.Detected)))
        {
            PrintStyled("grey", ReportText.Fit($"format {format.Key.Item1}{(format.Key.Item2 ? " (recognised)" : "")}", _width));
        }
        if (_report.FirstMicros is not long first || _report.LastMicros is not long last)
        {
            PrintPlain("No records.");
            return;
        }
        PrintPlain($"{EventTime.Readable(first)} {Dash} {EventTime.Readable(last)} UTC, {ReportText.Duration(TimeSpan.FromMicroseconds(last - first))}");
        PrintChart(first, last);
    }

    private string Dash => _unicode ? "–" : "-";

    private void PrintChart(long first, long last)
    {
        if (TrafficChart.Of(_report.Timeline, _report.TimelineStepSeconds, _byBytes, _width - 2) is not { Width: > 1 } chart)
        {
            return;
        }
        PrintPlain("");
        foreach (string line in chart.Lines(ChartHeight, _unicode))
        {
            PrintStyled("teal", "  " + line);
        }
        string peak = _byBytes ? ReportText.Bytes((long)Math.Min(chart.Peak, long.MaxValue)) : ReportText.Count((long)chart.Peak, "connection");
        string column = $"one column = {ReportText.Duration(TimeSpan.FromSeconds(chart.ColumnSeconds))}, highest {peak}";
        string start = EventTime.Short(first), end = EventTime.Short(last);
        int room = chart.Width - start.Length - end.Length;
        if (room >= column.Length + 4)
        {
            int before = (room - column.Length) / 2;
            PrintStyled("grey", $"  {start}{new string(' ', before)}{column}{new string(' ', room - column.Length - before)}{end}");
        }
        else
        {
            PrintStyled("grey", $"  {start} {Dash} {end}, {column}");
        }
    }

    private void PrintTotals()
    {
        TrafficGroup total = _report.Total;
        PrintPlain("");
        PrintWrapped($"{ReportText.Count(_report.Records, "record")} of {ReportText.Count(_report.Lines, "line")}, in "
            + $"{ReportText.Count(_report.Windows, "window")} of {ReportText.Duration(TimeSpan.FromSeconds(_report.WindowSeconds))}");
        if (_report.Records == 0)
        {
            return;
        }
        List<string> sizes = [];
        if (_report.Fields.HasFlag(FormatFields.BytesIn))
        {
            sizes.Add($"{ReportText.Bytes(total.BytesIn)} in");
        }
        if (_report.Fields.HasFlag(FormatFields.BytesOut))
        {
            sizes.Add($"{ReportText.Bytes(total.BytesOut)} out");
        }
        PrintWrapped(string.Join(", ", [$"{ReportText.Count(total.Clients, "client")} in {ReportText.Count(_report.CityNetworkCount, "city-network")}", .. sizes]));
        string failures = total.Attempts == 0 ? ""
            : $"failed: {Share(total.ServiceFailures, total.Attempts)} by the service, {Share(total.NetworkFailures, total.Attempts)} by the network; ";
        PrintWrapped($"{failures}scanner-like: {Share(_report.ScannerRecords, _report.Records)}; not located: {Share(_report.Unlocated, _report.Records)}");
    }

    private static string Share(long part, long whole) => ReportText.Percent((double)part / whole);

    private void PrintRejected()
    {
        if (_report.Rejected.Count == 0)
        {
            return;
        }
        PrintTitle("Lines without a record");
        ReportTable table = new(2, new("", false), new("", true), new("", false, "grey"));
        int offsets = _width - 30;
        foreach (RejectedLines rejected in _report.Rejected)
        {
            table.Add([rejected.Reason.Label(), ReportText.Count(rejected.Count), rejected.Reason.IsFault() ? FirstOffsets(rejected, offsets) : ""]);
        }
        table.Print(_console, 16);
    }

    /// <summary>The first places as `file:offset`, as many as fit; the file's name once for each file.</summary>
    private string FirstOffsets(RejectedLines rejected, int room)
    {
        List<string> places = [];
        int previous = -1;
        foreach (LinePosition place in rejected.First)
        {
            string name = place.File == previous ? "" : _report.Files[place.File].Name;
            places.Add($"{name}:{place.Offset}");
            previous = place.File;
        }
        string text = string.Join(' ', places);
        return ReportText.Fit(rejected.Count > places.Count && places.Count > 0 ? text + " …" : text, room);
    }

    private void PrintReadiness(ReadinessVerdict verdict)
    {
        PrintTitle("What this log can show");
        foreach (ReadinessFinding finding in verdict.Findings.OrderByDescending(finding => finding.Severity))
        {
            (string sign, string style) = finding.Severity switch
            {
                FindingSeverity.Good => (_unicode ? "✓" : "+", "green"),
                FindingSeverity.Warning => ("!", "olive"),
                _ => (_unicode ? "✗" : "-", "red"),
            };
            PrintHanging($"  [{style}]{sign}[/] ", 4, finding.Text, "default");
            foreach (string remedy in finding.Remedies)
            {
                PrintHanging(_unicode ? "    → " : "    > ", 6, remedy, "grey");
            }
        }
        PrintPlain("");
        if (verdict.Configuration.Count > 0)
        {
            PrintHanging("  ", 2, "Log all of it like this, and give the same text to --format:", "default");
            PrintPlain("");
            foreach (string line in verdict.Configuration)
            {
                PrintStyled("teal", "    " + line);
            }
            PrintPlain("");
        }
        PrintHanging("  ", 2, verdict.Outlook, "bold");
    }

    private void PrintFooter()
    {
        PrintPlain("");
        string[] absent = [.. new[] { (_report.Atlas.HasSubdivisions, "subdivisions"), (_report.Atlas.HasMetros, "metropolitan areas") }
            .Where(level => !level.Item1).Select(level => level.Item2)];
        string geo = absent.Length == 0 ? "" : $"The geo data has no {string.Join(" and no ", absent)}, so places are told without. ";
        if (geo.Length + _report.Atlas.Attribution.Length > 0)
        {
            PrintHanging("", 0, (geo + _report.Atlas.Attribution).TrimEnd(), "grey");
        }
        double seconds = Math.Max(_report.Elapsed.TotalSeconds, 0.001);
        PrintStyled("grey", $"{ReportText.Count(_report.Lines, "line")} in {ReportText.Duration(_report.Elapsed)}, {ReportText.Count((long)(_report.Lines / seconds))} a second");
    }

    private void PrintTitle(string title, string note = "")
    {
        PrintPlain("");
        _console.MarkupLine(note.Length == 0 ? $"[bold]{title}[/]" : $"[bold]{title}[/] [grey]({note})[/]");
    }

    private void PrintPlain(string text) => _console.MarkupLine(Markup.Escape(ReportText.Clean(text)));

    private void PrintStyled(string style, string text) => _console.MarkupLine($"[{style}]{Markup.Escape(ReportText.Clean(text))}[/]");

    private void PrintWrapped(string text) => PrintHanging("", 0, text, "default");

    /// <summary>A paragraph whose first line begins with <paramref name="lead"/> (markup) and whose others are indented alike.</summary>
    private void PrintHanging(string lead, int indent, string text, string style)
    {
        foreach (string line in ReportText.Wrap(ReportText.Clean(text), _width - indent))
        {
            _console.MarkupLine($"{lead}[{style}]{Markup.Escape(line)}[/]");
            lead = new string(' ', indent);
        }
    }
}
