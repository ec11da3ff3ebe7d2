using System.CommandLine;
using Isobar.Server.Simulation;
using Isobar.Server.Simulation.Lines;
using Isobar.Server.Sources;
using Isobar.Simulator.Demo;

namespace Isobar.Server.Commands;

/// <summary>The options of `isobar simulate`, and what they come to.</summary>
internal static class SimulateArguments
{
    /// <summary>Where the log is from when nobody says.</summary>
    private const string UsualLocation = "frankfurt";

    /// <summary>Region that ARNs in a seeded folder show: that of a server without a configuration.</summary>
    public const string Region = "us-east-1";

    /// <summary>Account that they show.</summary>
    public const string Account = "000000000000";

    /// <summary>Grade the pipeline.</summary>
    public static Option<bool> Score { get; } = new("--score") { Description = "Play a world with faults through the pipeline, and grade what it found" };

    /// <summary>Write a log.</summary>
    public static Option<string?> Lines { get; } = new("--lines") { Description = "Write the access log of a service location, and the atlas that knows its clients; - is standard output", HelpName = "FILE" };

    /// <summary>Play faults.</summary>
    public static Option<string?> Scenario { get; } = new("--scenario")
    {
        Description = "Play the faults of this file through the pipeline and tell what it would have said; with --lines, write them into the log", HelpName = "FILE",
    };

    /// <summary>List elements.</summary>
    public static Option<bool> Elements { get; } = new("--elements") { Description = "List what a scenario can let fail in this world, with its share of the traffic" };

    /// <summary>Seed a data folder.</summary>
    public static Option<bool> History { get; } = new("--history") { Description = "Seed the data folder --data with days of the demo's world, as a server that had run for so long would have left it" };

    /// <summary>The folder.</summary>
    public static Option<string?> Data { get; } = new("--data") { Description = "With --history: the folder, new or empty", HelpName = "DIR" };

    /// <summary>End of the history.</summary>
    public static Option<string?> Until { get; } = new("--until") { Description = "With --history: its end, UTC (now)", HelpName = "T" };

    /// <summary>Seed.</summary>
    public static Option<ulong> Seed { get; } = new("--seed") { Description = "Seed of the world: the same seed gives the same result", HelpName = "N", DefaultValueFactory = _ => 1 };

    /// <summary>Pairs.</summary>
    public static Option<int?> Pairs { get; } = new("--pairs") { Description = "City-network × service location pairs of the world (1,000; --score 10,000; --history 600)", HelpName = "N" };

    /// <summary>Days.</summary>
    public static Option<int?> Days { get; } = new("--days") { Description = "Days of the log (1) or of --history (30); with --score days with faults, after two quiet ones (7)", HelpName = "N" };

    /// <summary>Start.</summary>
    public static Option<string?> From { get; } = new("--from") { Description = "Start of the log or of the scenario, UTC (2025-12-01T12:00Z)", HelpName = "T" };

    /// <summary>Whose log.</summary>
    public static Option<string> Location { get; } = new("--location") { Description = "Whose log to write", HelpName = "NAME", DefaultValueFactory = _ => UsualLocation };

    /// <summary>The atlas.</summary>
    public static Option<string?> Atlas { get; } = new("--atlas") { Description = "Where to write the atlas (beside the log, as FILE.atlas)", HelpName = "FILE" };

    /// <summary>Quiet days.</summary>
    public static Option<int> QuietDays { get; } = new("--quiet-days") { Description = "With --score: days without faults before", HelpName = "N", DefaultValueFactory = _ => 2 };

    /// <summary>History.</summary>
    public static Option<int> HistoryDays { get; } = new("--history-days") { Description = "With --score: days of hourly sums that the baselines come from", HelpName = "N", DefaultValueFactory = _ => 28 };

    /// <summary>Paths.</summary>
    public static Option<bool> WithoutPaths { get; } = new("--without-paths") { Description = "AS paths are not known to the pipeline, as in every installation until they are measured" };

