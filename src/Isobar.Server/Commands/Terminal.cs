using Spectre.Console;

namespace Isobar.Server.Commands;

/// <summary>The two consoles of a verb: results go to the one, everything about the work to the other.</summary>
internal static class Terminal
{
    // Into a pipe nothing is wrapped: a table is only as wide as its content, and whoever reads it may search in it.
    private const int PipedWidth = 1000;

    /// <summary>Standard output: results.</summary>
    public static IAnsiConsole Output => AnsiConsole.Console;

    /// <summary>Standard error: progress, questions, errors.</summary>
    public static IAnsiConsole Error { get; } = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Whether somebody watches standard error.</summary>
    public static bool ErrorIsWatched => !Console.IsErrorRedirected;

    /// <summary>Does work with a bar on standard error, where somebody watches it.</summary>
    /// <param name="what">What is being done.</param>
    /// <param name="work">The work; it is told whom to tell the part that is done, 0 to 1.</param>
    public static T Progress<T>(string what, Func<Action<double>, T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (!Error.Profile.Out.IsTerminal)
        {
            return work(static _ => { });
        }
        return Error.Progress().AutoClear(true).Start(context =>
        {
            ProgressTask bar = context.AddTask(what, maxValue: 1);
            return work(part => bar.Value = part);
        });
    }

    /// <summary>A console for the results of a verb: with colours on a terminal, plain where NO_COLOR is set (no-color.org) or the output is redirected.</summary>
    /// <param name="output">Where the verb writes to.</param>
    /// <param name="environment">Environment variables by name.</param>
    public static IAnsiConsole For(TextWriter output, IReadOnlyDictionary<string, string> environment)
    {
        bool isTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        bool hasColours = isTerminal && string.IsNullOrEmpty(environment.GetValueOrDefault("NO_COLOR"));
        IAnsiConsole console = AnsiConsole.Create(new()
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = hasColours ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = hasColours ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        if (!isTerminal)
        {
            console.Profile.Width = PipedWidth;
        }
        return console;
    }
}
