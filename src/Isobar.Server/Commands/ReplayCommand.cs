using System.CommandLine;
using System.Globalization;
using Isobar.Core.Atlas;
using Isobar.Core.Formats;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;
using Isobar.Server.Atlases;
using Isobar.Server.Replay;
using Isobar.Server.Sources;
using Isobar.Storage;

namespace Isobar.Server.Commands;

/// <summary>`isobar replay FILE…`: what old logs tell, in event time.</summary>
internal static class ReplayCommand
{
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

    private static readonly Option<string> s_location = new("--location")
    {
        Description = "Where the application answered", HelpName = "NAME", DefaultValueFactory = _ => "local",
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

    private static readonly Option<bool> s_json = new("--json") { Description = "Print one JSON object" };

    private static readonly Option<int> s_window = new("--window")
    {
        Description = "Length of a window, seconds", HelpName = "SECONDS", DefaultValueFactory = _ => 300,
    };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Command command = new("replay", """
            Read logs of any size and report where their traffic came from, by city and network, and how fast it was.

            Examples:
              isobar replay access.log.gz
              isobar replay /var/log/nginx/access.log* --where 'status>=500' --top 50
              isobar replay --format '$remote_addr [$time_iso8601] "$request" $status $bytes_sent $tcpinfo_rtt' app.log
              zcat big.log.gz | isobar replay - --json
            """)
        {
            s_files, s_format, s_location, s_top, s_from, s_to, s_where, s_data, s_window, s_atlas, s_json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        if (!TryReadOptions(parsed, out ReplayOptions? options, out List<string> faults))
        {
            faults.ForEach(fault => Console.Error.WriteLine($"isobar replay: {fault}"));
            return ExitCode.Usage;
        }
        try
        {
            MappedAtlas atlas = MappedAtlas.Open(await AtlasPathAsync(parsed, cancel));
            ReplayReport report = ReplayProgressBar.Show(Terminal.Error, progress =>
            {
                using ReplayRun run = new(options, atlas.Atlas, progress);
                return run.Run(cancel);
            });
            atlas.Release();
            if (parsed.GetValue(s_json))
            {
                using Stream output = Console.OpenStandardOutput();
                ReportJson.Write(report, output);
            }
            else
            {
                ReportPrinter.Print(report, ReportConsole.Create(Console.Out, Console.IsOutputRedirected));
            }
            return CheckReadable(report, options.Format);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("isobar replay: stopped");
            return ExitCode.Failed;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or StorageException or AtlasFormatException or AtlasUnavailableException)
        {
            Console.Error.WriteLine($"isobar replay: {fault.Message}");
            return ExitCode.Failed;
        }
    }

    private static async Task<string> AtlasPathAsync(ParseResult parsed, CancellationToken cancel) =>
        parsed.GetValue(s_atlas)
        ?? await AtlasProgress.ShowAsync(progress => DefaultAtlas.ForThisProcess().EnsureAsync(progress, cancel));

    /// <summary>A log of which no line could be read is an error; one whose lines were all filtered out, or that has none but comments, is not.</summary>
    private static int CheckReadable(ReplayReport report, LogFormat? given)
    {
        if (report.Records > 0 || !report.Rejected.Any(lines => lines.Reason.IsFault()))
        {
            return ExitCode.Ok;
        }
        RejectedLines first = report.Rejected.Where(lines => lines.Reason.IsFault()).MinBy(lines => lines.First[0])!;
        ReplayedFile file = report.Files[first.First[0].File];
        Console.Error.WriteLine(
            $"isobar replay: no line could be read. {file.Name} ({file.Format}{(file.Detected ? ", recognised" : "")}): "
            + $"the first bad line is at byte {first.First[0].Offset} ({first.Reason.Label()}). {(given is null ? null : HeaderFault(file.Name, given))}".TrimEnd());
        return ExitCode.Failed;
    }

    /// <summary>Why the log's header cannot be used. A format that was recognised has a good one; standard input cannot be read again.</summary>
    private static string? HeaderFault(string file, LogFormat given)
    {
        if (!File.Exists(file))
        {
            return null;
        }
        using LogInput log = LogInput.Open(file);
        byte[] start = new byte[64 * 1024];
        return InputFormat.HeaderFault(given, start.AsSpan(0, log.Content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)));
    }

    private static bool TryReadOptions(ParseResult parsed, out ReplayOptions options, out List<string> faults)
    {
        List<string> found = [];
        options = new ReplayOptions
        {
            Files = parsed.GetValue(s_files)!,
            Format = parsed.GetValue(s_format) is string format ? ReadFormat(format, found) : null,
            Location = parsed.GetValue(s_location)!,
            Top = parsed.GetValue(s_top),
            FromMicros = ReadTime(parsed, s_from, found) ?? long.MinValue,
            ToMicros = ReadTime(parsed, s_to, found) ?? long.MaxValue,
            Where = ReadFilter(parsed, found),
            WhereText = parsed.GetValue(s_where),
            DataFolder = parsed.GetValue(s_data),
            WindowSeconds = parsed.GetValue(s_window),
        };
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

    private static LogFormat? ReadFormat(string text, List<string> faults)
    {
        LogFormat? format = InputFormat.TryParse(text, out string? fault);
        if (fault is not null)
        {
            faults.Add($"--format: {fault}");
        }
        return format;
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
