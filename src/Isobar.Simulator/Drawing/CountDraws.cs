namespace Isobar.Simulator.Drawing;

/// <summary>
/// Exact draws of counts: inversion and urns where numbers are small, transformed rejection (Hörmann 1993: PTRS for Poisson, BTRS for binomial) where they
/// are large. Each costs 10 to 60 ns.
/// </summary>
internal static class CountDraws
{
    /// <summary>Below this mean, inversion is faster than rejection (and rejection is not valid).</summary>
    private const double RejectionMean = 10;

    /// <summary>Up to this number an urn of single draws is faster than two gamma variates.</summary>
    private const int UrnLimit = 24;

    private static readonly double[] s_logFactorials = MakeLogFactorials();

    /// <summary>Poisson.</summary>
    public static int Poisson(ref KeyedRandom random, double mean)
    {
        if (mean >= RejectionMean)
        {
            return LargePoisson(ref random, mean);
        }
        if (mean <= 0)
        {
            return 0;
        }
        double limit = Math.Exp(-mean), product = random.NextPositive();
        int count = 0;
        while (product > limit)
        {
            product *= random.NextPositive();
            count++;
        }
        return count;
    }

    /// <summary>Binomial: successes of n with probability p, which is clamped to 0..1.</summary>
    public static int Binomial(ref KeyedRandom random, int n, double p)
    {
        if (n <= 0 || p <= 0)
        {
            return 0;
        }
        if (p >= 1)
        {
            return n;
        }
        if (p > 0.5)
        {
            return n - Binomial(ref random, n, 1 - p);
        }
        if (n * p >= RejectionMean)
        {
            return LargeBinomial(ref random, n, p);
        }
        return n <= 12 ? Singly(ref random, n, p) : ByInversion(ref random, n, p);
    }

    /// <summary>Beta-binomial with mean p and intra-class correlation ρ: Var = n p (1 − p)(1 + (n − 1) ρ).</summary>
    public static int BetaBinomial(ref KeyedRandom random, int n, double p, double rho)
    {
        if (n <= 0 || p <= 0 || rho <= 0)
        {
            return Binomial(ref random, n, p);
        }
        double size = (1 - rho) / rho;
        double alpha = p * size, beta = (1 - p) * size;
        if (n <= UrnLimit)
        {
            return Urn(ref random, n, alpha, size);
        }
        double x = Gamma(ref random, alpha), y = Gamma(ref random, beta);
        return Binomial(ref random, n, x / (x + y));
    }

    /// <summary>Gamma with scale 1 (Marsaglia and Tsang 2000); the mean is the shape.</summary>
    public static double Gamma(ref KeyedRandom random, double shape)
    {
        if (shape < 1)
        {
            double boost = Math.Exp(Math.Log(random.NextPositive()) / shape);
            return Gamma(ref random, shape + 1) * boost;
        }
        double d = shape - 1.0 / 3, c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = random.NextNormal(), v = 1 + c * x;
            if (v <= 0)
            {
                continue;
            }
            v = v * v * v;
            double u = random.NextPositive();
            if (u < 1 - 0.0331 * x * x * x * x || Math.Log(u) < 0.5 * x * x + d * (1 - v + Math.Log(v)))
            {
                return d * v;
            }
        }
    }

    /// <summary>ln k!, exact to 1e-12 relative.</summary>
    internal static double LogFactorial(int k)
    {
        if (k < s_logFactorials.Length)
        {
            return s_logFactorials[k];
        }
        // Stirling's series; three terms leave an error below 1e-16 from k = 256 on.
        double x = k + 1.0, inverse = 1 / x, square = inverse * inverse;
        return (x - 0.5) * Math.Log(x) - x + 0.918938533204672742 + inverse * (1.0 / 12 - square * (1.0 / 360 - square / 1260));
    }

    private static int Singly(ref KeyedRandom random, int n, double p)
    {
        int successes = 0;
        for (int i = 0; i < n; i++)
        {
            successes += random.NextShare() < p ? 1 : 0;
        }
        return successes;
    }

    /// <summary>Pólya's urn: after x successes in i draws the next succeeds with (α + x)/(α + β + i).</summary>
    private static int Urn(ref KeyedRandom random, int n, double alpha, double size)
    {
        int successes = 0;
        for (int i = 0; i < n; i++)
        {
            successes += random.NextShare() * (size + i) < alpha + successes ? 1 : 0;
        }
        return successes;
    }

    private static int ByInversion(ref KeyedRandom random, int n, double p)
    {
        double odds = p / (1 - p);
        double density = Math.Exp(n * Math.Log(1 - p));
        double left = random.NextShare() - density;
        int k = 0;
        while (left >= 0 && k < n)
        {
            density *= odds * (n - k) / (k + 1);
            k++;
            left -= density;
        }
        return k;
    }

    private static int LargePoisson(ref KeyedRandom random, double mean)
    {
        double root = Math.Sqrt(mean), logMean = Math.Log(mean);
        double b = 0.931 + 2.53 * root, a = -0.059 + 0.02483 * b;
        double squeeze = 0.9277 - 3.6224 / (b - 2), scale = Math.Log(1.1239 + 1.1328 / (b - 3.4));
        while (true)
        {
            double u = random.NextShare() - 0.5, v = random.NextPositive();
            double distance = 0.5 - Math.Abs(u);
            double k = Math.Floor((2 * a / distance + b) * u + mean + 0.43);
            if (distance >= 0.07 && v <= squeeze)
            {
                return (int)k;
            }
            if (k < 0 || k > int.MaxValue || (distance < 0.013 && v > distance))
            {
                continue;
            }
            if (Math.Log(v) + scale - Math.Log(a / (distance * distance) + b) <= k * logMean - mean - LogFactorial((int)k))
            {
                return (int)k;
            }
        }
    }

    private static int LargeBinomial(ref KeyedRandom random, int n, double p)
    {
        double spread = Math.Sqrt(n * p * (1 - p)), logOdds = Math.Log(p / (1 - p));
        double b = 1.15 + 2.53 * spread, a = -0.0873 + 0.0248 * b + 0.01 * p, centre = n * p + 0.5;
        double squeeze = 0.92 - 4.2 / b, scale = (2.83 + 5.1 / b) * spread;
        int mode = (int)Math.Floor((n + 1) * p);
        double top = LogFactorial(mode) + LogFactorial(n - mode);
        while (true)
        {
            double u = random.NextShare() - 0.5, v = random.NextPositive();
            double distance = 0.5 - Math.Abs(u);
            double real = Math.Floor((2 * a / distance + b) * u + centre);
            if (real < 0 || real > n)
            {
                continue;
            }
            int k = (int)real;
            if (distance >= 0.07 && v <= squeeze)
            {
                return k;
            }
            double density = Math.Log(v * scale / (a / (distance * distance) + b));
            if (density <= top - LogFactorial(k) - LogFactorial(n - k) + (k - mode) * logOdds)
            {
                return k;
            }
        }
    }

    private static double[] MakeLogFactorials()
    {
        double[] table = new double[256];
        for (int k = 2; k < table.Length; k++)
        {
            table[k] = table[k - 1] + Math.Log(k);
        }
        return table;
    }
}
