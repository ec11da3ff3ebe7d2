using Isobar.Core.Monitors;
using Isobar.Server.Api.Validation;
using Isobar.Server.Api.Wire;
using Isobar.Storage;
using Isobar.Storage.Measurements;

namespace Isobar.Server.Api.Monitors;

/// <summary>The extension of GetMonitor: how a monitor's traffic did from one time to another, of all networks or of one provider.</summary>
/// <param name="From">Unix seconds.</param>
/// <param name="To">Unix seconds, not included.</param>
/// <param name="NetworkProvider">Name or number of the network; null for all.</param>
internal sealed record TrafficHealthQuestion(long From, long To, string? NetworkProvider)
{
    private const long DefaultSpanSeconds = 24 * 3600;

    /// <summary>The question of a request; null where it asks none.</summary>
    public static TrafficHealthQuestion? Read(OperationInput input, FaultCollector faults, long now)
    {
        long? from = input.Time(faults, "StartTime"), to = input.Time(faults, "EndTime");
        string? provider = input.Parameter("NetworkProvider");
        if (from is null && to is null && provider is null)
        {
            return null;
        }
        long end = to ?? now, start = from ?? end - DefaultSpanSeconds;
        faults.That(start < end, "startTime", input.Parameter("StartTime"), "Member must be before endTime");
        return new(start, end, provider);
    }

    /// <summary>The answer; null where there is no traffic.</summary>
    public TrafficHealthWire? Answer(DataFolder folder, MonitorRecord record, TrafficWeight weight)
    {
        MeasurementCondition[] conditions = NetworkProvider is null ? [] : [new(MeasurementField.Network, ValueOperator.Equals, [NetworkProvider])];
        MeasurementFilter filter = new() { MonitorName = record.Key, From = From, To = To, Conditions = conditions };
        MeasurementSums sums = folder.Measurements.Sum(filter, new MeasurementGrouping { WeighedIn = weight });
        return sums.Count == 0 ? null : new TrafficHealthWire
        {
            AvailabilityScore = Known(sums.Availability[0]),
            PerformanceScore = Known(sums.Performance[0]),
            BytesTransferred = sums.BytesIn[0] + sums.BytesOut[0],
            RoundTripTime = Known(sums.RttP50Micros[0] / 1000),
        };
    }

    private static double? Known(double value) => double.IsNaN(value) ? null : value;
}
