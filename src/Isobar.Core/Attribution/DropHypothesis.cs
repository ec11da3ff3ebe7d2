namespace Isobar.Core.Attribution;

/// <summary>What may have happened to the pairs of an element: the share of the traffic that is hit, and how.</summary>
/// <param name="Share">Share of the traffic that is hit, 0 to 1.</param>
/// <param name="Reach">
/// For failures 0 if attempts fail and 1 if clients vanish; for times the number of edges that hit traffic is lifted over.
/// </param>
internal readonly record struct DropHypothesis(double Share, int Reach)
{
    /// <summary>Shares that are tried.</summary>
    public static ReadOnlySpan<double> Shares => [0.1, 0.2, 0.35, 0.6, 0.9];

    /// <summary>Attempts fail.</summary>
    public const int Fails = 0;

    /// <summary>Clients do not even come.</summary>
    public const int Vanishes = 1;

    /// <summary>
    /// The smallest share of clients that is believed to have vanished, as in the test of volume: expectations of whole regions err together by less than this, and
    /// many pairs that each miss a few clients are no fault.
    /// </summary>
    public const double SmallestVanished = 0.25;

    /// <summary>Whether a drop of this kind may be so small.</summary>
    public bool IsPlausible(BlameChannel channel) => channel != BlameChannel.Network || Reach != Vanishes || Share >= SmallestVanished;

    private static ReadOnlySpan<int> FailureReaches => [Fails, Vanishes];

    private static ReadOnlySpan<int> ServiceReaches => [Fails];

    private static ReadOnlySpan<int> TimeReaches => [1, 2, 3, 5];

    /// <summary>The ways in which drops of a channel come.</summary>
    public static ReadOnlySpan<int> ReachesOf(BlameChannel channel) => channel switch
    {
        BlameChannel.Network => FailureReaches,
        BlameChannel.Service => ServiceReaches,
        _ => TimeReaches,
    };

    /// <summary>
    /// The ways that one fault may show in other pairs: the same delay lifts traffic over more edges where times are short than where they are long.
    /// </summary>
    public ReadOnlySpan<int> Neighbours(BlameChannel channel) => channel switch
    {
        BlameChannel.Network => FailureReaches.Slice(Reach, 1),
        BlameChannel.Service => ServiceReaches,
        _ => Reach switch { 1 => TimeReaches[..2], 2 => TimeReaches[..3], 3 => TimeReaches[1..], _ => TimeReaches[2..] },
    };
}
