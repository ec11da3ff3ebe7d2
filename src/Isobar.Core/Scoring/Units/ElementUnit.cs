namespace Isobar.Core.Scoring.Units;

/// <summary>An element, as a unit that is tested on the sums of its strata.</summary>
internal sealed class ElementUnit(NetworkElement element)
{
    /// <summary>What its strata share.</summary>
    public NetworkElement Element { get; } = element;

    /// <summary>Numbers of its strata.</summary>
    public List<int> Strata { get; } = [];

    /// <summary>What it remembers.</summary>
    public UnitState State;

    /// <summary>What it counted in this window.</summary>
    public UnitCounts Counts;

    /// <summary>Usual shares of hits, of the last window with traffic.</summary>
    public TrackValues<float> Shares;

    /// <summary>The verdict on availability, and its reason.</summary>
    public (MetricHealth Health, Evidence? Evidence) Availability;

    /// <summary>The verdict on performance, and its reason.</summary>
    public (MetricHealth Health, Evidence? Evidence) Performance;

    /// <summary>The streams that it could test.</summary>
    public TestedStreams Tested;

    /// <summary>Whether a metric drops, or is open.</summary>
    public bool HasEvidence => Availability.Evidence is not null || Performance.Evidence is not null;
}
