using System.CommandLine;
using Isobar.Server.Atlases;
using Isobar.Server.Configuration;
using Isobar.Server.Demo;
using Isobar.Server.Sources;

namespace Isobar.Server.Commands;

/// <summary>`isobar up`: follows growing logs and serves what they tell.</summary>
internal static class UpCommand
{
    private static readonly Option<string[]> s_logs = new("--log")
    {
        Description = "Logs to follow: paths, or patterns in quotes such as '/var/log/nginx/*access.log'",
        HelpName = "FILE",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string?> s_format = new("--format")
    {
        Description = "Format of the logs: a name, or the format string of your server's configuration; recognised when left out",
        HelpName = "NAME|TEMPLATE",
    };

    private static readonly Option<string> s_location = new("--location")
    {
        Description = "Where the application answers", HelpName = "NAME", DefaultValueFactory = _ => "local",
    };

    private static readonly Option<string?> s_data = new("--data") { Description = "Folder of the stores", HelpName = "DIR" };

    private static readonly Option<string?> s_config = new("--config") { Description = "The configuration; its sources are used where no --log is given", HelpName = "FILE" };

    private static readonly Option<string?> s_listen = new("--listen") { Description = "Where to serve (default 127.0.0.1:8610)", HelpName = "ADDRESS:PORT" };

    private static readonly Option<string[]> s_hosts = new("--host")
    {
        Description = "A name besides localhost by which requests may call this server", HelpName = "NAME", DefaultValueFactory = _ => [],
    };

    private static readonly Option<int?> s_window = new("--window") { Description = "Length of a window, seconds (default 300)", HelpName = "SECONDS" };

    private static readonly Option<string?> s_grace = new("--grace") { Description = "How long a window waits for late records (default 90s)", HelpName = "DURATION" };

    private static readonly Option<string?> s_atlas = new("--atlas") { Description = "Compiled atlas to use (the default one is fetched and built on first use)", HelpName = "FILE" };

    private static readonly Option<bool> s_verbose = new("--verbose") { Description = "Print a line for each sealed window" };

    private static readonly Option<bool> s_noAuth = new("--no-auth") { Description = "Let API requests in without a signature; on a loopback address only" };
    private static readonly Option<bool> s_demo = new("--demo") { Description = "Play the demo, an invented internet with faults, as happens where there is nothing to follow" };

    private static readonly Option<bool> s_counter = new("--demo-api")
    {
        Description = "Play the demo, with a small application at /api (a counter behind GET and POST) to send requests to: they are monitored too",
    };

    private static readonly Option<double> s_speed = new("--speed")
    {
        Description = "Of the demo: seconds it plays for each real one, 1 to 60", HelpName = "N", DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string?> s_scenario = new("--scenario") { Description = "Of the demo: faults to play instead of its own", HelpName = "FILE" };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Command command = new("up", "Follow growing logs: seal, score and store their windows, serve /metrics and /health. With nothing to follow, play the demo.")
        {
            s_logs, s_format, s_location, s_data, s_config, s_listen, s_hosts, s_window, s_grace, s_atlas, s_demo, s_counter, s_speed, s_scenario, s_verbose, s_noAuth,
        };
        Examples.Add(
            command,
            "isobar up",
            "isobar up --log /var/log/nginx/access.log",
            "isobar up --log '/var/log/nginx/*access.log' --location eu-central-1 --window 60",
            "isobar up --config isobar.json",
            "isobar up --demo --scenario outage.json --speed 10",
            "isobar up --demo-api");
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        UpSettingsReader reader = new(ConfigurationInputs.OfProcess(InputFormat.Check));
        UpSettings? settings = reader.Read(new UpArguments(
            parsed.GetValue(s_logs)!, parsed.GetValue(s_format), parsed.GetValue(s_location)!, parsed.GetValue(s_data), parsed.GetValue(s_config),
            parsed.GetValue(s_listen), parsed.GetValue(s_hosts)!, parsed.GetValue(s_window), parsed.GetValue(s_grace), parsed.GetValue(s_atlas),
            parsed.GetValue(s_verbose), parsed.GetValue(s_noAuth)));
        if (settings is null)
        {
            foreach (string fault in reader.Faults)
            {
                await Console.Error.WriteLineAsync($"isobar up: {fault}");
            }
            return ExitCode.Usage;
        }
        if (settings.Live.Sources.Count == 0 || parsed.GetValue(s_demo) || parsed.GetValue(s_counter))
        {
            return await RunDemoAsync(parsed, settings, cancel);
        }
        if (parsed.GetValue(s_scenario) is not null || parsed.GetValue(s_speed) != 1)
        {
            await Console.Error.WriteLineAsync("isobar up: --scenario and --speed are of the demo: say --demo, and no log.");
            return ExitCode.Usage;
        }
        return await new UpRun(settings, TimeProvider.System).RunAsync(cancel);
    }

    private static async Task<int> RunDemoAsync(ParseResult parsed, UpSettings settings, CancellationToken cancel)
    {
        double speed = parsed.GetValue(s_speed);
        string? fault = parsed.GetValue(s_logs)!.Length > 0 ? "--demo and --demo-api: the demo follows no log; leave out --log, or these."
            : speed is >= 1 and <= 60 ? null : "--speed: 1 to 60 are expected.";
        if (fault is not null)
        {
            await Console.Error.WriteLineAsync($"isobar up: {fault}");
            return ExitCode.Usage;
        }
        DemoOptions options = new()
        {
            Folder = parsed.GetValue(s_data) is { } given ? Path.GetFullPath(given) : Path.Combine(DataHome.Find(), "demo"),
            Up = settings,
            Speed = speed,
            ServesCounter = parsed.GetValue(s_counter),
            ScenarioPath = parsed.GetValue(s_scenario),
        };
        return await new DemoRun(options, TimeProvider.System).RunAsync(cancel);
    }
}
