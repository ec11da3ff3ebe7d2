using System.Runtime.CompilerServices;

namespace Isobar.Core.Scoring.Units;

/// <summary>The numbers of what is counted and compared: one for each count-like stream, one for each edge of the times.</summary>
internal static class Tracks
{
    public const int Network = 0;
    public const int Service = 1;
    public const int Volume = 2;
    public const int Rtt = 3;
    public const int Ttfb = 8;
    public const int Count = 13;

    /// <summary>The first track of a stream.</summary>
    public static int First(EvidenceStream stream) => stream switch
    {
        EvidenceStream.NetworkFailures => Network,
        EvidenceStream.ServiceFailures => Service,
        EvidenceStream.Volume => Volume,
        EvidenceStream.Rtt => Rtt,
        _ => Ttfb,
    };
}

/// <summary>One value for each track.</summary>
/// <typeparam name="T">Type of the values.</typeparam>
[InlineArray(Tracks.Count)]
internal struct TrackValues<T>
{
    private T _first;
}

/// <summary>One value for each stream.</summary>
/// <typeparam name="T">Type of the values.</typeparam>
[InlineArray(Length)]
internal struct StreamValues<T>
{
    public const int Length = 5;

    private T _first;
}
