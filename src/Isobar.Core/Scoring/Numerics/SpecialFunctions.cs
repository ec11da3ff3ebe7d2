namespace Isobar.Core.Scoring.Numerics;

/// <summary>
/// The special functions that the tests of a window need: log-gamma, log-beta, the regularised incomplete beta function and its inverse, the normal distribution.
/// Tails keep their relative accuracy however small they are, and the bits are the same on every machine (<see cref="StableMath"/>).
/// </summary>
public static class SpecialFunctions
{
    private const double HalfLogTwoPi = 0.91893853320467274178;
    private const double InverseRootTwoPi = 0.39894228040143267794;

    /// <summary>From here on Stirling's series with eight terms is exact to 2^-54.</summary>
    private const double StirlingFrom = 10;

    /// <summary>A continued fraction that has not settled by then has arguments far outside those of counts; it needs some multiple of √max(a, b) steps.</summary>
    private const int MaxSteps = 200_000;

    private const double Precision = 3e-16;

    /// <summary>ln Γ(x), x &gt; 0; NaN otherwise. The error is absolute near the zeros at 1 and 2 (about 1e-15) and relative elsewhere.</summary>
    public static double LogGamma(double x)
    {
        if (!(x > 0))
        {
            return double.NaN;
        }
        if (x >= StirlingFrom)
        {
            return (x - 0.5) * StableMath.Log(x) - x + HalfLogTwoPi + StirlingSeries(x);
        }
        // Γ(x) = Γ(x + m) / (x (x + 1) … (x + m − 1))
        double product = x, shifted = x + 1;
        for (; shifted < StirlingFrom; shifted++)
        {
            product *= shifted;
        }
        return (shifted - 0.5) * StableMath.Log(shifted) - shifted + HalfLogTwoPi + StirlingSeries(shifted) - StableMath.Log(product);
    }

    /// <summary>ln Γ(z + c) − ln Γ(z + 1) without the cancellation of two great numbers; z ≥ 0, c &gt; 0.</summary>
    public static double LogGammaRatio(double z, double c)
    {
        double one = z + 1, other = z + c;
        if (one < StirlingFrom || other < StirlingFrom)
        {
            return LogGamma(other) - LogGamma(one);
        }
        double step = c - 1;
        return step * StableMath.Log(one) + (other - 0.5) * StableMath.Log1p(step / one) - step + StirlingSeries(other) - StirlingSeries(one);
    }

    /// <summary>ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b); a, b &gt; 0.</summary>
    public static double LogBeta(double a, double b)
    {
        if (a > b)
        {
            (a, b) = (b, a);
        }
        if (a >= StirlingFrom)
        {
            double s = a + b;
            return -(a - 0.5) * StableMath.Log1p(b / a) - b * StableMath.Log1p(a / b) - 0.5 * StableMath.Log(b)
                + HalfLogTwoPi + StirlingSeries(a) + StirlingSeries(b) - StirlingSeries(s);
        }
        return b >= StirlingFrom ? LogGamma(a) - LogGammaRatio(b - 1, a + 1) : LogGamma(a) + LogGamma(b) - LogGamma(a + b);
    }

    /// <summary>ln of the binomial coefficient n over k; −∞ unless 0 ≤ k ≤ n.</summary>
    public static double LogBinomial(double n, double k) =>
        !(k >= 0 && k <= n) ? double.NegativeInfinity
        : k == 0 || k == n ? 0
        : -StableMath.Log(n + 1) - LogBeta(k + 1, n - k + 1);

    /// <summary>The regularised incomplete beta function I_x(a, b) = P(X ≤ x) for X ~ Beta(a, b); a, b &gt; 0, x clamped to 0 … 1.</summary>
    public static double Beta(double a, double b, double x) => StableMath.Exp(LogBetaTail(a, b, x, 1 - x));

    /// <summary>1 − I_x(a, b) = P(X &gt; x) for X ~ Beta(a, b), with its own relative accuracy where it is small.</summary>
    public static double BetaComplement(double a, double b, double x) => StableMath.Exp(LogBetaTail(b, a, 1 - x, x));

