namespace Isobar.Core.Scoring.Numerics;

/// <summary>
/// The tail of a beta-binomial distribution as a multiple of the probability where it starts: ½ + Σ P(X = y + i) / P(X = y).
/// </summary>
/// <remarks>
/// Term by term where that takes some thousand terms at most. A wider tail is smooth: there the mid-p sum is the trapezoidal rule with step 1, so by Euler and Maclaurin it is an integral less
/// f'/12 − f'''/720 at its ends, and the integral takes panels of Gauss and Legendre. Together a few hundred evaluations for any n; relative error below 1e-9.
/// </remarks>
internal static class BetaBinomialTail
{
    /// <summary>Terms summed before anything else: the derivatives at the start of the integral then vary slowly enough.</summary>
    private const int FirstTerms = 48;

    /// <summary>An integral costs about as much as so many terms (measured: 18 µs, 3 ns a term).</summary>
    private const int MostTerms = 6000;

    /// <summary>The last counts before n are summed: f can have a pole near there.</summary>
    private const int LastTerms = 64;

    private const double Negligible = 1e-12;

    /// <summary>A panel over which ln f changes by more than this is split.</summary>
    private const double PanelDrop = 5;

    private static ReadOnlySpan<double> Nodes =>
        [0.1252334085114689, 0.3678314989981802, 0.5873179542866175, 0.7699026741943047, 0.9041172563704749, 0.9815606342467192];

    private static ReadOnlySpan<double> Weights =>
        [0.2491470458134028, 0.2334925365383548, 0.2031674267230659, 0.1600783285433462, 0.1069393259953184, 0.0471753363865118];

    /// <summary>The mid-p upper tail from y on over P(X = y), for y at or above the mean. For the lower tail mirror: n − y, b, a.</summary>
    internal static double OverMass(double y, double n, double a, double b)
    {
        double sum = 0.5, term = 1, start = y;
        while (y < n)
        {
            // The bound on what is left costs more than a term: it is looked at after every eighth.
            for (double stop = Math.Min(y + 8, n); y < stop; y++)
            {
                term *= Ratio(y, n, a, b);
                sum += term;
            }
            double bound = RatioBound(y, n, a, b);
            if (bound < 1 && term * bound <= Negligible * sum * (1 - bound))
            {
                return sum;
            }
            if (y - start == FirstTerms && IsLong(y, n, term / sum, bound))
            {
                return sum + IntegralTail(y, n, a, b, term);
            }
        }
        return sum;
    }

    /// <summary>P(X = y + 1) / P(X = y).</summary>
    private static double Ratio(double y, double n, double a, double b) => (n - y) * (a + y) / ((y + 1) * (b + n - y - 1));

    /// <summary>No later ratio is greater: for b ≥ 1 both factors fall with y, or the second rises towards 1. For b &lt; 1 there is no bound below 1.</summary>
    private static double RatioBound(double y, double n, double a, double b) =>
        b < 1 ? 1 : (n - y) / (n - y - 1 + b) * Math.Max((a + y) / (y + 1), 1);

    /// <summary>Whether more terms are to come than an integral costs.</summary>
    private static bool IsLong(double y, double n, double share, double bound)
    {
        if (n - y <= MostTerms)
        {
            return false;
        }
        return bound >= 1 || StableMath.Log(Negligible * (1 - bound) / share) / StableMath.Log(bound) > MostTerms;
    }

    /// <summary>The sum of the terms after y, where the term at y is given.</summary>
    private static double IntegralTail(double y, double n, double a, double b, double term)
    {
        double origin = LogShape(y, n, a, b);
        double end = n - LastTerms;
        double integral = 0, position = y, height = 0, width = 16;
        while (position < end)
        {
            // Poles of ln f lie left of 0 and right of n: a panel as wide as its distance from them is analytic far around.
            width = Math.Min(Math.Min(width, position), Math.Min((n - position) / 2, end - position));
            double middle = LogShape(position + width / 2, n, a, b) - origin;
            double right = LogShape(position + width, n, a, b) - origin;
            double change = Math.Abs(middle - height) + Math.Abs(right - middle);
            if (change > PanelDrop && width > 2)
            {
                width *= Math.Max(0.1, 0.6 * PanelDrop / change);
                continue;
            }
            integral += Panel(position, width, n, a, b, origin);
            double slope = (right - middle) / (width / 2);
            position += width;
            height = right;
            if (b >= 1 && slope < 0 && StableMath.Exp(height) <= Negligible * integral * -slope)
            {
                return term * (integral - 0.5 + StartCorrection(y, n, a, b));
            }
            width *= change > 2 ? 1.2 : 2;
        }
        // The end was reached: from there on term by term, and its share of the trapezoidal rule.
        double last = StableMath.Exp(LogShape(end, n, a, b) - origin), rest = 0, value = last;
        for (double k = end; k < n; k++)
        {
            value *= Ratio(k, n, a, b);
            rest += value;
        }
        double corrections = StartCorrection(y, n, a, b) - last * StartCorrection(end, n, a, b);
        return term * (integral - 0.5 + last / 2 + corrections + rest);
    }

    private static double Panel(double left, double width, double n, double a, double b, double origin)
    {
        double half = width / 2, centre = left + half, sum = 0;
        for (int i = 0; i < Nodes.Length; i++)
        {
            double offset = half * Nodes[i];
            sum += Weights[i] * (StableMath.Exp(LogShape(centre - offset, n, a, b) - origin) + StableMath.Exp(LogShape(centre + offset, n, a, b) - origin));
        }
        return half * sum;
    }

    /// <summary>ln f but for a constant, for any real y between 0 and n.</summary>
    private static double LogShape(double y, double n, double a, double b) =>
        SpecialFunctions.LogGammaRatio(y, a) + SpecialFunctions.LogGammaRatio(n - y, b);

    /// <summary>−f'/12 + f'''/720 at y in units of f(y), by central differences over the exact neighbours.</summary>
    private static double StartCorrection(double y, double n, double a, double b)
    {
        double next = Ratio(y, n, a, b), second = next * Ratio(y + 1, n, a, b);
        double previous = 1 / Ratio(y - 1, n, a, b), before = previous / Ratio(y - 2, n, a, b);
        double first = (8 * (next - previous) - (second - before)) / 12;
        double third = (second - 2 * next + 2 * previous - before) / 2;
        return -first / 12 + third / 720;
    }
}
