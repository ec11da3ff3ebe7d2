using System.CommandLine;
using Isobar.Server.Replay;
using Isobar.Server.Simulation;
using Spectre.Console;

namespace Isobar.Server.Commands;

/// <summary>`isobar simulate`: a seeded internet with ground truth.</summary>
internal static class SimulateCommand
{
    private static readonly Option<bool> s_score = new("--score") { Description = "Play a world with faults through the pipeline, and grade what it found." };
    private static readonly Option<ulong> s_seed = new("--seed") { Description = "Seed of the world: the same seed gives the same result.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> s_pairs = new("--pairs") { Description = "City-network × service location pairs of the world.", DefaultValueFactory = _ => 10_000 };
    private static readonly Option<int> s_days = new("--days") { Description = "Days with faults, after two quiet ones; 0 for quiet days alone.", DefaultValueFactory = _ => 7 };
    private static readonly Option<int> s_quietDays = new("--quiet-days") { Description = "Days without faults before.", DefaultValueFactory = _ => 2 };
    private static readonly Option<int> s_historyDays = new("--history-days") { Description = "Days of hourly sums that the baselines come from.", DefaultValueFactory = _ => 28 };
    private static readonly Option<bool> s_withoutPaths = new("--without-paths") { Description = "AS paths are not known to the pipeline, as in every installation until they are measured." };
    private static readonly Option<bool> s_heldOut = new("--held-out") { Description = "Include the family of faults that nothing was tuned on." };
    private static readonly Option<double> s_density = new("--fault-density") { Description = "Faults for each pair and day, as a multiple of those of the gates.", DefaultValueFactory = _ => 1 };
    private static readonly Option<bool> s_explain = new("--explain") { Description = "List each fault with what was found, those that were missed, and the events that match none." };
    private static readonly Option<bool> s_json = new("--json") { Description = "One JSON object on standard output." };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Command command = new("simulate", "Play a seeded internet with faults whose truth is known.")
        {
            s_score, s_seed, s_pairs, s_days, s_quietDays, s_historyDays, s_withoutPaths, s_heldOut, s_density, s_explain, s_json,
        };
        Examples.Add(
            command,
            "isobar simulate --score",
            "isobar simulate --score --seed 7 --pairs 2000 --days 2 --json",
            "isobar simulate --score --without-paths");
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        if (!parsed.GetValue(s_score))
        {
            Console.Error.WriteLine("isobar simulate: say what to do: --score");
            return ExitCode.Usage;
        }
        ScoreOptions options = new(parsed.GetValue(s_seed), parsed.GetValue(s_pairs), parsed.GetValue(s_days))
        {
            QuietDays = parsed.GetValue(s_quietDays),
            HistoryDays = parsed.GetValue(s_historyDays),
            PathsKnown = !parsed.GetValue(s_withoutPaths),
            HeldOut = parsed.GetValue(s_heldOut),
            FaultDensity = parsed.GetValue(s_density),
        };
        (ScorecardResult result, Scorecard card) = Play(options);
        if (parsed.GetValue(s_json))
        {
            using Stream output = Console.OpenStandardOutput();
            ScoreJson.Write(result, output);
            return ExitCode.Ok;
        }
        ScorePrinter.Print(result, ReportConsole.Create(Console.Out, Console.IsOutputRedirected));
        if (parsed.GetValue(s_explain))
        {
            ScoreErrors.Print(card, Console.Out);
        }
        return ExitCode.Ok;
    }

    private static (ScorecardResult Result, Scorecard Card) Play(ScoreOptions options)
    {
        if (!Terminal.Error.Profile.Out.IsTerminal)
        {
            return new ScoreRun(options).Run();
        }
        return Terminal.Error.Progress().AutoClear(true).Start(context =>
        {
            ProgressTask bar = context.AddTask("playing", maxValue: 1);
            return new ScoreRun(options, part => bar.Value = part).Run(part => bar.Value = part);
        });
    }
}
