using System.Runtime.InteropServices;

namespace Isobar.Core.Scoring.Units;

/// <summary>What a unit (a stratum, a pair or an element) counted in one window, beside what was to be expected and how much chance alone may change it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct UnitCounts
{
    /// <summary>Availability votes.</summary>
    public int Votes;

    /// <summary>Round-trip times.</summary>
    public int RttSamples;

    /// <summary>Times to first byte.</summary>
    public int TtfbSamples;

    /// <summary>Failed votes, clients, samples above the edges.</summary>
    public TrackValues<int> Hits;

    /// <summary>Usual hits.</summary>
    public TrackValues<float> Expected;

    /// <summary>Variance of the hits where nothing is wrong.</summary>
    public TrackValues<float> Variance;

    /// <summary>Whether clients that are missing may have moved: then they are missing in no element either.</summary>
    public bool HasMoved;

    /// <summary>Number of votes or samples that a stream's hits are a share of.</summary>
    public readonly int Samples(EvidenceStream stream) => stream switch
    {
        EvidenceStream.Rtt => RttSamples,
        EvidenceStream.Ttfb => TtfbSamples,
        _ => Votes,
    };
}
