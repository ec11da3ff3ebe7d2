using Isobar.Core.Monitors;
using Isobar.Storage.Columns;
using Isobar.Storage.DuckDb;

namespace Isobar.Storage.Measurements;

/// <summary>Reads rows of `measurements` back into batches.</summary>
internal static class MeasurementReader
{
    private const int RowsPerBatch = 65_536;

    /// <summary>The rows of a query over the columns of <see cref="ColumnSchema.Measurements"/>, all of one monitor.</summary>
    public static IEnumerable<MeasurementBatch> Read(DuckDbDataReader reader, string monitor)
    {
        MeasurementBatch? batch = null;
        while (reader.ReadChunk())
        {
            batch ??= new MeasurementBatch { MonitorName = monitor };
            Append(new ColumnReader(reader, 0, reader.Count), batch);
            if (batch.Count >= RowsPerBatch)
            {
                yield return batch;
                batch = null;
            }
        }
        if (batch is not null)
        {
            yield return batch;
        }
    }

    private static void Append(ColumnReader read, MeasurementBatch batch)
    {
        read.Skip();
        read.Numbers(batch.WindowStart);
        read.CityNetworks(batch.CityNetwork);
        read.Texts(batch.ServiceLocation);
        read.Numbers(batch.AvailabilityState);
        read.Numbers(batch.AvailabilityScore);
        read.Numbers(batch.PerformanceState);
        read.Numbers(batch.PerformanceScore);
        read.Numbers(batch.Weight);
        read.Numbers(batch.TrafficPercent);
        read.Numbers(batch.BytesIn);
        read.Numbers(batch.BytesOut);
        read.Numbers(batch.Connections);
        read.Numbers(batch.Clients);
        read.Numbers(batch.RttP50Micros);
        read.Numbers(batch.RttP90Micros);
        read.Numbers(batch.RttP95Micros);
        read.Numbers(batch.TtfbP50Micros);
        read.Numbers(batch.TtfbP90Micros);
        read.Numbers(batch.TtfbP95Micros);
        read.Numbers(batch.TtfbMeanMicros);
        read.Numbers(batch.Families);
    }
}
