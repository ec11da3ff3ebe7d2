using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Isobar.Core.Baselines;
using Isobar.Core.Formats;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;
using Isobar.Server.Configuration;
using Isobar.Server.Replay;
using Isobar.Server.Replay.Health;
using Isobar.Server.Replay.Insights;
using Isobar.Server.Sources;

namespace Isobar.Server.Commands;

/// <summary>The command line of `isobar replay`.</summary>
internal static class ReplayArguments
{
    private const string Others = "others";
    private const string Trailing = "trailing";

    private static readonly Argument<string[]> s_files = new("FILE")
    {
        Description = "Logs to read: plain, gzip or zstd; - is standard input",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> s_format = new("--format")
    {
        Description = "Format of the logs: a name, or the format string of your server's configuration; recognised when left out",
        HelpName = "NAME|TEMPLATE",
    };

    private static readonly Option<string[]> s_location = new("--location")
    {
        Description = "Where the application answered: once for all files, or once for each in their order",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = false,
    };

    private static readonly Option<int> s_top = new("--top") { Description = "City-networks to list", HelpName = "N", DefaultValueFactory = _ => 20 };

    private static readonly Option<string?> s_from = new("--from") { Description = "Leave out what is earlier", HelpName = "T" };

    private static readonly Option<string?> s_to = new("--to") { Description = "Leave out what is this late or later", HelpName = "T" };

    private static readonly Option<string?> s_where = new("--where")
    {
        Description = "Take only these records, by status, host, path or agent", HelpName = "FILTER",
    };

    private static readonly Option<string?> s_data = new("--data")
    {
        Description = "Keep the tallies in this folder (a temporary one is used and removed otherwise)", HelpName = "DIR",
    };

    private static readonly Option<string?> s_atlas = new("--atlas")
    {
        Description = "Atlas to locate clients with (your own or the default one otherwise)", HelpName = "FILE",
    };

    private static readonly Option<string> s_baseline = new("--baseline")
    {
        Description = "What a window is compared with: all others of the logs, or, trailing, the days before it, as live",
        HelpName = "others|trailing",
        DefaultValueFactory = _ => Others,
    };

    private static readonly Option<double[]> s_availability = ThresholdOption("--threshold-availability", "overall availability");

    private static readonly Option<double[]> s_performance = ThresholdOption("--threshold-performance", "overall performance");

    private static readonly Option<double[]> s_localAvailability = ThresholdOption("--threshold-local-availability", "availability of single city-networks");

    private static readonly Option<double[]> s_localPerformance = ThresholdOption("--threshold-local-performance", "performance of single city-networks");

    private static readonly Option<bool> s_insights = new("--insights") { Description = "Also tell what other service locations would give these users: those configured or seen" };

    private static readonly Option<bool> s_regions = new("--regions") { Description = "Also tell what each AWS Region would give them" };

    private static readonly Option<bool> s_json = new("--json") { Description = "Print one JSON object" };

    private static readonly Option<int?> s_window = new("--window") { Description = "Length of a window, seconds (300)", HelpName = "SECONDS" };

    private static readonly Option<string?> s_config = new("--config")
    {
        Description = "Configuration to take trusted proxies, outcome rules, window and limits from", HelpName = "FILE",
    };

    /// <summary>Gives a command these arguments and options.</summary>
    public static void AddTo(Command command)
    {
        command.Add(s_files);
        foreach (Option option in (Option[])
            [s_format, s_location, s_top, s_from, s_to, s_where, s_data, s_window, s_baseline, s_availability, s_performance, s_localAvailability,
            s_localPerformance, s_insights, s_regions, s_atlas, s_config, s_json])
        {
            command.Add(option);
        }
    }

    /// <summary>Whether one JSON object is asked for.</summary>
    public static bool IsJson(ParseResult parsed) => parsed.GetValue(s_json);

    /// <summary>The atlas that was named; null for the user's own or the default one.</summary>
    public static string? AtlasPath(ParseResult parsed) => parsed.GetValue(s_atlas);

    /// <summary>What the command line and the configuration ask for; false when something is wrong with it, all of which is then told.</summary>
    public static bool TryRead(ParseResult parsed, out ReplayOptions options, out List<string> faults)
    {
        List<string> found = [];
        IsobarConfiguration? configuration = ReadConfiguration(parsed, found);
        options = new ReplayOptions
        {
            Parser = configuration?.DefaultParserOptions ?? ParserOptions.Default,
            OpenTalliesBytes = (configuration?.Memory ?? MemoryBudgets.Default).OpenTalliesBytes,
            LongestLineBytes = (configuration?.Limits ?? LimitSettings.Default).MaximumLineLengthBytes,
            Files = parsed.GetValue(s_files)!,
            Format = parsed.GetValue(s_format) is string format ? ReadFormat(format, found) : null,
            Locations = parsed.GetValue(s_location) is { Length: > 0 } locations ? locations : [ReplayOptions.DefaultLocation],
            Top = parsed.GetValue(s_top),
            FromMicros = ReadTime(parsed, s_from, found) ?? long.MinValue,
            ToMicros = ReadTime(parsed, s_to, found) ?? long.MaxValue,
            Where = ReadFilter(parsed, found),
            WhereText = parsed.GetValue(s_where),
            DataFolder = parsed.GetValue(s_data),
            WindowSeconds = parsed.GetValue(s_window) ?? (int?)configuration?.Window.TotalSeconds ?? 300,
            Baseline = parsed.GetValue(s_baseline) == Trailing ? ReplayBaselineMode.Trailing : ReplayBaselineMode.LeaveOut,
            Thresholds = new()
            {
                Availability = ReadThresholds(parsed, s_availability, found),
                Performance = ReadThresholds(parsed, s_performance, found),
                LocalAvailability = ReadThresholds(parsed, s_localAvailability, found),
                LocalPerformance = ReadThresholds(parsed, s_localPerformance, found),
            },
            Insights = parsed.GetValue(s_insights) || parsed.GetValue(s_regions)
                ? new(configuration?.Locations ?? InsightPlan.Plain.Own, parsed.GetValue(s_regions))
                : null,
        };
        if (parsed.GetValue(s_baseline) is not (Others or Trailing))
        {
            found.Add($"--baseline: '{parsed.GetValue(s_baseline)}' is unknown; expected others or trailing.");
        }
        if (options.Locations.Count > 1 && options.Locations.Count != options.Files.Count)
        {
            found.Add($"--location: {options.Locations.Count} are given for {options.Files.Count} {(options.Files.Count == 1 ? "file" : "files")}; expected one for all files, or one for each.");
        }
        if (options.Top < 0)
        {
            found.Add("--top: a number from 0 on is expected.");
        }
        if (!WindowClock.IsLegal(options.WindowSeconds))
        {
            found.Add("--window: 10 to 300 seconds are expected, a divisor of 300.");
        }
        if (options.Files.Count(file => file == LogInput.StandardInput) > 1)
        {
            found.Add("FILE: standard input (-) can be read only once.");
        }
        faults = found;
        return faults.Count == 0;
    }

    /// <summary>The configuration that was named, or what environment variables override; null where there is neither, which spares reading the defaults.</summary>
    private static IsobarConfiguration? ReadConfiguration(ParseResult parsed, List<string> faults)
    {
        ConfigurationInputs inputs = ConfigurationInputs.OfProcess(InputFormat.Check);
        string? file = parsed.GetValue(s_config);
        if (file is null && !inputs.Environment.Keys.Any(name => name.StartsWith("ISOBAR__", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }
        ConfigurationResult result = ConfigurationLoader.LoadNamedOrDefaults(file, inputs);
        faults.AddRange(result.Faults.Select(fault => fault.ToString()));
        return result.Configuration;
    }

    private static LogFormat? ReadFormat(string text, List<string> faults)
    {
        LogFormat? format = InputFormat.TryParse(text, out string? fault);
        if (fault is not null)
        {
            faults.Add($"--format: {fault}");
        }
        return format;
    }

    private static Option<double[]> ThresholdOption(string name, string what) => new(name)
    {
        Description = $"Also tell what other thresholds of {what} would have told, several of them if you like",
        HelpName = "SCORE",
        AllowMultipleArgumentsPerToken = false,
    };

    private static ImmutableArray<double> ReadThresholds(ParseResult parsed, Option<double[]> option, List<string> faults)
    {
        double[] values = parsed.GetValue(option) ?? [];
        if (values.Length > ThresholdPlan.Limit)
        {
            faults.Add($"{option.Name}: at most {ThresholdPlan.Limit} values are compared in one run.");
        }
        if (!values.All(value => value is >= 0 and <= 100))
        {
            faults.Add($"{option.Name}: a score from 0 to 100 is expected.");
        }
        return [.. values.Distinct()];
    }

    private static RecordFilter? ReadFilter(ParseResult parsed, List<string> faults)
    {
        if (parsed.GetValue(s_where) is not string text)
        {
            return null;
        }
        if (!RecordFilter.TryCompile(text, out RecordFilter? filter, out string? fault))
        {
            faults.Add($"--where: {fault}");
        }
        return filter;
    }

    private static long? ReadTime(ParseResult parsed, Option<string?> option, List<string> faults)
    {
        if (parsed.GetValue(option) is not string text)
        {
            return null;
        }
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
        {
            return (time - DateTimeOffset.UnixEpoch).Ticks / 10;
        }
        faults.Add($"{option.Name}: '{text}' is no time; expected for example 2026-11-20T14:00Z or 2026-11-20 (UTC).");
        return null;
    }
}
