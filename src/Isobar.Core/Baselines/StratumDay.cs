using System.Numerics;
using Isobar.Core.Sketches;
using Isobar.Core.Windows;

namespace Isobar.Core.Baselines;

/// <summary>One stratum's open day. Sketches of past hours lie as bytes; only the hour that rows come for at present is kept unpacked.</summary>
internal sealed class StratumDay
{
    private const int WindowsInHour = 12;
    private const int WindowSeconds = 300;

    private readonly int[] _votes = new int[DaySummary.Hours];
    private readonly int[] _networkFailed = new int[DaySummary.Hours];
    private readonly int[] _serviceFailed = new int[DaySummary.Hours];

    /// <summary>Clients by five-minute window; only once a row of such a window came.</summary>
    private int[]? _fineClients;

    /// <summary>Clients and votes of rows that are longer.</summary>
    private int[]? _coarseClients;
    private int[]? _coarseVotes;

    /// <summary>Sketches by hour.</summary>
    public HourSketches Rtt { get; } = new();

    /// <inheritdoc cref="Rtt"/>
    public HourSketches Ttfb { get; } = new();

    /// <summary>Adds a row; false when one of its sketches is not one (its counts are added all the same).</summary>
    public bool Add(TallyBatch batch, int row, int secondOfDay)
    {
        int hour = secondOfDay / 3600;
        int votes = batch.Votes[row], clients = batch.Clients[row];
        _votes[hour] = Plus(_votes[hour], votes);
        _networkFailed[hour] = Plus(_networkFailed[hour], batch.NetworkFailedVotes[row]);
        _serviceFailed[hour] = Plus(_serviceFailed[hour], batch.ServiceFailedVotes[row]);
        if (batch.WindowSeconds == WindowSeconds)
        {
            _fineClients ??= new int[DaySummary.Hours * WindowsInHour];
            _fineClients[secondOfDay / WindowSeconds] = Plus(_fineClients[secondOfDay / WindowSeconds], clients);
        }
        else
        {
            _coarseClients ??= new int[DaySummary.Hours];
            _coarseVotes ??= new int[DaySummary.Hours];
            _coarseClients[hour] = Plus(_coarseClients[hour], clients);
            _coarseVotes[hour] = Plus(_coarseVotes[hour], votes);
        }
        return Rtt.Add(hour, batch.RttSketch[row]) & Ttfb.Add(hour, batch.TtfbSketch[row]);
    }

    /// <summary>Writes the day of the observed hours to the summary.</summary>
    public void Summarise(uint observed, QuantileSketch hourScratch, QuantileSketch dayScratch, DaySummary summary)
    {
        summary.Clear();
        summary.Observed = observed;
        for (uint hours = observed; hours != 0; hours &= hours - 1)
        {
            int hour = BitOperations.TrailingZeroCount(hours);
            summary.Votes[hour] = _votes[hour];
            summary.NetworkFailedVotes[hour] = _networkFailed[hour];
            summary.ServiceFailedVotes[hour] = _serviceFailed[hour];
            CountClients(hour, summary);
        }
        Rtt.Summarise(observed, hourScratch, dayScratch, summary.Rtt);
        Ttfb.Summarise(observed, hourScratch, dayScratch, summary.Ttfb);
    }

    private void CountClients(int hour, DaySummary summary)
    {
        int sum = 0;
        if (_fineClients is not null)
        {
            ReadOnlySpan<int> windows = _fineClients.AsSpan(hour * WindowsInHour, WindowsInHour);
            long squares = 0;
            foreach (int clients in windows)
            {
                sum = Plus(sum, clients);
                squares += (long)clients * clients;
            }
            if (sum > 0 && (_coarseClients is null || _coarseClients[hour] == 0))
            {
                summary.FineHours |= 1u << hour;
                summary.ClientScatter += Math.Max(WindowsInHour * squares - (long)sum * sum, 0);
            }
        }
        if (_coarseClients is not null)
        {
            // A client of m minutes in an hour touches at least 1 + (m - 1) / 5 windows of five minutes: those of one visit without a pause. The least is
            // taken, since an expectation that is too high would call users missing who never were there.
            int clients = _coarseClients[hour];
            int visits = Plus(clients, Math.Max(_coarseVotes![hour] - clients, 0) / 5);
            sum = Plus(sum, Math.Min(visits, clients > int.MaxValue / WindowsInHour ? int.MaxValue : clients * WindowsInHour));
        }
        summary.ClientWindows[hour] = sum;
    }

    /// <summary>Counts end at the largest number rather than overflow: they come from outside.</summary>
    private static int Plus(int a, int b) => (int)Math.Min((long)a + Math.Max(b, 0), int.MaxValue);
}
