using Isobar.Core.Atlas;
using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Server.Web.Wire;
using Isobar.Storage;
using Isobar.Storage.Measurements;

namespace Isobar.Server.Web;

/// <summary>How the pairs of an event did before and during, from what was measured.</summary>
internal static class EventSeries
{
    private const long Hour = 3600, Before = 6 * Hour, After = Hour, FiveMinutes = 300, MostSteps = 600;
    private const int MostPairs = 10;

    /// <summary>The series of an event.</summary>
    /// <param name="folder">The stores.</param>
    /// <param name="monitorKey">The monitor.</param>
    /// <param name="weight">What its traffic is weighed in.</param>
    /// <param name="one">The event.</param>
    /// <param name="now">Unix seconds.</param>
    /// <param name="hourlyBefore">Rows of earlier windows are sums of hours, as those of the history that a demo begins with: each is drawn as long as it is. Unix seconds.</param>
    public static EventSeriesAnswer Of(DataFolder folder, string monitorKey, TrafficWeight weight, HealthEvent one, long now, long hourlyBefore)
    {
        long from = (one.StartedAt - Before) / FiveMinutes * FiveMinutes, to = Math.Max(Math.Min(one.EndedAt + After ?? now, now), from + FiveMinutes);
        long step = FiveMinutes * Math.Max(1, (to - from) / FiveMinutes / MostSteps);
        int count = (int)((to - from + step - 1) / step);
        MeasurementFilter filter = new()
        {
            MonitorName = monitorKey,
            From = from,
            To = to,
            CityNetworks = [.. one.ImpactedLocations.Select(location => location.CityNetwork).Distinct()],
            ServiceLocations = [.. one.ImpactedLocations.Select(location => location.ServiceLocation).Distinct()],
        };
        MeasurementSums sums = folder.Measurements.Sum(
            filter, new MeasurementGrouping { StepSeconds = (int)step, Keys = MeasurementKeys.CityNetwork | MeasurementKeys.ServiceLocation, WeighedIn = weight });
        ILookup<(CityNetworkId, string), int> rows = Enumerable.Range(0, sums.Count).ToLookup(row => (sums.CityNetwork[row], sums.ServiceLocation[row]));
        HashSet<(CityNetworkId, string)> hit = [.. one.ImpactedLocations.Select(location => (location.CityNetwork, location.ServiceLocation))];
        long first = from - from % step;
        int StepOf(int row) => Math.Clamp((int)((sums.StepStart[row] - first) / step), 0, count - 1);
        // The last hour of a history ends with it: what came after is not drawn as it was before.
        int LengthOf(int row) => (int)Math.Max(1, (Math.Min(hourlyBefore, sums.StepStart[row] + Hour) - sums.StepStart[row]) / step);
        IEnumerable<int> StepsOf(int row) => Enumerable.Range(StepOf(row), Math.Min(LengthOf(row), count - StepOf(row)));
        ILookup<int, int> steps = rows.Where(group => hit.Contains(group.Key)).SelectMany(group => group)
            .SelectMany(row => StepsOf(row).Select(index => (Step: index, Row: row))).ToLookup(entry => entry.Step, entry => entry.Row);
        double?[] Mean(List<double> values, List<double> weights) => [.. Enumerable.Range(0, count).Select(index => MeanOf(steps[index], values, weights))];
        List<double> traffic = [.. Enumerable.Range(0, sums.Count).Select(row => weight == TrafficWeight.Bytes ? sums.BytesIn[row] + (double)sums.BytesOut[row] : sums.Connections[row])];
        double?[] Millis(List<double> micros) => [.. Mean(micros, traffic).Select(value => Figures.Millis(value))];
        long?[] Sum(Func<int, long> value) => [.. Enumerable.Range(0, count).Select(index => steps[index].Any() ? steps[index].Sum(row => value(row) / LengthOf(row)) : (long?)null)];
        return new()
        {
            From = from,
            To = to,
            StepSeconds = (int)step,
            StartedAt = one.StartedAt,
            EndedAt = one.EndedAt,
            Times = [.. Enumerable.Range(0, count).Select(index => first + index * step)],
            Availability = [.. Mean(sums.Availability, sums.Weight).Select(Figures.Score)],
            Performance = [.. Mean(sums.Performance, sums.Weight).Select(Figures.Score)],
            RttP50 = Millis(sums.RttP50Micros),
            RttP90 = Millis(sums.RttP90Micros),
            Bytes = Sum(row => sums.BytesIn[row] + sums.BytesOut[row]),
            Connections = Sum(row => sums.Connections[row]),
            Pairs = [.. one.ImpactedLocations.Take(MostPairs).Select(location => PairOf(location, rows[(location.CityNetwork, location.ServiceLocation)], sums, count, StepsOf))],
        };
    }

    private static PairSeriesWire PairOf(ImpactedLocation location, IEnumerable<int> rows, MeasurementSums sums, int count, Func<int, IEnumerable<int>> stepsOf)
    {
        double?[] availability = new double?[count], performance = new double?[count], rtt = new double?[count];
        foreach (int row in rows)
        {
            foreach (int step in stepsOf(row))
            {
                (availability[step], performance[step], rtt[step]) = (Figures.Score(sums.Availability[row]), Figures.Score(sums.Performance[row]), Figures.Millis(sums.RttP50Micros[row]));
            }
        }
        string place = new[] { location.City, location.Metro, location.Subdivision, location.Country }.Select(EventDescriber.Known).FirstOrDefault(text => text.Length > 0) ?? "unknown place";
        return new(location.CityNetwork.ToString(), location.ServiceLocation, $"{place}, {location.AsName}", availability, performance, rtt);
    }

    private static double? MeanOf(IEnumerable<int> rows, List<double> values, List<double> weights)
    {
        double sum = 0, weight = 0;
        foreach (int row in rows.Where(row => !double.IsNaN(values[row])))
        {
            sum += values[row] * weights[row];
            weight += weights[row];
        }
        return weight > 0 ? sum / weight : null;
    }
}
