namespace Isobar.Core.Scoring;

/// <summary>
/// What earlier windows were found to suffer from. Windows that have an explanation are no evidence for another one: neither for wider elements that hold some of
/// the pairs, nor, once the fault is over, for tests that look back over it.
/// </summary>
/// <param name="Lasting">Drops that last, the oldest first.</param>
/// <param name="Over">Drops that were found to be over in the last window.</param>
public sealed record ExplainedDrops(IReadOnlyList<ExplainedDrop> Lasting, IReadOnlyList<ExplainedDrop> Over)
{
    /// <summary>Nothing has happened.</summary>
    public static ExplainedDrops None { get; } = new([], []);
}