    /// <summary>ln I_x(a, b), given both x and y = 1 − x so that neither loses digits.</summary>
    public static double LogBetaTail(double a, double b, double x, double y)
    {
        if (!(a > 0 && b > 0) || double.IsNaN(x))
        {
            return double.NaN;
        }
        if (x <= 0 || y <= 0)
        {
            return x <= 0 ? double.NegativeInfinity : 0;
        }
        // The fraction converges fast on the near side of the mean; beyond it the complement is the tail.
        return a * y >= b * x
            ? LogBetaPower(a, b, x, y) - StableMath.Log(BetaFraction(a, b, x, y))
            : StableMath.Log1p(-StableMath.Exp(LogBetaPower(b, a, y, x)) / BetaFraction(b, a, y, x));
    }

    /// <summary>The x with I_x(a, b) = p, for any p in 0 … 1 and down to the smallest numbers; relative accuracy about 1e-13 in x and in 1 − x.</summary>
    public static double BetaQuantile(double p, double a, double b)
    {
        if (!(p >= 0 && p <= 1 && a > 0 && b > 0))
        {
            return double.NaN;
        }
        return p is 0 or 1 ? p : p <= 0.5 ? Logistic(BetaLogit(p, a, b)) : Logistic(-BetaLogit(1 - p, b, a));
    }

    /// <summary>The x with P(X &gt; x) = p for X ~ Beta(a, b): an upper bound, with small p given as it is.</summary>
    public static double BetaUpperQuantile(double p, double a, double b)
    {
        if (!(p >= 0 && p <= 1 && a > 0 && b > 0))
        {
            return double.NaN;
        }
        return p is 0 or 1 ? 1 - p : p <= 0.5 ? Logistic(-BetaLogit(p, b, a)) : Logistic(BetaLogit(1 - p, a, b));
    }

    /// <summary>Φ(z): the share of a standard normal distribution below z, with full relative accuracy in the lower tail.</summary>
    public static double NormalCdf(double z) => z <= 0 ? NormalTail(-z) : 1 - NormalTail(z);

    /// <summary>Φ⁻¹(p), 0 &lt; p &lt; 1; ∓∞ at the ends. For an upper tail take −Φ⁻¹ of the tail itself.</summary>
    public static double NormalQuantile(double p)
    {
        if (!(p > 0 && p < 1))
        {
            return p == 0 ? double.NegativeInfinity : p == 1 ? double.PositiveInfinity : double.NaN;
        }
        if (p > 0.5)
        {
            return -NormalQuantile(1 - p);
        }
        // ln Φ is concave: from the left of the root Newton's steps never pass it, from the right the first one jumps to the left.
        double target = StableMath.Log(p);
        double square = -2 * target;
        double z = p > 0.02 ? 4 * (p - 0.5) : -Math.Sqrt(square - StableMath.Log(square) - 2 * HalfLogTwoPi);
        for (int i = 0; i < 100; i++)
        {
            double tail = NormalTail(-z);
            double step = (target - StableMath.Log(tail)) * tail / NormalDensity(z);
            z = Math.Min(z + step, 0);
            if (Math.Abs(step) <= 1e-15 * Math.Abs(z) || z == 0)
            {
                break;
            }
        }
        return z;
    }

    /// <summary>The density of the standard normal distribution at z.</summary>
    public static double NormalDensity(double z)
    {
        // z² in two parts: the rounding of one product would cost z²/2 units of the last place.
        double coarse = Math.Truncate(z * 16) / 16;
        double fine = (z - coarse) * (z + coarse);
        return InverseRootTwoPi * StableMath.Exp(-0.5 * coarse * coarse) * StableMath.Exp(-0.5 * fine);
    }

    /// <summary>δ(x) = ln Γ(x) − (x − ½) ln x + x − ½ ln 2π, the error of Stirling's formula.</summary>
    internal static double StirlingError(double x) =>
        x >= StirlingFrom ? StirlingSeries(x) : LogGamma(x) - (x - 0.5) * StableMath.Log(x) + x - HalfLogTwoPi;

    /// <summary>ln [x^a y^b / B(a, b)] by deviances from the mean (Loader, 2000): no cancellation however great a and b are.</summary>
    internal static double LogBetaPower(double a, double b, double x, double y)
    {
        double s = a + b;
        double shift = x <= y ? s * x - a : b - s * y;
        return 0.5 * StableMath.Log(a / s * b) - HalfLogTwoPi + StirlingError(s) - StirlingError(a) - StirlingError(b)
            - Deviance(a, s * x, shift) - Deviance(b, s * y, -shift);
    }

