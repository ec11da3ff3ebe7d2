namespace Isobar.Simulator.Drawing;

/// <summary>Quantiles of the distributions that shapes are built from. Slow and plain: a few hundred are computed when a world is made.</summary>
internal static class Quantiles
{
    /// <summary>Standard normal.</summary>
    /// <param name="share">Above 0, below 1.</param>
    public static double Normal(double share) => Solve(NormalShare, -8, 8, share);

    /// <summary>Gamma with shape 2 and scale 1 (mean 2): two exponential delays in a row.</summary>
    /// <inheritdoc cref="Normal"/>
    public static double GammaOfTwo(double share) => Solve(static x => 1 - Math.Exp(-x) * (1 + x), 0, 60, share);

    /// <summary>Φ(x) by its series x + x³/3 + x⁵/15 + …, which converges everywhere and is exact to 1e-14 up to 6.</summary>
    private static double NormalShare(double x)
    {
        double term = x, sum = x;
        for (int k = 3; k < 400 && Math.Abs(term) > 1e-18 * Math.Abs(sum); k += 2)
        {
            term *= x * x / k;
            sum += term;
        }
        return 0.5 + sum * Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);
    }

    private static double Solve(Func<double, double> shareAt, double low, double high, double share)
    {
        for (int i = 0; i < 60; i++)
        {
            double middle = 0.5 * (low + high);
            (low, high) = shareAt(middle) < share ? (middle, high) : (low, middle);
        }
        return 0.5 * (low + high);
    }
}
