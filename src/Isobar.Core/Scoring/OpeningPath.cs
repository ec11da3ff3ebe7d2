namespace Isobar.Core.Scoring;

/// <summary>By which rule a run of drops became certain enough to open an event (section 7 of the statistical design).</summary>
public enum OpeningPath : byte
{
    /// <summary>Not open.</summary>
    None,

    /// <summary>Two of three windows, or three of four.</summary>
    Slow,

    /// <summary>One window, beyond any doubt.</summary>
    Fast,

    /// <summary>The cumulative sum of slight evidence.</summary>
    Accumulating,
}
