using Spectre.Console;

namespace Isobar.Server.Replay;

/// <summary>Writes the lines of a report: what comes from logs and geo data is made harmless for a terminal.</summary>
internal sealed class ReportWriter(IAnsiConsole console, int width)
{
    /// <summary>Cells of a line.</summary>
    public int Width => width;

    /// <summary>Whether characters beyond ASCII may be used.</summary>
    public bool IsUnicode => console.Profile.Capabilities.Unicode;

    /// <summary>A title with a blank line before it.</summary>
    public void Title(string title, string note = "")
    {
        Plain("");
        console.MarkupLine(note.Length == 0 ? $"[bold]{title}[/]" : $"[bold]{title}[/] [grey]({note})[/]");
    }

    /// <summary>A line as it is.</summary>
    public void Plain(string text) => console.MarkupLine(Markup.Escape(ReportText.Clean(text)));

    /// <summary>A line in one style.</summary>
    public void Styled(string style, string text) => console.MarkupLine($"[{style}]{Markup.Escape(ReportText.Clean(text))}[/]");

    /// <summary>A paragraph.</summary>
    public void Wrapped(string text) => Hanging("", 0, text, "default");

    /// <summary>A paragraph whose first line begins with <paramref name="lead"/> (markup) and whose others are indented alike.</summary>
    public void Hanging(string lead, int indent, string text, string style)
    {
        foreach (string line in ReportText.Wrap(ReportText.Clean(text), width - indent))
        {
            console.MarkupLine($"{lead}[{style}]{Markup.Escape(line)}[/]");
            lead = new string(' ', indent);
        }
    }
}
