using System.Text;
using Spectre.Console;

namespace Isobar.Server.Replay;

/// <summary>
/// Rows of text in columns. Spectre's own tables pad every line to the console's width and wrap what is too long; a report that may end in a file or a mail
/// has neither blanks at its line ends nor rows that break.
/// </summary>
internal sealed class ReportTable(int indent, params ReportTable.Column[] columns)
{
    private const int Gap = 2;
    private const int NoteIndent = 2;
    private readonly List<Row> _rows = [];

    /// <summary>A column: its head, whether it is aligned right, and its style.</summary>
    public sealed record Column(string Head, bool Right, string Style = "default");

    /// <summary>A row, and a line of its own under it: a name, which is cut to fit, and figures, which are not.</summary>
    private sealed record Row(string[] Cells, string Note, string NoteFigures);

    /// <summary>Adds a row, made harmless for a terminal; its note, if any, stands in a line below.</summary>
    public void Add(string[] cells, string note = "", string noteFigures = "") => _rows.Add(new([.. cells.Select(ReportText.Clean)], ReportText.Clean(note), noteFigures));

    /// <summary>Cells that the columns behind the first need, gaps included.</summary>
    public int WidthBehindFirst => Enumerable.Range(1, columns.Length - 1).Sum(column => WidthOf(column) + Gap);

    /// <summary>Prints it; the first column takes what it needs, at most <paramref name="firstWidth"/> cells.</summary>
    public void Print(IAnsiConsole console, int firstWidth)
    {
        int[] widths = [.. Enumerable.Range(0, columns.Length).Select(WidthOf)];
        widths[0] = Math.Min(widths[0], firstWidth);
        if (columns.Any(column => column.Head.Length > 0))
        {
            console.MarkupLine(Line([.. columns.Select(column => column.Head)], widths, style: "grey"));
        }
        foreach (Row row in _rows)
        {
            console.MarkupLine(Line(row.Cells, widths, style: null));
            if (row.Note.Length > 0)
            {
                int room = widths.Sum() + Gap * (widths.Length - 1) - NoteIndent - row.NoteFigures.GetCellWidth();
                console.MarkupLine($"{new string(' ', indent + NoteIndent)}[grey]{Markup.Escape(ReportText.Fit(row.Note, Math.Max(room, 12)) + row.NoteFigures)}[/]");
            }
        }
    }

    private int WidthOf(int column) => Math.Max(columns[column].Head.GetCellWidth(), _rows.Count == 0 ? 0 : _rows.Max(row => row.Cells[column].GetCellWidth()));

    private string Line(string[] cells, int[] widths, string? style)
    {
        StringBuilder line = new(new string(' ', indent));
        int last = Array.FindLastIndex(cells, cell => cell.Length > 0);
        for (int i = 0; i <= last; i++)
        {
            string text = ReportText.Fit(cells[i], widths[i]);
            string padding = new(' ', widths[i] - text.GetCellWidth());
            string styled = $"[{style ?? columns[i].Style}]{Markup.Escape(text)}[/]";
            line.Append(i > 0 ? new string(' ', Gap) : "").Append(columns[i].Right ? padding + styled : i < last ? styled + padding : styled);
        }
        return line.ToString();
    }
}
