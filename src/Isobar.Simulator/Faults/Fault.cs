using System.Collections.Immutable;

namespace Isobar.Simulator.Faults;

/// <summary>A fault of a world: the label that a detector is judged by. What it really did is in <see cref="RealisedShare"/>.</summary>
public sealed class Fault
{
    internal Fault(int id, FaultSpec spec, ImmutableArray<AffectedPair> pairs, ImmutableArray<AffectedStratum> strata, ImmutableArray<(int Stream, float Coverage)> streams)
    {
        Id = id;
        Spec = spec;
        Pairs = pairs;
        Strata = strata;
        Streams = streams;
    }

    /// <summary>Position in <see cref="Worlds.SimulatedWorld.Faults"/>; faults are in the order of their start.</summary>
    public int Id { get; }

    /// <summary>Element, kind, time and size.</summary>
    public FaultSpec Spec { get; }

    /// <summary>All pairs that it touches, by index.</summary>
    public ImmutableArray<AffectedPair> Pairs { get; }

    /// <summary>All strata of pairs that it touches, in the order of rows.</summary>
    public ImmutableArray<AffectedStratum> Strata { get; }

    /// <summary>The same by index of the stream.</summary>
    internal ImmutableArray<(int Stream, float Coverage)> Streams { get; }

    /// <summary>Whether it is a slight rise over many pairs: a location, transit network or country with a share of at most 0.3.</summary>
    public bool IsWideAndSlight =>
        Spec.Element.Kind is FaultElementKind.Location or FaultElementKind.TransitAs or FaultElementKind.Country && Spec.Share <= 0.3;

    /// <summary>How much of a period it lasts, 0 to 1.</summary>
    internal double OverlapOf(long startSeconds, long seconds) =>
        Math.Max(0, Math.Min(Spec.EndSeconds, startSeconds + seconds) - Math.Max(Spec.StartSeconds, startSeconds)) / (double)seconds;
}
