using System.Globalization;
using Isobar.Benchmarks.Inputs;

namespace Isobar.Benchmarks.Verbs;

/// <summary>
/// `pipeline`: what one core makes of lines in memory in steady state (parse, locate, tally): lines a second, median of five, and the bytes that it allocates a
/// record over a million records. For each measured format.
/// </summary>
internal static class PipelineVerb
{
    private const int Lines = 200_000;
    private const int Passes = 5;

    public static void Run()
    {
        foreach (string format in LogText.Writers.Keys)
        {
            LoadedLog log = new(format, Lines, BenchmarkAtlas.Open());
            for (int i = 0; i < Passes; i++)
            {
                log.Pass();
            }
            long records = log.Worker.Counts[0].Records;
            long before = GC.GetAllocatedBytesForCurrentThread();
            double seconds = Medians.ProcessorSeconds(Passes, () => log.Pass());
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            records = log.Worker.Counts[0].Records - records;
            if (records != (long)Lines * Passes)
            {
                throw new InvalidOperationException($"{format}: {records} of {(long)Lines * Passes} lines became records.");
            }
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{format} linesPerSecond {Lines / seconds:F0} bytesPerRecord {(double)allocated / records:F4}"));
        }
    }
}
