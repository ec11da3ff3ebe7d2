using System.Collections.Immutable;
using System.CommandLine;
using Isobar.Server.Replay;
using Isobar.Server.Simulation;
using Isobar.Server.Simulation.History;
using Isobar.Server.Simulation.Lines;
using Isobar.Server.Simulation.Rehearsals;
using Isobar.Server.Sources;
using Isobar.Simulator.Demo;
using Isobar.Simulator.Lines;
using Isobar.Simulator.Scenarios;
using Isobar.Simulator.Worlds;
using Isobar.Storage;

namespace Isobar.Server.Commands;

/// <summary>`isobar simulate`: a seeded internet with ground truth.</summary>
internal static class SimulateCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Command command = new("simulate", "Play a seeded internet with faults whose truth is known: grade the pipeline, write a log, rehearse an outage.");
        foreach (Option option in SimulateArguments.All)
        {
            command.Add(option);
        }
        Examples.Add(
            command,
            "isobar simulate --scenario outage.json",
            "isobar simulate --elements",
            "isobar simulate --lines access.log --scenario outage.json",
            "isobar simulate --lines - --days 7 --location tokyo | gzip > tokyo.log.gz",
            "isobar simulate --history --data demo-data --days 30",
            "isobar simulate --score --seed 7 --pairs 2000 --days 2 --json",
            "isobar simulate --score --without-paths");
        command.SetAction((parsed, cancel) => Task.FromResult(Run(parsed, cancel)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancel)
    {
        bool scores = parsed.GetValue(SimulateArguments.Score), writes = parsed.GetValue(SimulateArguments.Lines) is not null;
        bool plays = parsed.GetValue(SimulateArguments.Scenario) is not null, lists = parsed.GetValue(SimulateArguments.Elements), seeds = parsed.GetValue(SimulateArguments.History);
        int alone = (scores ? 1 : 0) + (lists ? 1 : 0) + (seeds ? 1 : 0);
        if (alone > 1 || (alone == 1) == (writes || plays))
        {
            Console.Error.WriteLine(
                "isobar simulate: say what to do, one of --score, --scenario FILE, --elements, --history --data DIR, and --lines FILE (with --scenario FILE for faults in the log)");
            return ExitCode.Usage;
        }
        try
        {
            return scores ? RunScore(parsed) : seeds ? RunHistory(parsed, cancel) : RunPlay(parsed, cancel);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("isobar simulate: stopped");
            return ExitCode.Failed;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or StorageException)
        {
            Console.Error.WriteLine($"isobar simulate: {fault.Message}");
            return ExitCode.Failed;
        }
    }

    private static int RunScore(ParseResult parsed)
    {
        (ScoreRun run, (ScorecardResult result, Scorecard card)) = Terminal.Progress("playing", onProgress =>
        {
            ScoreRun run = new(SimulateArguments.ScoreOf(parsed), onProgress);
            return (run, run.Run(onProgress));
        });
        if (parsed.GetValue(SimulateArguments.Json))
        {
            using Stream output = Console.OpenStandardOutput();
            ScoreJson.Write(result, output);
            return ExitCode.Ok;
        }
        ScorePrinter.Print(result, ReportConsole.Create(Console.Out, Console.IsOutputRedirected));
        if (parsed.GetValue(SimulateArguments.Explain))
        {
            ScoreErrors.Print(card, run.World.Nuisances, Console.Out);
        }
        return ExitCode.Ok;
    }

    /// <summary>Writes a log, plays a scenario or lists what there is: all of the same world.</summary>
    private static int RunPlay(ParseResult parsed, CancellationToken cancel)
    {
        List<string> faults = [];
        PlayOptions options = SimulateArguments.PlayOf(parsed, faults);
        SimulatedWorld world = options.World();
        LineRun? lines = null;
        if (parsed.GetValue(SimulateArguments.Lines) is not null)
        {
            LineOptions wanted = SimulateArguments.LinesOf(parsed, options.From, faults);
            lines = new(world, wanted);
            faults.AddRange(lines.Faults);
        }
        if (parsed.GetValue(SimulateArguments.Scenario) is { } file)
        {
            Scenario? scenario = Scenario.Read(File.ReadAllBytes(file), world, options.From, out ImmutableArray<string> wrong);
            faults.AddRange(wrong.Select(fault => $"{file}: {fault}"));
            world = scenario is null ? world : world.WithFaults(scenario.Plan);
        }
        if (faults.Count > 0)
        {
            faults.ForEach(fault => Console.Error.WriteLine($"isobar simulate: {fault}"));
            return ExitCode.Usage;
        }
        if (lines is not null)
        {
            WriteLines(lines with { World = world }, cancel);
            return ExitCode.Ok;
        }
        if (parsed.GetValue(SimulateArguments.Elements))
        {
            ElementPrinter.Print(world, ReportConsole.Create(Console.Out, Console.IsOutputRedirected));
            return ExitCode.Ok;
        }
        Rehearsal rehearsal = Terminal.Progress("playing", onProgress => new RehearsalRun(world, options, !parsed.GetValue(SimulateArguments.WithoutPaths)).Run(onProgress, cancel));
        Print(rehearsal, parsed.GetValue(SimulateArguments.Json));
        return ExitCode.Ok;
    }

    /// <summary>Seeds a data folder with a month of the demo's world.</summary>
    private static int RunHistory(ParseResult parsed, CancellationToken cancel)
    {
        List<string> faults = [];
        (long until, int days, int pairs) = SimulateArguments.HistoryOf(parsed, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(), faults);
        if (parsed.GetValue(SimulateArguments.Data) is not { } data)
        {
            faults.Add("--data: name the folder to write to.");
            data = "";
        }
        if (faults.Count > 0)
        {
            faults.ForEach(fault => Console.Error.WriteLine($"isobar simulate: {fault}"));
            return ExitCode.Usage;
        }
        SimulatedWorld world = DemoWorld.Create(until, parsed.GetValue(SimulateArguments.Seed), pairs);
        using DataFolder folder = DataFolder.Open(data, "isobar simulate");
        if (folder.LastCommit > 0)
        {
            Console.Error.WriteLine($"isobar simulate: {data} holds data already; history goes into an empty folder.");
            return ExitCode.Failed;
        }
        long from = until / SimulatedWorld.HourSeconds * SimulatedWorld.HourSeconds - (long)days * WorldOptions.DaySeconds;
        HistoryOptions options = new(world, from, until, SimulateArguments.Region, SimulateArguments.Account);
        HistoryResult result = Terminal.Progress("writing history", onProgress => new HistorySeeder(options, folder).Seed(onProgress, cancel));
        Console.WriteLine($"{ReportText.Count(result.Tallies)} sums, {ReportText.Count(result.Measurements)} measurements, {ReportText.Count(result.Days)} days for baselines, "
            + $"{ReportText.Count(result.HealthEvents)} health events, {ReportText.Count(result.InternetEvents)} internet events in {data}");
        return ExitCode.Ok;
    }

    private static void WriteLines(LineRun run, CancellationToken cancel)
    {
        (long lines, long bytes) = Terminal.Progress("playing", onProgress => run.Run(onProgress, cancel));
        LineOptions options = run.Options;
        Console.Error.WriteLine($"{ReportText.Count(lines, "line")}, {ReportText.Bytes(bytes)}: the log of {options.Location} from {EventTime.Readable(options.From * 1_000_000)} UTC");
        if (options.AtlasPath is { } atlas && options.Path != LogInput.StandardInput)
        {
            Console.Error.WriteLine($"Read it with:\nisobar replay {options.Path} --atlas {atlas} --location {options.Location} --format '{TrafficLines.Format}'");
        }
    }

    private static void Print(Rehearsal rehearsal, bool asJson)
    {
        if (asJson)
        {
            using Stream output = Console.OpenStandardOutput();
            RehearsalJson.Write(rehearsal, output);
            return;
        }
        new RehearsalPrinter(rehearsal, ReportConsole.Create(Console.Out, Console.IsOutputRedirected)).Print();
    }
}
