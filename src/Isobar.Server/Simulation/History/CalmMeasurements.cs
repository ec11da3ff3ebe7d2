using Isobar.Core.Monitors;
using Isobar.Core.Scoring;
using Isobar.Core.Sketches;
using Isobar.Core.Windows;

namespace Isobar.Server.Simulation.History;

/// <summary>
/// Measured rows of hours in which nothing was wrong: traffic and times from the sums, and the verdict that scoring gives to calm traffic, which is `ok` where there is
/// enough of it to tell. Time with faults is played instead (<see cref="HistoryEpisode"/>), so an hour that holds some of it counts for the rest.
/// </summary>
internal sealed class CalmMeasurements
{
    private readonly SortedDictionary<PairKey, List<int>> _rows = [];
    private readonly QuantileSketch _rtt = new();
    private readonly QuantileSketch _ttfb = new();
    private readonly ClientSketch _clients = new();

    /// <summary>Adds the rows of one period, an hour or five minutes.</summary>
    /// <param name="sums">The rows of all strata; all of them are of the one period.</param>
    /// <param name="start">Where the rows stand, Unix seconds.</param>
    /// <param name="share">The share of the period that was calm, 0 to 1.</param>
    /// <param name="batch">Takes a row for each pair, and parts for those of both address families.</param>
    public void Add(TallyBatch sums, long start, double share, MeasurementBatch batch)
    {
        if (share <= 0)
        {
            return;
        }
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
            List<int> ipv4 = rows.FindAll(row => sums.Stratum[row].Family == AddressFamily.IPv4), ipv6 = rows.FindAll(row => sums.Stratum[row].Family == AddressFamily.IPv6);
            Add(start, key, ipv6.Count == 0 ? AddressFamilies.IPv4 : ipv4.Count == 0 ? AddressFamilies.IPv6 : AddressFamilies.Both, rows, sums, share, total, batch);
            if (ipv4.Count > 0 && ipv6.Count > 0)
            {
                batch.Parts ??= new() { MonitorName = batch.MonitorName };
                Add(start, key, AddressFamilies.IPv4, ipv4, sums, share, total, batch.Parts);
                Add(start, key, AddressFamilies.IPv6, ipv6, sums, share, total, batch.Parts);
            }
        }
    }

    private void Add(long start, PairKey key, AddressFamilies families, List<int> rows, TallyBatch sums, double share, double total, MeasurementBatch batch)
    {
        long bytesIn = 0, bytesOut = 0, connections = 0, votes = 0, samples = 0;
        _ttfb.Clear();
        foreach (int row in rows)
        {
            bytesIn += sums.BytesIn[row];
            bytesOut += sums.BytesOut[row];
            connections += sums.Connections[row];
            votes += sums.Votes[row];
            samples += sums.RttSamples[row];
            Merge(_ttfb.TryMerge(sums.TtfbSketch[row]));
        }
        batch.WindowStart.Add(start);
        batch.Families.Add(families);
        batch.CityNetwork.Add(key.CityNetwork);
        batch.ServiceLocation.Add(key.ServiceLocation);
        AddVerdict(votes >= ScoringSettings.Default.FewestVotes, batch.AvailabilityState, batch.AvailabilityScore);
        AddVerdict(samples >= ScoringSettings.Default.FewestSamples, batch.PerformanceState, batch.PerformanceScore);
        batch.Weight.Add((bytesIn + bytesOut) * share);
        batch.TrafficPercent.Add(total > 0 ? 100 * (bytesIn + bytesOut) / total : 0);
        batch.BytesIn.Add((long)(bytesIn * share));
        batch.BytesOut.Add((long)(bytesOut * share));
        batch.Connections.Add((long)(connections * share));
        batch.TtfbMeanMicros.Add(_ttfb.Count > 0 ? (int)Math.Round(_ttfb.Mean) : 0);
        if (rows.Count == 1)
        {
            AddQuantiles(sums, rows[0], batch);
            return;
        }
        AddMerged(rows, sums, batch);
    }

    /// <summary>A pair of one stratum has the quantiles of its row.</summary>
    private static void AddQuantiles(TallyBatch sums, int row, MeasurementBatch batch)
    {
        batch.Clients.Add(sums.Clients[row]);
        batch.RttP50Micros.Add(sums.RttP50Micros[row]);
        batch.RttP90Micros.Add(sums.RttP90Micros[row]);
        batch.RttP95Micros.Add(sums.RttP95Micros[row]);
        batch.TtfbP50Micros.Add(sums.TtfbP50Micros[row]);
        batch.TtfbP90Micros.Add(sums.TtfbP90Micros[row]);
        batch.TtfbP95Micros.Add(sums.TtfbP95Micros[row]);
    }

    private void AddMerged(List<int> rows, TallyBatch sums, MeasurementBatch batch)
    {
        _rtt.Clear();
        _clients.Clear();
        foreach (int row in rows)
        {
            Merge(_rtt.TryMerge(sums.RttSketch[row]) && _clients.TryMerge(sums.ClientSketch[row]));
        }
        batch.Clients.Add((int)Math.Round(_clients.Estimate()));
        AddTimes(_rtt, batch.RttP50Micros, batch.RttP90Micros, batch.RttP95Micros);
        AddTimes(_ttfb, batch.TtfbP50Micros, batch.TtfbP90Micros, batch.TtfbP95Micros);
    }

    private static void Merge(bool isMerged)
    {
        if (!isMerged)
        {
            throw new InvalidOperationException("A drawn row holds bytes that are no sketch.");
        }
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
