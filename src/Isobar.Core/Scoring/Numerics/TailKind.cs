namespace Isobar.Core.Scoring.Numerics;

/// <summary>How much of the observed count's own probability its p-value includes.</summary>
public enum TailKind
{
    /// <summary>Half of it: P(X &gt; y) + ½ P(X = y). The test's: on average over many counts as rare as its level says.</summary>
    MidP,

    /// <summary>All of it: P(X ≥ y). Never rarer than its level says; sample sizes are planned with it.</summary>
    Exact,
}
