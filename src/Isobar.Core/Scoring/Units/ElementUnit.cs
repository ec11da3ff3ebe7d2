namespace Isobar.Core.Scoring.Units;

/// <summary>An element, as a unit that is tested on the sums of its strata.</summary>
internal sealed class ElementUnit(NetworkElement element)
{
    /// <summary>What its strata share.</summary>
    public NetworkElement Element { get; } = element;

    /// <summary>Numbers of its strata.</summary>
    public List<int> Strata { get; } = [];

    /// <summary>Whether windows without traffic change nothing but averages.</summary>
    public bool CanRest { get; set; }

    /// <summary>Whether it rested in the last window.</summary>
    public bool Rested { get; set; }

    /// <summary>The first scored window that its averages do not know.</summary>
    public int UpTo { get; set; }

    /// <summary>Clients that are expected of all its members in a window of this hour, and their variance, in units of the sums.</summary>
    public (long Expected, long Variance) Clients { get; set; }

    /// <summary>Whether these are known: not after the hour has changed, or a member has joined.</summary>
    public bool AreClientsKnown { get; set; }

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