    /// <summary>The held-out family.</summary>
    public static Option<bool> HeldOut { get; } = new("--held-out") { Description = "With --score: include the family of faults that nothing was tuned on" };

    /// <summary>Density.</summary>
    public static Option<double> Density { get; } = new("--fault-density") { Description = "With --score: faults for each pair and day, as a multiple of those of the gates", HelpName = "X", DefaultValueFactory = _ => 1 };

    /// <summary>Errors.</summary>
    public static Option<bool> Explain { get; } = new("--explain") { Description = "With --score: list the faults that were missed and the events that match none" };

    /// <summary>For machines.</summary>
    public static Option<bool> Json { get; } = new("--json") { Description = "Print one JSON object" };

    /// <summary>All of them, in the order of the help.</summary>
    public static IEnumerable<Option> All =>
        [Score, Scenario, Elements, Lines, History, Seed, Pairs, Days, From, Location, Atlas, Data, Until, QuietDays, HistoryDays, WithoutPaths, HeldOut, Density, Explain, Json];

    /// <summary>What `--score` plays.</summary>
    public static ScoreOptions ScoreOf(ParseResult parsed) => new(parsed.GetValue(Seed), parsed.GetValue(Pairs) ?? 10_000, parsed.GetValue(Days) ?? 7)
    {
        QuietDays = parsed.GetValue(QuietDays),
        HistoryDays = parsed.GetValue(HistoryDays),
        PathsKnown = !parsed.GetValue(WithoutPaths),
        HeldOut = parsed.GetValue(HeldOut),
        FaultDensity = parsed.GetValue(Density),
    };

    /// <summary>The world of a log or a scenario.</summary>
    public static PlayOptions PlayOf(ParseResult parsed, List<string> faults)
    {
        long from = PlayOptions.UsualFrom;
        if (parsed.GetValue(From) is { } text && !PlayOptions.TryReadFrom(text, out from))
        {
            faults.Add($"--from: '{text}' is no time on a five-minute mark; expected for example 2026-01-31T18:00Z or 2026-01-31 (UTC).");
        }
        return new(parsed.GetValue(Seed), PairsOf(parsed, faults), from);
    }

    /// <summary>The log to write.</summary>
    public static LineOptions LinesOf(ParseResult parsed, long from, List<string> faults)
    {
        string path = parsed.GetValue(Lines)!;
        int days = parsed.GetValue(Days) ?? 1;
        if (days is < 1 or > 31)
        {
            faults.Add("--days: 1 to 31 are expected.");
        }
        string? atlas = parsed.GetValue(Atlas) ?? (path == LogInput.StandardInput ? null : path + ".atlas");
        return new(path, atlas, parsed.GetValue(Location)!, from, days);
    }

    /// <summary>End, days and pairs of the history.</summary>
    public static (long Until, int Days, int Pairs) HistoryOf(ParseResult parsed, long now, List<string> faults)
    {
        long until = now / PlayOptions.WindowSeconds * PlayOptions.WindowSeconds;
        if (parsed.GetValue(Until) is { } text && !PlayOptions.TryReadFrom(text, out until))
        {
            faults.Add($"--until: '{text}' is no time on a five-minute mark; expected for example 2026-01-31T18:00Z or 2026-01-31 (UTC).");
        }
        int days = parsed.GetValue(Days) ?? DemoWorld.HistoryDays;
        if (days is < 1 or > DemoWorld.HistoryDays)
        {
            faults.Add($"--days: 1 to {DemoWorld.HistoryDays} are expected.");
        }
        return (until, days, parsed.GetValue(Pairs) is null ? DemoWorld.UsualPairs : PairsOf(parsed, faults));
    }

    private static int PairsOf(ParseResult parsed, List<string> faults)
    {
        int pairs = parsed.GetValue(Pairs) ?? PlayOptions.UsualPairs;
        if (pairs is >= 50 and <= 500_000)
        {
            return pairs;
        }
        faults.Add("--pairs: 50 to 500,000 are expected.");
        return PlayOptions.UsualPairs;
    }
}
