namespace Isobar.Core.Scoring.Numerics;

/// <summary>
/// The accumulating path: S = max(0, S + z), z the logarithm of a window's likelihood ratio between "a share of 15 % more is hit" and "as usual", clipped. It finds drops of 10 to 30 %
/// that no single window shows.
/// </summary>
/// <remarks>
/// Unclipped, E₀[e^z] ≤ 1 and the mean time between false alarms is at least e^h. The clip from below, which lets S forget a good hour quickly, breaks that a little: E₀[e^z] reaches 1.08.
/// With the exponent 0.953 the bound holds again, hence h = ln(1/π) / 0.953 (<see cref="FalseAlarmBudget.CusumThreshold"/>).
/// </remarks>
public static class Cusum
{
    /// <summary>Rise δ in the failing or slow share that is looked for.</summary>
    public const double Rise = 0.15;

    /// <summary>The least step: no window takes back more than this.</summary>
    public const double LowestStep = -2;

    /// <summary>The greatest step: with h above 18 at least four windows must agree.</summary>
    public const double HighestStep = 6;

    /// <summary>Exponent t at which E₀[e^(t z)] ≤ 1 in spite of the lower clip (computed over q 0.02 to 0.10, ρ ≤ 0.1, n ≤ 2000).</summary>
    public const double ClippedExponent = 0.953;

    /// <summary>A window's step z.</summary>
    /// <inheritdoc cref="BetaBinomial.LogMass" path="/param"/>
    public static double Step(long y, long n, double q, double rho) =>
        Math.Clamp(BetaBinomial.LogLikelihoodRatio(y, n, q, Rise, rho), LowestStep, HighestStep);

    /// <summary>
    /// Whether the window surely cannot raise the sum, known without logarithms: none counted, or no more than expected. With S = 0, as nearly always, nothing is left to compute.
    /// </summary>
    /// <remarks>
    /// Where ρ is so great that most windows count nothing (a = q (1 − ρ)/ρ below 1), an expected count can speak for a rise; there only none says "as usual".
    /// </remarks>
    /// <inheritdoc cref="BetaBinomial.LogMass" path="/param"/>
    public static bool CannotRise(long y, long n, double q, double rho) => y == 0 || (y <= n * q && q * (1 - rho) >= rho);

    /// <summary>S after a window.</summary>
    /// <param name="sum">S before it, ≥ 0.</param>
    /// <param name="step">The window's step.</param>
    public static double Next(double sum, double step) => Math.Max(0, sum + step);
}
