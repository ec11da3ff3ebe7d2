namespace Isobar.Core.Attribution;

/// <summary>The numbers of attribution, each with its reason (section 9 of the statistical design).</summary>
public sealed record BlameSettings
{
    /// <summary>The defaults.</summary>
    public static BlameSettings Default { get; } = new();

    /// <summary>Windows that evidence is summed over at most: evidence grows while a drop lasts, and old counts say nothing about a new one.</summary>
    public int MemoryWindows { get; init; } = 8;

    /// <summary>Confidence from which an element is named.</summary>
    public double NameFrom { get; init; } = 0.8;

    /// <summary>Units that must be able to tell, inside and outside, before anybody is named (five quartets in BlameIt).</summary>
    public int FewestUnits { get; init; } = 5;

    /// <summary>Share of bad units above which an element counts as bad.</summary>
    public double BadShare { get; init; } = 0.8;

    /// <summary>Share of bad units below which the rest counts as good.</summary>
    public double GoodShare { get; init; } = 0.2;

    /// <summary>
    /// Natural logarithm of the likelihood ratio at which a unit votes, either way: 20 to 1. By Wald's bound at most one vote in twenty is then wrong.
    /// </summary>
    public double VoteNats { get; init; } = 3;

    /// <summary>
    /// The most that one pair adds to or takes from an explanation, in nats. One vote per pair: a few busy pairs must neither mask nor make a fault.
    /// </summary>
    public double PairNatsLimit { get; init; } = 8;

    /// <summary>
    /// A pair that drops by so many times the share of an element has a reason of its own. Pairs of one fault differ by less: by how much of their traffic passes
    /// the element.
    /// </summary>
    public double BeyondFactor { get; init; } = 3;

    /// <summary>A second suspect within so many nats of the first explains about as well.</summary>
    public double RivalNats { get; init; } = 2;

    /// <summary>A second suspect whose confidence is lower by less than this makes the answer ambiguous.</summary>
    public double RivalConfidence { get; init; } = 0.1;

    /// <summary>Outside units that are asked at most: more change nothing about the confidence.</summary>
    public int MostOutsideUnits { get; init; } = 200;

    /// <summary>Windows between two beginnings that still count as one: tests of thin pairs lag.</summary>
    public int OnsetWindows { get; init; } = 2;

    /// <summary>How much windows of a pair differ by more than chance, for failed votes: intra-class correlation.</summary>
    public double VoteDispersion { get; init; } = 0.005;

    /// <summary>The same for times (the simulator's 0.005 to 0.03).</summary>
    public double TimeDispersion { get; init; } = 0.02;

    /// <summary>Relative error of the number of clients to be expected: weather, feasts and matches.</summary>
    public double ClientNoise { get; init; } = 0.15;

    /// <summary>The most elements blamed in a window and channel; what is left is blamed pair by pair.</summary>
    public int MostRounds { get; init; } = 40;

    /// <summary>Suspects that a blame lists.</summary>
    public int MostSuspects { get; init; } = 5;
}