    /// <summary>k ln (k / mean) + mean − k, where shift = mean − k is given with its own accuracy.</summary>
    private static double Deviance(double k, double mean, double shift)
    {
        double relative = shift / k;
        // Far below k the shift no longer holds the digits of the mean.
        return relative < -0.25 ? k * (relative - StableMath.Log(mean / k)) : -k * StableMath.Log1pMinus(relative);
    }

    /// <summary>The continued fraction F with I_x(a, b) = x^a y^b / (B(a, b) F), for x up to the mean (DiDonato and Morris, ACM TOMS 18, 1992, equation 9).</summary>
    internal static double BetaFraction(double a, double b, double x, double y)
    {
        const double Tiny = 1e-300;
        double drift = a * y - b * x + 1;
        double value = a * drift / (a + 1);
        value = value == 0 ? Tiny : value;
        double c = value, d = 0;
        for (int m = 1; m <= MaxSteps; m++)
        {
            double odd = a + 2.0 * m - 1;
            double numerator = (a + m - 1) / odd * ((a + b + m - 1) / odd) * m * (b - m) * x * x;
            double denominator = m + m * (b - m) * x / odd + (a + m) * (drift + m * (1 + y)) / (odd + 2);
            d = denominator + numerator * d;
            d = 1 / (d == 0 ? Tiny : d);
            c = denominator + numerator / c;
            c = c == 0 ? Tiny : c;
            double factor = c * d;
            value *= factor;
            if (Math.Abs(factor - 1) <= Precision)
            {
                break;
            }
        }
        return value;
    }

    /// <summary>
    /// The logit of the lower quantile. ln I is concave in the logit (the logit of a beta variable has a log-concave density), so Newton's method converges from everywhere,
    /// from the left without ever passing the root.
    /// </summary>
    private static double BetaLogit(double p, double a, double b)
    {
        double target = StableMath.Log(p);
        double logit = StableMath.Log(a / b) + NormalQuantile(p) * Math.Sqrt(1 / a + 1 / b);
        for (int i = 0; i < 200; i++)
        {
            double x = Logistic(logit), y = Logistic(-logit);
            if (x == 0)
            {
                return logit;
            }
            double tail = LogBetaTail(a, b, x, y);
            double slope = StableMath.Exp(LogBetaPower(a, b, x, y) - tail);
            double step = (target - tail) / slope;
            // Far right of the root the slope vanishes: the first step is kept to where the power law of the lower tail would lead.
            logit += Math.Max(step, -Math.Abs(target) / a - 40);
            if (Math.Abs(step) <= 2e-15 * Math.Max(1, Math.Abs(logit)))
            {
                break;
            }
        }
        return logit;
    }

    private static double Logistic(double logit) => 1 / (1 + StableMath.Exp(-logit));

    /// <summary>1 − Φ(z), z ≥ 0: the power series near the centre, Laplace's continued fraction in the tail.</summary>
    private static double NormalTail(double z)
    {
        if (z < 2)
        {
            double term = z, sum = z;
            for (int k = 3; term > Precision * sum; k += 2)
            {
                term *= z * z / k;
                sum += term;
            }
            return 0.5 - NormalDensity(z) * sum;
        }
        // Bottom up, from what the fraction tends to at that level: 270 / z² levels then settle to the last place (measured).
        int levels = 12 + (int)(280 / (z * z));
        double fraction = (z + Math.Sqrt(z * z + 4 * levels)) / 2;
        for (int k = levels; k >= 1; k--)
        {
            fraction = z + k / fraction;
        }
        return NormalDensity(z) / fraction;
    }

    /// <summary>Σ B_2k / (2k (2k − 1) x^(2k−1)), the asymptotic series of ln Γ.</summary>
    private static double StirlingSeries(double x)
    {
        double r = 1 / x;
        double z = r * r;
        double z2 = z * z;
        double low = 1.0 / 12 - z * (1.0 / 360) + z2 * (1.0 / 1260 - z * (1.0 / 1680));
        double high = 1.0 / 1188 - z * (691.0 / 360360) + z2 * (1.0 / 156 - z * (3617.0 / 122400));
        return r * (low + z2 * z2 * high);
    }
}
