using Spectre.Console;

namespace Isobar.Server.Replay;

/// <summary>Makes the console that a report is printed to.</summary>
public static class ReportConsole
{
    /// <summary>Columns of a report that goes into a file or a pipe, the same on every machine.</summary>
    public const int RedirectedWidth = 100;

    /// <summary>
    /// A console over standard output. On a terminal it finds out what that can do and keeps to `NO_COLOR`; into a file or a pipe it is plain text.
    /// (Spectre itself judges by `TERM` alone and would write escape sequences into the file.)
    /// </summary>
    public static IAnsiConsole Create(TextWriter output, bool redirected)
    {
        IAnsiConsole console = AnsiConsole.Create(new()
        {
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
            Out = new AnsiConsoleOutput(output),
        });
        if (redirected)
        {
            console.Profile.Width = RedirectedWidth;
        }
        return console;
    }
}
