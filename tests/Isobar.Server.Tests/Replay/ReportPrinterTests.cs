using System.Text.RegularExpressions;
using Isobar.Server.Replay;
using Spectre.Console;
using Isobar.Tests;

namespace Isobar.Server.Tests.Replay;

public sealed class ReportPrinterTests
{
    [Theory]
    [InlineData("full-100", 100)]
    [InlineData("full-80", 80)]
    [InlineData("poor-100", 100)]
    [InlineData("poor-80", 80)]
    [InlineData("empty-80", 80)]
    public void A_report_is_printed_as_in_the_golden_file(string name, int width)
    {
        ReplayReport report = name[..4] switch { "full" => SampleReports.Full(), "poor" => SampleReports.Poor(), _ => SampleReports.Empty() };
        string text = Print(report, width);
        Golden.Compare($"{name}.txt", text);
        Assert.All(text.Split('\n'), line => Assert.True(line.GetCellWidth() < width && line == line.TrimEnd(), line));
        Assert.DoesNotContain('\u001b', text);
    }

    [Fact]
    public void Colours_only_repeat_what_the_text_says()
    {
        string coloured = Print(SampleReports.Full(), 100, ColorSystemSupport.EightBit);
        Assert.Contains("\u001b[", coloured, StringComparison.Ordinal);
        Assert.Equal(Print(SampleReports.Full(), 100), Regex.Replace(coloured, "\u001b\\[[0-9;]*m", ""));
    }

    [Fact]
    public void Names_can_neither_act_on_the_terminal_nor_be_taken_for_markup()
    {
        const string Evil = "x\u001b]0;owned\u0007\r\n\u009b31m\u202e[red]y[/]";
        ReplayReport poor = SampleReports.Poor();
        ReplayReport report = poor with
        {
            Files = [new(Evil, Evil, true, poor.Lines, poor.Records)],
            Countries = [poor.Countries[0] with { Name = Evil }],
            Networks = [poor.Networks[0] with { Name = Evil }],
            Top = [new(poor.Top[0].Place with { City = Evil, NetworkName = Evil, Country = Evil }, poor.Top[0].Traffic)],
            ProxyClients = [(Evil, 0.5)],
            Atlas = poor.Atlas with { Attribution = Evil },
        };
        string text = Print(report, 100);
        Assert.DoesNotContain(text, c => c != '\n' && (char.IsControl(c) || c == '\u202e'));
        Assert.True(text.Split("\ufffd31m\ufffd[red]y[/]").Length > 6, text);
    }

    [Fact]
    public void Without_unicode_the_charts_and_signs_are_plain()
    {
        string text = Print(SampleReports.Full() with { Top = [], Testable = null }, 80, unicode: false);
        Assert.DoesNotContain(text, c => c is >= '\u2580' and <= '\u259f' or '\u2713' or '\u2717' or '\u2013');
        Assert.Contains("Germany         ##########  41.2 %", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_bytes_traffic_is_connections()
    {
        ReplayReport full = SampleReports.Full();
        string text = Print(full with { Total = full.Total with { BytesIn = 0, BytesOut = 0 }, Timeline = [new(SampleReports.StartSeconds, 0, 7), new(SampleReports.StartSeconds + 300, 0, 5)] }, 100);
        Assert.Contains("one column = 5 min, highest 7 connections", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Redirected_output_is_plain_and_as_wide_everywhere()
    {
        StringWriter text = new() { NewLine = "\n" };
        IAnsiConsole console = ReportConsole.Create(text, redirected: true);
        console.Profile.Capabilities.Unicode = true;
        ReportPrinter.Print(SampleReports.Full(), console);
        Assert.Equal(Print(SampleReports.Full(), 100), text.ToString());
    }

    [Theory]
    [InlineData(20)]
    [InlineData(72)]
    [InlineData(400)]
    public void Any_width_prints(int width)
    {
        Assert.Contains("Frankfurt am Main", Print(SampleReports.Full(), width).ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.All(Print(SampleReports.Full(), width).Split('\n'), line => Assert.True(line.GetCellWidth() <= Math.Min(width, 110), line));
    }

    [Fact]
    public void Times_no_calendar_has_are_printed_too()
    {
        string text = Print(SampleReports.Full() with { FirstMicros = long.MinValue, LastMicros = long.MaxValue, Timeline = [new(long.MinValue / 1_000_000, 1, 1), new(long.MaxValue / 1_000_000, 1, 1)] }, 100);
        Assert.Contains("0001-01-01 00:00:00 – 9999-12-31 23:59:59 UTC", text, StringComparison.Ordinal);
    }

    internal static string Print(ReplayReport report, int width, ColorSystemSupport colours = ColorSystemSupport.NoColors, bool unicode = true)
    {
        StringWriter text = new() { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new()
        {
            Ansi = colours == ColorSystemSupport.NoColors ? AnsiSupport.No : AnsiSupport.Yes,
            ColorSystem = colours,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = unicode;
        ReportPrinter.Print(report, console);
        return text.ToString();
    }
}
