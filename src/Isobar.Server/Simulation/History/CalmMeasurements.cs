using Isobar.Core.Monitors;
using Isobar.Core.Scoring;
using Isobar.Core.Sketches;
using Isobar.Core.Windows;

namespace Isobar.Server.Simulation.History;

/// <summary>
/// Measured rows of hours in which nothing was wrong: traffic and times from the sums, and the verdict that scoring gives to calm traffic, which is `ok` where there is
/// enough of it to tell. Hours with faults are played instead (<see cref="HistoryEpisode"/>).
/// </summary>
internal sealed class CalmMeasurements
{
    private readonly SortedDictionary<PairKey, List<int>> _rows = [];
    private readonly QuantileSketch _rtt = new();
    private readonly QuantileSketch _ttfb = new();
    private readonly ClientSketch _clients = new();

    /// <summary>Adds the rows of one period, an hour or five minutes.</summary>
    /// <param name="sums">The rows of all strata; all of them are of the one period.</param>
    /// <param name="batch">Takes a row for each pair.</param>
    public void Add(TallyBatch sums, MeasurementBatch batch)
    {
        double total = 0;
        foreach (List<int> rows in _rows.Values)
        {
            rows.Clear();
        }
        for (int row = 0; row < sums.Count; row++)
        {
            PairKey key = new(sums.CityNetwork[row], sums.Stratum[row].ServiceLocation);
            if (!_rows.TryGetValue(key, out List<int>? rows))
            {
                _rows.Add(key, rows = []);
            }
            rows.Add(row);
            total += sums.BytesIn[row] + sums.BytesOut[row];
        }
        foreach ((PairKey key, List<int> rows) in _rows.Where(entry => entry.Value.Count > 0))
        {
            Add(key, rows, sums, total, batch);
        }
    }

    private void Add(PairKey key, List<int> rows, TallyBatch sums, double total, MeasurementBatch batch)
    {
        long bytesIn = 0, bytesOut = 0, connections = 0, votes = 0;
        _rtt.Clear();
        _ttfb.Clear();
        _clients.Clear();
        foreach (int row in rows)
        {
            bytesIn += sums.BytesIn[row];
            bytesOut += sums.BytesOut[row];
            connections += sums.Connections[row];
            votes += sums.Votes[row];
            if (!_rtt.TryMerge(sums.RttSketch[row]) || !_ttfb.TryMerge(sums.TtfbSketch[row]) || !_clients.TryMerge(sums.ClientSketch[row]))
            {
                throw new InvalidOperationException($"A drawn row of {key} holds bytes that are no sketch.");
            }
        }
        batch.WindowStart.Add(sums.WindowStart[rows[0]]);
        batch.CityNetwork.Add(key.CityNetwork);
        batch.ServiceLocation.Add(key.ServiceLocation);
        AddVerdict(votes >= ScoringSettings.Default.FewestVotes, batch.AvailabilityState, batch.AvailabilityScore);
        AddVerdict(_rtt.Count >= ScoringSettings.Default.FewestSamples, batch.PerformanceState, batch.PerformanceScore);
        batch.Weight.Add(bytesIn + bytesOut);
        batch.TrafficPercent.Add(total > 0 ? 100 * (bytesIn + bytesOut) / total : 0);
        batch.BytesIn.Add(bytesIn);
        batch.BytesOut.Add(bytesOut);
        batch.Connections.Add(connections);
        batch.Clients.Add(rows.Count == 1 ? sums.Clients[rows[0]] : (int)Math.Round(_clients.Estimate()));
        AddTimes(_rtt, batch.RttP50Micros, batch.RttP90Micros, batch.RttP95Micros);
        AddTimes(_ttfb, batch.TtfbP50Micros, batch.TtfbP90Micros, batch.TtfbP95Micros);
        batch.TtfbMeanMicros.Add(_ttfb.Count > 0 ? (int)Math.Round(_ttfb.Mean) : 0);
    }

    private static void AddVerdict(bool canTell, List<HealthState> states, List<double> scores)
    {
        states.Add(canTell ? HealthState.Ok : HealthState.Insufficient);
        scores.Add(canTell ? 100 : double.NaN);
    }

    private static void AddTimes(QuantileSketch times, List<int> p50, List<int> p90, List<int> p95)
    {
        bool isKnown = times.Count > 0;
        p50.Add(isKnown ? (int)Math.Round(times.Quantile(0.5)) : 0);
        p90.Add(isKnown ? (int)Math.Round(times.Quantile(0.9)) : 0);
        p95.Add(isKnown ? (int)Math.Round(times.Quantile(0.95)) : 0);
    }
}
