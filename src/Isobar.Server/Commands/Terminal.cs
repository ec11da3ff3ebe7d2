using Spectre.Console;

namespace Isobar.Server.Commands;

/// <summary>The two consoles of a verb: results go to the one, everything about the work to the other.</summary>
internal static class Terminal
{
    /// <summary>Standard output: results.</summary>
    public static IAnsiConsole Output => AnsiConsole.Console;

    /// <summary>Standard error: progress, questions, errors.</summary>
    public static IAnsiConsole Error { get; } = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Whether somebody watches standard error.</summary>
    public static bool ErrorIsWatched => !Console.IsErrorRedirected;
}
