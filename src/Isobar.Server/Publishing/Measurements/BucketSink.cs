using System.IO.Compression;
using Isobar.Core.Monitors;
using Isobar.Server.Api.Monitors;
using Isobar.Storage;
using Isobar.Storage.Measurements;

namespace Isobar.Server.Publishing.Measurements;

/// <summary>
/// Puts five minutes of a monitor, all of its city-networks, into a bucket as an object of its own. It is made in a file first: a store wants to know its length and its hash, and the
/// rows must not be held open while a network is slow.
/// </summary>
/// <param name="folder">The measurements.</param>
/// <param name="places">Where else users would be answered.</param>
/// <param name="bucket">Where objects go; ends with this.</param>
/// <param name="scratch">The file; nobody else's.</param>
internal sealed class BucketSink(DataFolder folder, BestPlaces places, IBucket bucket, string scratch) : IMeasurementSink
{
    /// <inheritdoc/>
    public async Task<WrittenWindow> WriteAsync(MonitorRecord monitor, long window, CancellationToken cancel)
    {
        long records = Make(monitor, window);
        if (records == 0)
        {
            return default;
        }
        await using FileStream file = new(scratch, FileMode.Open, FileAccess.Read, FileShare.Read, 65_536, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        long bytes = file.Length;
        await bucket.PutAsync(ObjectKey.Of(monitor, window), file, cancel);
        return new(records, bytes);
    }

    /// <inheritdoc/>
    public void Dispose() => bucket.Dispose();

    private long Make(MonitorRecord monitor, long window)
    {
        long records = 0;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(scratch)!);
            using FileStream file = new(scratch, FileMode.Create, FileAccess.Write, FileShare.None);
            using GZipStream packed = new(file, CompressionLevel.Optimal);
            using BufferedStream output = new(packed, 65_536);
            using MeasurementLines lines = new(folder, places, output, monitor);
            MeasurementFilter filter = new() { MonitorName = monitor.Key, From = window, To = window + FiveMinuteSums.Seconds };
            foreach (MeasurementBatch batch in folder.Measurements.Scan(filter))
            {
                lines.Write(batch);
                records += batch.Count;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DeliveryException($"the object could not be made in {scratch}: {error.Message}", isOfOne: false, error);
        }
        return records;
    }
}
