using Isobar.Core.Sketches;
using Isobar.Core.Traffic;

namespace Isobar.Core.Windows;

/// <summary>Sums the tallies of windows shorter than five minutes to those of five minutes, which baselines are made of.</summary>
public static class FiveMinuteTallies
{
    /// <summary>Length of the sums, seconds.</summary>
    public const int Seconds = 300;

    /// <summary>The sums of rows that are in the order of city-network, stratum and time: one row for each five minutes of each.</summary>
    public static TallyBatch Sum(TallyBatch rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        TallyBatch sums = new() { WindowSeconds = Seconds };
        Sketches sketches = new();
        for (int first = 0, end; first < rows.Count; first = end)
        {
            long start = StartOf(rows.WindowStart[first]);
            for (end = first + 1; end < rows.Count && StartOf(rows.WindowStart[end]) == start
                && rows.CityNetwork[end] == rows.CityNetwork[first] && rows.Stratum[end].Equals(rows.Stratum[first]); end++)
            {
            }
            sums.Add(rows.Shard[first], start, rows.Stratum[first], rows.CityNetwork[first], sketches.Sum(rows, first, end));
        }
        return sums;
    }

    private static long StartOf(long seconds) => seconds - ((seconds % Seconds) + Seconds) % Seconds;

    /// <summary>Room for the sketches of one sum.</summary>
    private sealed class Sketches
    {
        private readonly ClientSketch _clients = new();
        private readonly QuantileSketch _rtt = new();
        private readonly QuantileSketch _ttfb = new();

        public Tally Sum(TallyBatch rows, int first, int end)
        {
            _clients.Clear();
            _rtt.Clear();
            _ttfb.Clear();
            Tally sum = default;
            for (int row = first; row < end; row++)
            {
                sum.BytesIn = Saturating.Add(sum.BytesIn, rows.BytesIn[row]);
                sum.BytesOut = Saturating.Add(sum.BytesOut, rows.BytesOut[row]);
                sum.Connections = Saturating.Add(sum.Connections, rows.Connections[row]);
                sum.Attempts = Saturating.Add(sum.Attempts, rows.Attempts[row]);
                sum.NetworkFailures = Saturating.Add(sum.NetworkFailures, rows.NetworkFailures[row]);
                sum.ServiceFailures = Saturating.Add(sum.ServiceFailures, rows.ServiceFailures[row]);
                sum.Votes += rows.Votes[row];
                sum.NetworkFailedVotes += rows.NetworkFailedVotes[row];
                sum.ServiceFailedVotes += rows.ServiceFailedVotes[row];
                sum.Clients = Math.Max(sum.Clients, rows.Clients[row]);
                if (!_clients.TryMerge(rows.ClientSketch[row]) || !_rtt.TryMerge(rows.RttSketch[row]) || !_ttfb.TryMerge(rows.TtfbSketch[row]))
                {
                    throw new InvalidOperationException($"A sketch of {rows.CityNetwork[row]} at {rows.WindowStart[row]} is not one.");
                }
            }
            return sum with
            {
                Clients = (int)Math.Max(sum.Clients, Math.Min(Math.Round(_clients.Estimate()), int.MaxValue)),
                ClientSketch = _clients.Write(),
                Rtt = TimeSummary.Of(_rtt),
                Ttfb = TimeSummary.Of(_ttfb),
            };
        }
    }
}
