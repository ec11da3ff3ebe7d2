using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Isobar.Server.Replay;

/// <summary>Shows how far a replay is, where somebody watches: part done, lines a second, time left.</summary>
internal static class ReplayProgressBar
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs the work, with a progress bar when the console is a terminal.</summary>
    public static T Show<T>(IAnsiConsole console, Func<ReplayProgress, T> work)
    {
        ReplayProgress progress = new();
        if (!console.Profile.Out.IsTerminal)
        {
            return work(progress);
        }
        long started = Stopwatch.GetTimestamp();
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask bar = context.AddTask("reading", autoStart: true);
                Task<T> running = Task.Run(() => work(progress));
                while (Task.WaitAny([running], s_step) != 0)
                {
                    Update(bar, progress, Stopwatch.GetElapsedTime(started));
                }
                return running.GetAwaiter().GetResult();
            });
    }

    private static void Update(ProgressTask bar, ReplayProgress progress, TimeSpan elapsed)
    {
        double rate = progress.Lines / Math.Max(elapsed.TotalSeconds, 0.001);
        bar.Description = string.Create(
            CultureInfo.InvariantCulture, $"{progress.Step}  {progress.ReadBytes / 1048576.0:N0} MB  {rate / 1000:N0}k lines/s");
        if (progress.TotalBytes is long total and > 0)
        {
            bar.MaxValue = total;
            bar.Value = Math.Min(progress.ReadBytes, total);
        }
        else
        {
            bar.IsIndeterminate = true;
        }
    }
}
