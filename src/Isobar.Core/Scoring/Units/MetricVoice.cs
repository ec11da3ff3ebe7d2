namespace Isobar.Core.Scoring.Units;

/// <summary>What an element says of one metric.</summary>
/// <param name="State">Its own state.</param>
/// <param name="HandedDown">Drop share over the members that do not drop themselves: what it says for thin ones; 0 where it says nothing.</param>
/// <param name="SmallestDrop">The smallest drop it would have seen.</param>
/// <param name="Stream">The stream that shows its drop.</param>
internal readonly record struct MetricVoice(HealthState State, float HandedDown, float SmallestDrop, EvidenceStream Stream)
{
    /// <summary>Whether thin members drop with it.</summary>
    public bool Speaks => State == HealthState.Drop && HandedDown > 0;
}
