using System.Collections.Immutable;
using Isobar.Core.Scoring;

namespace Isobar.Core.Attribution;

/// <summary>Pairs whose drops have one explanation, and who that is.</summary>
public sealed record Blame
{
    /// <summary>The metric that dropped.</summary>
    public required HealthMetric Metric { get; init; }

    /// <summary>Whether somebody is named.</summary>
    public required BlameVerdict Verdict { get; init; }

    /// <summary>Whose matter it is.</summary>
    public required Cause Cause { get; init; }

    /// <summary>What the pairs share: the one to blame, or where nobody is named the narrowest element that holds them.</summary>
    public required NetworkElement Element { get; init; }

    /// <summary>How sure that is, 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>How much more likely the counts of all its pairs are with this explanation than without a fault, in nats: the weight of the evidence.</summary>
    public double Nats { get; init; }

    /// <summary>Start of the first window of the drop, Unix seconds.</summary>
    public long Since { get; init; }

    /// <summary>By which path a pair or aggregate of it became certain; none while there are only significant windows.</summary>
    public OpeningPath OpenedBy { get; init; }

    /// <summary>Numbers of the pairs of the element that have traffic, in rising order: those that are explained, and those too thin to show the drop.</summary>
    public required ImmutableArray<int> Pairs { get; init; }

    /// <summary>The streams that it shows in.</summary>
    internal BlameChannel Channel { get; init; }

    /// <summary>What happened to its pairs: later windows are asked whether it still does.</summary>
    internal DropHypothesis Hypothesis { get; init; }

    /// <summary>How much each of the pairs speaks for the drop, in nats, in the order of <see cref="Pairs"/>; empty where it is not known.</summary>
    internal ImmutableArray<float> PairNats { get; init; } = [];

    /// <summary>All suspects that were weighed, the most likely first; the first is the one to blame where one is named.</summary>
    public required ImmutableArray<Suspect> Suspects { get; init; }
}
