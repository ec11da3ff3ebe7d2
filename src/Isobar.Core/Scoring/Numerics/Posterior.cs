namespace Isobar.Core.Scoring.Numerics;

/// <summary>
/// What k of n votes say about the share θ behind them: Jeffreys' posterior Beta(k + ½, n − k + ½). Attribution asks how surely most pairs of an element are bad and most others good.
/// </summary>
public static class Posterior
{
    /// <summary>P(θ &gt; threshold) after k of n.</summary>
    /// <param name="k">Votes for, 0 … n.</param>
    /// <param name="n">Votes in all, ≥ 0; with none only the prior speaks.</param>
    /// <param name="threshold">0 to 1.</param>
    public static double Above(double k, double n, double threshold) => SpecialFunctions.BetaComplement(k + 0.5, n - k + 0.5, threshold);

    /// <summary>P(θ &lt; threshold) after k of n.</summary>
    /// <inheritdoc cref="Above" path="/param"/>
    public static double Below(double k, double n, double threshold) => SpecialFunctions.Beta(k + 0.5, n - k + 0.5, threshold);

    /// <summary>The confidence that an element is to blame: P(θ_in &gt; 0.8) · P(θ_out &lt; 0.2), bad pairs among those in it and among comparable ones outside.</summary>
    /// <param name="badIn">Bad pairs of the element.</param>
    /// <param name="allIn">Pairs of the element.</param>
    /// <param name="badOut">Bad pairs among comparable ones.</param>
    /// <param name="allOut">Comparable pairs that are not of the element.</param>
    public static double Confidence(double badIn, double allIn, double badOut, double allOut) => Above(badIn, allIn, 0.8) * Below(badOut, allOut, 0.2);
}
