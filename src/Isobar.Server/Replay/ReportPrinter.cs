using Isobar.Core.Formats;
using Isobar.Server.Replay.Health;
using Isobar.Server.Replay.Insights;
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
    private readonly ReportWriter _out;
    private readonly bool _byBytes;

    private ReportPrinter(ReplayReport report, IAnsiConsole console)
    {
        _report = report;
        _console = console;
        // The last column stays free: some terminals wrap a line that fills it.
        _width = Math.Clamp(console.Profile.Width - 1, NarrowestWidth, WidestWidth);
        _unicode = console.Profile.Capabilities.Unicode;
        _out = new(console, _width);
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
            _out.Title("Traffic by country");
            tables.PrintGroups(_report.Countries, TrafficTables.CountryOf);
            _out.Title("Traffic by network");
            tables.PrintGroups(_report.Networks, network => TrafficTables.NetworkOf(network.Key, network.Name));
            _out.Title("Top city-networks", TimesAreKnown() ? "times are p50/p90/p95" : "");
            tables.PrintTop();
        }
        if (_report is { Health: { } health, Records: > 0 })
        {
            new HealthPrinter(health, _report, _out, _console, _byBytes).Print();
        }
        if (_report is { Insights: { } insights, Records: > 0 })
        {
            new InsightPrinter(insights, _out, _console).Print();
        }
        PrintReadiness(Readiness.Assess(_report));
        PrintFooter();
    }

    private bool TimesAreKnown() => _report.Top.Any(top => top.Traffic.Rtt is { Count: > 0 } || top.Traffic.Ttfb is { Count: > 0 });

    private void PrintHeading()
    {
        _out.Plain("");
        string names = string.Join(", ", _report.Files.Select(file => file.Name));
        _out.Styled("bold", ReportText.Fit($"Replay of {names}", _width));
        foreach (IGrouping<(string, bool), ReplayedFile> format in _report.Files.GroupBy(file => (file.Format, file.Detected)))
        {
            _out.Styled("grey", ReportText.Fit($"format {format.Key.Item1}{(format.Key.Item2 ? " (recognised)" : "")}", _width));
        }
        if (_report.FirstMicros is not long first || _report.LastMicros is not long last)
        {
            _out.Plain("No records.");
            return;
        }
        _out.Plain($"{EventTime.Readable(first)} {Dash} {EventTime.Readable(last)} UTC, {ReportText.Duration(TimeSpan.FromMicroseconds(last - first))}");
        PrintChart(first, last);
    }

    private string Dash => _unicode ? "–" : "-";

    private void PrintChart(long first, long last)
    {
        if (TrafficChart.Of(_report.Timeline, _report.TimelineStepSeconds, _byBytes, _width - 2) is not { Width: > 1 } chart)
        {
            return;
        }
        _out.Plain("");
        foreach (string line in chart.Lines(ChartHeight, _unicode))
        {
            _out.Styled("teal", "  " + line);
        }
        string peak = _byBytes ? ReportText.Bytes((long)Math.Min(chart.Peak, long.MaxValue)) : ReportText.Count((long)chart.Peak, "connection");
        string column = $"one column = {ReportText.Duration(TimeSpan.FromSeconds(chart.ColumnSeconds))}, highest {peak}";
        string start = EventTime.Short(first), end = EventTime.Short(last);
        int room = chart.Width - start.Length - end.Length;
        if (room >= column.Length + 4)
        {
            int before = (room - column.Length) / 2;
            _out.Styled("grey", $"  {start}{new string(' ', before)}{column}{new string(' ', room - column.Length - before)}{end}");
        }
        else
        {
            _out.Styled("grey", $"  {start} {Dash} {end}, {column}");
        }
    }

    private void PrintTotals()
    {
        TrafficGroup total = _report.Total;
        _out.Plain("");
        _out.Wrapped($"{ReportText.Count(_report.Records, "record")} of {ReportText.Count(_report.Lines, "line")}, in "
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
        _out.Wrapped(string.Join(", ", [$"{ReportText.Count(total.Clients, "client")} in {ReportText.Count(_report.CityNetworkCount, "city-network")}", .. sizes]));
        string failures = total.Attempts == 0 ? ""
            : $"failed: {Share(total.ServiceFailures, total.Attempts)} by the service, {Share(total.NetworkFailures, total.Attempts)} by the network; ";
        _out.Wrapped($"{failures}scanner-like: {Share(_report.ScannerRecords, _report.Records)}; not located: {Share(_report.Unlocated, _report.Records)}");
    }

    private static string Share(long part, long whole) => ReportText.Percent((double)part / whole);

    private void PrintRejected()
    {
        if (_report.Rejected.Count == 0)
        {
            return;
        }
        _out.Title("Lines without a record");
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
        _out.Title("What this log can show");
        foreach (ReadinessFinding finding in verdict.Findings.OrderByDescending(finding => finding.Severity))
        {
            (string sign, string style) = finding.Severity switch
            {
                FindingSeverity.Good => (_unicode ? "✓" : "+", "green"),
                FindingSeverity.Warning => ("!", "olive"),
                _ => (_unicode ? "✗" : "-", "red"),
            };
            _out.Hanging($"  [{style}]{sign}[/] ", 4, finding.Text, "default");
            foreach (string remedy in finding.Remedies)
            {
                _out.Hanging(_unicode ? "    → " : "    > ", 6, remedy, "grey");
            }
        }
        _out.Plain("");
        if (verdict.Configuration.Count > 0)
        {
            _out.Hanging("  ", 2, "Log all of it like this, and give the same text to --format:", "default");
            _out.Plain("");
            foreach (string line in verdict.Configuration)
            {
                _out.Styled("teal", "    " + line);
            }
            _out.Plain("");
        }
        _out.Hanging("  ", 2, verdict.Outlook, "bold");
    }

    private void PrintFooter()
    {
        _out.Plain("");
        string[] absent = [.. new[] { (_report.Atlas.HasSubdivisions, "subdivisions"), (_report.Atlas.HasMetros, "metropolitan areas") }
            .Where(level => !level.Item1).Select(level => level.Item2)];
        string geo = absent.Length == 0 ? "" : $"The geo data has no {string.Join(" and no ", absent)}, so places are told without. ";
        if (geo.Length + _report.Atlas.Attribution.Length > 0)
        {
            _out.Hanging("", 0, (geo + _report.Atlas.Attribution).TrimEnd(), "grey");
        }
        double seconds = Math.Max(_report.Elapsed.TotalSeconds, 0.001);
        _out.Styled("grey", $"{ReportText.Count(_report.Lines, "line")} in {ReportText.Duration(_report.Elapsed)}, {ReportText.Count((long)(_report.Lines / seconds))} a second");
    }
}
