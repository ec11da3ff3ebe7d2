using System.Runtime.InteropServices;

namespace Isobar.Core.Scoring.Units;

/// <summary>
/// What a unit remembers from window to window: how much its counts scatter beyond chance, and how far its runs of drops have come. About 200 bytes.
/// </summary>
// Packed, as it is written as it lies in memory: what lies in a gap between fields is not defined, and the same state would not give the same bytes.
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct UnitState
{
    /// <summary>Sum of (squared residual − expected variance) / (q (1 − q)): the numerator of the dispersion of each track.</summary>
    public TrackValues<float> Scatter;

    /// <summary>Sum of n (n − 1): the denominator, for votes, expected clients, RTT and TTFB samples.</summary>
    public StreamValues<float> ScatterWeight;

    /// <summary>Votes and samples of a window, smoothed: decides the span, so that a span is not chosen by the fault itself.</summary>
    public StreamValues<float> UsualSamples;

    /// <summary>Runs of drops by stream.</summary>
    public StreamValues<StreamRun> Runs;

    /// <summary>Number of the span ring that belongs to this unit plus one; 0 where it has none.</summary>
    public int Ring;

    /// <summary>Whether anything is suspected here, or in an element that this unit belongs to: such windows teach nothing about normal scatter.</summary>
    public bool IsSuspect;
}
