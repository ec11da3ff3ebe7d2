using Isobar.Core.Sketches;

namespace Isobar.Core.Monitors;

/// <summary>Turns what a monitor measured in five minutes into the columns that are stored.</summary>
public static class MeasurementRows
{
    /// <summary>The rows of a window, in the order of pairs; states without a score have NaN.</summary>
    public static MeasurementBatch Of(string monitor, MonitorWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        MeasurementBatch batch = Of(monitor, window.WindowStart, window.Pairs.Span);
        batch.Parts = window.FamilyParts.IsEmpty ? null : Of(monitor, window.WindowStart, window.FamilyParts.Span);
        return batch;
    }

    private static MeasurementBatch Of(string monitor, long windowStart, ReadOnlySpan<PairMeasurement> pairs)
    {
        MeasurementBatch batch = new() { MonitorName = monitor };
        QuantileSketch ttfb = new();
        foreach (ref readonly PairMeasurement pair in pairs)
        {
            batch.WindowStart.Add(windowStart);
            batch.CityNetwork.Add(pair.Key.CityNetwork);
            batch.ServiceLocation.Add(pair.Key.ServiceLocation);
            batch.Families.Add(pair.Families);
            batch.AvailabilityState.Add(pair.Availability.State);
            batch.AvailabilityScore.Add(pair.Availability.Score ?? double.NaN);
            batch.PerformanceState.Add(pair.Performance.State);
            batch.PerformanceScore.Add(pair.Performance.Score ?? double.NaN);
            batch.Weight.Add(pair.Weight);
            batch.TrafficPercent.Add(pair.PercentOfTotalTraffic);
            batch.BytesIn.Add(pair.BytesIn);
            batch.BytesOut.Add(pair.BytesOut);
            batch.Connections.Add(pair.Connections);
            batch.Clients.Add(pair.Clients);
            batch.RttP50Micros.Add(Micros(pair.Rtt?.P50));
            batch.RttP90Micros.Add(Micros(pair.Rtt?.P90));
            batch.RttP95Micros.Add(Micros(pair.Rtt?.P95));
            AddTtfb(batch, pair, ttfb);
        }
        return batch;
    }

    private static void AddTtfb(MeasurementBatch batch, in PairMeasurement pair, QuantileSketch ttfb)
    {
        ttfb.Clear();
        if (!ttfb.TryMerge(pair.TtfbSketch.Span))
        {
            throw new InvalidOperationException($"The TTFB sketch of {pair.Key} is not one.");
        }
        bool isKnown = ttfb.Count > 0;
        batch.TtfbP50Micros.Add(isKnown ? (int)Math.Round(ttfb.Quantile(0.5)) : 0);
        batch.TtfbP90Micros.Add(isKnown ? (int)Math.Round(ttfb.Quantile(0.9)) : 0);
        batch.TtfbP95Micros.Add(isKnown ? (int)Math.Round(ttfb.Quantile(0.95)) : 0);
        batch.TtfbMeanMicros.Add(isKnown ? (int)Math.Round(ttfb.Mean) : 0);
    }

    private static int Micros(double? millis) => millis is { } known ? (int)Math.Round(known * 1000) : 0;
}
