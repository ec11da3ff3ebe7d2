using Isobar.Core.Metrics;
using Isobar.Storage.Columns;
using Isobar.Storage.DuckDb;

namespace Isobar.Storage.Metrics;

/// <summary>Writes batches of points into `metric_points`, column by column.</summary>
internal static class MetricAppender
{
    /// <summary>Appends all rows of the batches; the caller's transaction makes them durable.</summary>
    public static void Append(DuckDbConnection connection, IReadOnlyList<MetricBatch> batches, long commit)
    {
        if (batches.Count == 0)
        {
            return;
        }
        using DuckDbAppender appender = connection.CreateAppender(ColumnSchema.MetricPoints.Name, ColumnSchema.MetricPoints.AppendTypes);
        foreach (MetricBatch batch in batches)
        {
            for (int first = 0; first < batch.Count; first += appender.Capacity)
            {
                int count = Math.Min(appender.Capacity, batch.Count - first);
                Fill(new ColumnWriter(appender, first, count), batch, commit);
                appender.AppendRows(count);
            }
        }
        appender.Close();
    }

    /// <summary>Refuses a batch whose columns differ in length, or whose numbers are none, before anything is written.</summary>
    public static void Check(MetricBatch batch)
    {
        Span<int> lengths =
        [
            batch.Namespace.Count, batch.Name.Count, batch.Dimensions.Count, batch.Unit.Count, batch.SampleCount.Count, batch.Sum.Count, batch.Minimum.Count,
            batch.Maximum.Count, batch.Distribution.Count,
        ];
        int odd = lengths.IndexOfAnyExcept(batch.Count);
        if (odd >= 0)
        {
            throw new ArgumentException($"A batch of {batch.Count} points has a column (number {odd}) of {lengths[odd]}.", nameof(batch));
        }
        for (int row = 0; row < batch.Count; row++)
        {
            if (!(batch.SampleCount[row] > 0 && double.IsFinite(batch.Sum[row]) && batch.Minimum[row] <= batch.Maximum[row]))
            {
                throw new ArgumentException(
                    $"Point {row} of {batch.Namespace[row]} {batch.Name[row]} has {batch.SampleCount[row]} samples from {batch.Minimum[row]} to {batch.Maximum[row]}.",
                    nameof(batch));
            }
        }
    }

    private static void Fill(ColumnWriter write, MetricBatch batch, long commit)
    {
        write.Texts(batch.Namespace);
        write.Texts(batch.Name);
        write.Texts(batch.Dimensions);
        write.Texts(batch.Unit);
        write.Numbers(batch.Timestamp);
        write.Numbers(batch.SampleCount);
        write.Numbers(batch.Sum);
        write.Numbers(batch.Minimum);
        write.Numbers(batch.Maximum);
        write.Bytes(batch.Distribution);
        write.Same(commit);
    }
}
