using System.CommandLine;
using Isobar.Core.Atlas;
using Isobar.Core.Formats;
using Isobar.Server.Atlases;
using Isobar.Server.Replay;
using Isobar.Server.Sources;
using Isobar.Storage;

namespace Isobar.Server.Commands;

/// <summary>`isobar replay FILE…`: what old logs tell, in event time.</summary>
internal static class ReplayCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        Command command = new("replay", "Read logs of any size and report where their traffic came from, by city and network, and how fast it was.");
        Examples.Add(
            command,
            "isobar replay access.log.gz",
            "isobar replay /var/log/nginx/access.log* --where 'status>=500' --top 50",
            "isobar replay --format '$remote_addr [$time_iso8601] \"$request\" $status $bytes_sent $tcpinfo_rtt' app.log",
            "isobar replay fra.log iad.log --location eu-central-1 --location us-east-1 --insights",
            "zcat big.log.gz | isobar replay - --json");
        ReplayArguments.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        if (!ReplayArguments.TryRead(parsed, out ReplayOptions options, out List<string> faults))
        {
            faults.ForEach(fault => Console.Error.WriteLine($"isobar replay: {fault}"));
            return ExitCode.Usage;
        }
        try
        {
            IReadOnlyList<StorageIncident> incidents = [];
            // The tables of the formats take as long to make as the atlas to open: side by side.
            _ = Task.Run(static () => LogFormats.Named.Count, cancel);
            MappedAtlas atlas = await OpenAtlasAsync(parsed, cancel);
            ReplayReport report = ReplayProgressBar.Show(Terminal.Error, progress =>
            {
                using ReplayRun run = new(options, atlas.Atlas, progress);
                ReplayReport finished = run.Run(cancel);
                incidents = run.Incidents;
                return finished;
            });
            foreach (StorageIncident incident in incidents)
            {
                Console.Error.WriteLine($"isobar replay: {incident}");
            }
            atlas.Release();
            if (ReplayArguments.IsJson(parsed))
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

    private static async Task<MappedAtlas> OpenAtlasAsync(ParseResult parsed, CancellationToken cancel) =>
        ReplayArguments.AtlasPath(parsed) is { } path
            ? MappedAtlas.Open(path)
            : await AtlasProgress.ShowAsync(progress => DefaultAtlas.ForThisProcess().OpenAsync(progress, cancel));

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
}
