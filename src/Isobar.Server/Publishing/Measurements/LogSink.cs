using System.Globalization;
using System.Text;
using Isobar.Core.Atlas;
using Isobar.Core.Monitors;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Configuration;
using Isobar.Storage;
using Isobar.Storage.Measurements;

namespace Isobar.Server.Publishing.Measurements;

/// <summary>
/// Appends the measurements of a monitor with the most traffic, and their sums over wider places, to files of the day, in folders named as the service's log groups (spec 7). What a crash left of the
/// same five minutes is cut off first: a file is not read by time, but its end tells how far it has come.
/// </summary>
/// <param name="folder">The measurements.</param>
/// <param name="places">Where else users would be answered.</param>
/// <param name="log">Where files lie, and how long they are kept.</param>
internal sealed class LogSink(DataFolder folder, BestPlaces places, MeasurementLogConfiguration log) : IMeasurementSink
{
    /// <summary>Records of five minutes, as many as the service writes.</summary>
    public const int MostRecords = 500;

    private const string DateFormat = "yyyy-MM-dd", Extension = ".ndjson";

    /// <summary>How much of the end of a file can be of one five minutes: no record has a tenth of what this leaves for each.</summary>
    private const int TailBytes = 4 << 20;

    /// <inheritdoc/>
    public async Task<WrittenWindow> WriteAsync(MonitorRecord monitor, long window, CancellationToken cancel)
    {
        WrittenWindow written = default;
        foreach ((LogGroup group, byte[] lines, int records) in Groups(monitor, window))
        {
            if (records > 0)
            {
                await AppendAsync(PathOf(monitor, group, window), window, lines, cancel);
                written = new(written.Records + records, written.Bytes + lines.Length);
            }
        }
        return written;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held open: whoever rotates or deletes files may do so.
    }

    /// <summary>The lines of each group.</summary>
    private IEnumerable<(LogGroup Group, byte[] Lines, int Records)> Groups(MonitorRecord monitor, long window)
    {
        MeasurementFilter measured = new() { MonitorName = monitor.Key, From = window, To = window + FiveMinuteSums.Seconds };
        yield return Lines(monitor, LogGroup.ByCity, lines =>
        {
            int records = 0;
            foreach (MeasurementBatch batch in folder.Measurements.Largest(measured, MostRecords))
            {
                lines.Write(batch);
                records += batch.Count;
            }
            return records;
        });
        PlaceSums[] sums = [.. LogGroup.Wider.Select(group => new PlaceSums(group))];
        foreach (MeasurementBatch batch in folder.Measurements.Scan(measured))
        {
            foreach ((int row, CityNetwork client) in MeasurementLines.Named(folder, batch))
            {
                Array.ForEach(sums, sum => sum.Add(batch, row, client));
            }
        }
        foreach ((LogGroup group, PlaceSums sum) in LogGroup.Wider.Zip(sums))
        {
            yield return Lines(monitor, group, lines =>
            {
                IReadOnlyList<PlaceSum> largest = sum.Largest(MostRecords);
                foreach (PlaceSum place in largest)
                {
                    lines.Write(place.Record(window));
                }
                return largest.Count;
            });
        }
    }

    private (LogGroup Group, byte[] Lines, int Records) Lines(MonitorRecord monitor, LogGroup group, Func<MeasurementLines, int> write)
    {
        using MemoryStream output = new();
        using MeasurementLines lines = new(folder, places, output, monitor);
        int records = write(lines);
        return (group, output.ToArray(), records);
    }

    private async Task AppendAsync(string path, long window, byte[] lines, CancellationToken cancel)
    {
        try
        {
            if (!File.Exists(path))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                Expire(window);
            }
            await using FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            long end = await EndBeforeAsync(file, window, cancel);
            file.SetLength(end);
            file.Position = end;
            await file.WriteAsync(lines, cancel);
            file.Flush(flushToDisk: true);
            if (end == 0)
            {
                FileOperations.SyncFolder(Path.GetDirectoryName(path)!);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DeliveryException($"the log {path} cannot be written: {error.Message}", isOfOne: true, error);
        }
    }

    private string PathOf(MonitorRecord monitor, LogGroup group, long window)
    {
        string day = DateTimeOffset.FromUnixTimeSeconds(window).UtcDateTime.ToString(DateFormat, CultureInfo.InvariantCulture);
        return Path.Combine(log.Folder, monitor.Account, "aws", "internet-monitor", monitor.Name, group.Name, day + Extension);
    }

    /// <summary>Where the five minutes belong: at the end of whole lines that are not theirs.</summary>
    private static async Task<long> EndBeforeAsync(FileStream file, long window, CancellationToken cancel)
    {
        long start = Math.Max(0, file.Length - TailBytes);
        byte[] tail = new byte[file.Length - start];
        file.Position = start;
        await file.ReadExactlyAsync(tail, cancel);
        byte[] mark = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"version\":1,\"timestamp\":{window},"));
        int found = tail.AsSpan().IndexOf(mark);
        return start + (found >= 0 ? found : tail.AsSpan().LastIndexOf((byte)'\n') + 1);
    }

    /// <summary>Deletes the files of days that are over for longer than files are kept, of all monitors, also of those that are gone; of other files, none.</summary>
    private void Expire(long now)
    {
        DateOnly first = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(now).UtcDateTime).AddDays(-log.RetentionDays);
        foreach (string file in Directory.EnumerateFiles(log.Folder, "*" + Extension, SearchOption.AllDirectories))
        {
            if (LogGroup.All.Any(group => group.Name == Path.GetFileName(Path.GetDirectoryName(file)))
                && DateOnly.TryParseExact(Path.GetFileNameWithoutExtension(file), DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) && day < first)
            {
                File.Delete(file);
            }
        }
    }
}
