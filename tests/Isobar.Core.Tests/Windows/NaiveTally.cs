using System.Numerics;
using Isobar.Core.Tests.Sketches;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Windows;

/// <summary>What sealed windows hold, as the statistical design says it, from the list of all records: slow, and plain enough to be read as the definition.</summary>
internal static class NaiveTally
{
    /// <summary>The rows in the order of a batch, as text. For windows that are made of minutes, or shorter than one.</summary>
    public static string[] Rows(IEnumerable<SampleRecord> records, StratumTable strata, int windowSeconds) =>
    [
        .. from record in records
           group record by (Window: Floor(record.TimeMicros, windowSeconds), Stratum: strata[record.Stratum], City: SampleRecord.Locate(record.Client)) into row
           orderby row.Key.Window, row.Key.Stratum, row.Key.City
           select BatchText.Row(row.Key.Window * windowSeconds, row.Key.Stratum, row.Key.City, Columns([.. row], Math.Min(windowSeconds, 60))),
    ];

    private static object[] Columns(SampleRecord[] row, int intervalSeconds)
    {
        SampleRecord[][] contributions = [.. row.GroupBy(record => (record.Client, Floor(record.TimeMicros, intervalSeconds))).Select(group => group.ToArray())];
        SampleRecord[][] votes = [.. contributions.Where(records => records.Any(IsAttempt))];
        return
        [
            Sum(row.Select(record => record.BytesIn)),
            Sum(row.Select(record => record.BytesOut)),
            row.Length,
            row.Count(IsAttempt),
            row.Count(record => record.Outcome == Outcome.NetworkFailure),
            row.Count(record => record.Outcome == Outcome.ServiceFailure),
            votes.Length,
            votes.Count(records => HalfFailed(records, Outcome.NetworkFailure)),
            votes.Count(records => HalfFailed(records, Outcome.ServiceFailure)),
            row.Select(record => record.Client).Distinct().Count(),
            NaiveClientSketch.Write(row.Select(record => StableHash.Of(record.Client))),
            .. Times(contributions, record => record.RttMicros),
            .. Times(contributions, record => record.TtfbMicros),
        ];
    }

    private static object[] Times(SampleRecord[][] contributions, Func<SampleRecord, long> time)
    {
        long[] samples = [.. contributions.SelectMany(records => records
            .Where(record => time(record) >= 0)
            .Select(record => (Hash: Hash(record, time(record)), Micros: Math.Min(time(record), uint.MaxValue)))
            .OrderBy(sample => sample.Hash).ThenBy(sample => sample.Micros)
            .Take(4)
            .Select(sample => sample.Micros))];
        NaiveQuantileSketch sketch = new(samples);
        return samples.Length == 0
            ? [Array.Empty<byte>(), 0, 0, 0, 0]
            : [sketch.Write(), samples.Length, Round(sketch.Quantile(0.5)), Round(sketch.Quantile(0.9)), Round(sketch.Quantile(0.95))];
    }

    /// <summary>hash(client, time, value), of which the upper 32 bits decide.</summary>
    private static ulong Hash(SampleRecord record, long micros) =>
        StableHash.Combine(StableHash.Combine(StableHash.Of(record.Client), unchecked((ulong)record.TimeMicros)), (ulong)micros) >> 32;

    private static bool IsAttempt(SampleRecord record) => record.Outcome != Outcome.Unknown;

    private static bool HalfFailed(SampleRecord[] records, Outcome kind) =>
        records.Count(record => record.Outcome == kind) >= records.Count(IsAttempt) / 2.0;

    private static long Sum(IEnumerable<long> bytes) =>
        (long)BigInteger.Min(long.MaxValue, bytes.Where(count => count > 0).Aggregate(BigInteger.Zero, (sum, count) => sum + count));

    private static long Floor(long micros, int seconds) => (long)Math.Floor(micros / (seconds * 1_000_000m));

    private static int Round(double micros) => (int)Math.Round(micros);
}
