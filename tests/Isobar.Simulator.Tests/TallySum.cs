using Isobar.Core.Sketches;
using Isobar.Core.Windows;

namespace Isobar.Simulator.Tests;

/// <summary>Adds tallies; clients are left out.</summary>
internal sealed class TallySum
{
    private readonly QuantileSketch _rtt = new();
    private readonly QuantileSketch _ttfb = new();
    private Tally _sum;

    public void Add(in Tally tally)
    {
        _sum.BytesIn += tally.BytesIn;
        _sum.BytesOut += tally.BytesOut;
        _sum.Connections += tally.Connections;
        _sum.Attempts += tally.Attempts;
        _sum.NetworkFailures += tally.NetworkFailures;
        _sum.ServiceFailures += tally.ServiceFailures;
        _sum.Votes += tally.Votes;
        _sum.NetworkFailedVotes += tally.NetworkFailedVotes;
        _sum.ServiceFailedVotes += tally.ServiceFailedVotes;
        Assert.True(_rtt.TryMerge(tally.Rtt.Sketch) && _ttfb.TryMerge(tally.Ttfb.Sketch));
    }

    public Tally Finish() => _sum with { Rtt = TimeSummary.Of(_rtt), Ttfb = TimeSummary.Of(_ttfb), ClientSketch = [] };
}
