using Isobar.Core.Monitors;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Web.Wire;
using Isobar.Storage;
using Isobar.Storage.Events;
using Isobar.Storage.Measurements;

namespace Isobar.Server.Web;

/// <summary>How monitors did in the last day, a cell for each step.</summary>
/// <param name="folder">The stores.</param>
/// <param name="now">Unix seconds.</param>
internal sealed class MonitorStrips(DataFolder folder, long now)
{
    private const int StepSeconds = 3_600, Steps = 24, MostEvents = 1000;

    private readonly long _from = now / StepSeconds * StepSeconds - (Steps - 1) * StepSeconds;

    /// <summary>The steps, the last of which is not over.</summary>
    public StripTimesWire Times => new(StepSeconds, [.. Enumerable.Range(0, Steps).Select(step => _from + step * StepSeconds)]);

    /// <summary>The strip of a monitor, and its traffic of that time.</summary>
    /// <param name="record">The monitor.</param>
    /// <param name="weight">In what its traffic is weighed.</param>
    /// <param name="cityNetworks">How many city-networks it watches now.</param>
    public (StripWire Strip, TrafficWire Traffic) Of(MonitorRecord record, TrafficWeight weight, int cityNetworks)
    {
        MeasurementFilter filter = new() { MonitorName = record.Key, From = _from, To = now };
        MeasurementSums sums = folder.Measurements.Sum(filter, new MeasurementGrouping { StepSeconds = StepSeconds, WeighedIn = weight });
        double?[] availability = new double?[Steps], performance = new double?[Steps];
        string[] state = [.. Enumerable.Repeat("none", Steps)];
        long bytesIn = 0, bytesOut = 0, connections = 0;
        for (int i = 0; i < sums.Count; i++)
        {
            int step = (int)((sums.StepStart[i] - _from) / StepSeconds);
            (availability[step], performance[step]) = (Figures.Score(sums.Availability[i]), Figures.Score(sums.Performance[i]));
            state[step] = availability[step] is null && performance[step] is null ? "partial" : "ok";
            (bytesIn, bytesOut, connections) = (bytesIn + sums.BytesIn[i], bytesOut + sums.BytesOut[i], connections + sums.Connections[i]);
        }
        foreach (EventRow row in folder.HealthEvents.List(new EventFilter { MonitorName = record.Key, ActiveFrom = _from, ActiveBefore = now, NewestFirst = true, Limit = MostEvents }))
        {
            long first = Math.Max(0, (row.StartedAt - _from) / StepSeconds), last = Math.Min(Steps - 1, ((row.EndedAt ?? now) - 1 - _from) / StepSeconds);
            for (long step = first; step <= last; step++)
            {
                state[step] = "event";
            }
        }
        return (new(state, availability, performance), new(bytesIn, bytesOut, connections, cityNetworks));
    }
}
