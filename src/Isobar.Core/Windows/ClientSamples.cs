namespace Isobar.Core.Windows;

/// <summary>The timed samples of one client in one interval.</summary>
public struct ClientSamples
{
    /// <summary>Round-trip times.</summary>
    public SampleSet Rtt;

    /// <summary>Times to first byte.</summary>
    public SampleSet Ttfb;

    /// <summary>Whether there is no sample at all.</summary>
    public readonly bool IsEmpty => Rtt.Count == 0 && Ttfb.Count == 0;

    /// <summary>Takes up the samples of another part of the same interval.</summary>
    public void Merge(in ClientSamples other)
    {
        Rtt.Merge(other.Rtt);
        Ttfb.Merge(other.Ttfb);
    }
}
