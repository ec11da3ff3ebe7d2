using Isobar.Core.Sketches;
using Isobar.Core.Traffic;

namespace Isobar.Core.Windows;

/// <summary>
/// Sums the client minutes of one tally, given in the order of clients. Here the bounds of one client's contribution are applied: one vote and at most
/// four samples per interval (section 2 of the statistical design).
/// </summary>
internal sealed class TallyBuilder
{
    private readonly ClientSketch _clients = new();
    private readonly QuantileSketch _rtt = new();
    private readonly QuantileSketch _ttfb = new();
    private Tally _tally;
    private IpAddress _lastClient;

    /// <summary>Round-trip times of the tally so far.</summary>
    public QuantileSketch Rtt => _rtt;

    /// <summary>Times to first byte of the tally so far.</summary>
    public QuantileSketch Ttfb => _ttfb;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _clients.Clear();
        _rtt.Clear();
        _ttfb.Clear();
        _tally = default;
    }

    /// <summary>Adds one client's interval; returns the client's hash when the client is new to the tally, else 0.</summary>
    public ulong Add(in ClientMinute entry, in ClientSamples samples)
    {
        ulong newClient = 0;
        if (_tally.Clients == 0 || entry.Client != _lastClient)
        {
            _lastClient = entry.Client;
            newClient = StableHash.Of(entry.Client);
            _clients.Add(newClient);
            _tally.Clients++;
        }
        _tally.BytesIn = Saturating.Add(_tally.BytesIn, entry.BytesIn);
        _tally.BytesOut = Saturating.Add(_tally.BytesOut, entry.BytesOut);
        _tally.Connections += entry.Connections;
        _tally.Attempts += entry.Attempts;
        _tally.NetworkFailures += entry.NetworkFailures;
        _tally.ServiceFailures += entry.ServiceFailures;
        if (entry.Attempts > 0)
        {
            _tally.Votes++;
            _tally.NetworkFailedVotes += 2L * entry.NetworkFailures >= entry.Attempts ? 1 : 0;
            _tally.ServiceFailedVotes += 2L * entry.ServiceFailures >= entry.Attempts ? 1 : 0;
        }
        AddSamples(samples.Rtt, _rtt);
        AddSamples(samples.Ttfb, _ttfb);
        return newClient;
    }

    /// <summary>The finished tally.</summary>
    public Tally Finish() => _tally with
    {
        ClientSketch = _clients.Write(),
        Rtt = TimeSummary.Of(_rtt),
        Ttfb = TimeSummary.Of(_ttfb),
    };

    private static void AddSamples(in SampleSet samples, QuantileSketch sketch)
    {
        for (int i = 0; i < samples.Count; i++)
        {
            sketch.Add(samples.MicrosAt(i));
        }
    }
}
