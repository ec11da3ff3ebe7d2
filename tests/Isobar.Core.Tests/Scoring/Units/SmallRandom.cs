using Isobar.Core.Scoring.Numerics;
using Isobar.Core.Traffic;

namespace Isobar.Core.Tests.Scoring.Units;

/// <summary>Seeded draws for tests of the tests: small and plain, not fast.</summary>
internal sealed class SmallRandom(ulong seed)
{
    private ulong _next;

    public double Uniform()
    {
        _next = unchecked(_next + 0x9e3779b97f4a7c15);
        return ((StableHash.Combine(seed, _next) >> 11) + 0.5) / (1UL << 53);
    }

    public int Poisson(double mean)
    {
        double limit = Math.Exp(-Math.Min(mean, 500)), product = Uniform();
        int count = 0;
        while (product > limit)
        {
            product *= Uniform();
            count++;
        }
        return count;
    }

    public int Binomial(int n, double p)
    {
        int hits = 0;
        for (int i = 0; i < n; i++)
        {
            hits += Uniform() < p ? 1 : 0;
        }
        return hits;
    }

    public int BetaBinomial(int n, double q, double rho) => n == 0 ? 0 : Binomial(n, BetaQuantile(Uniform(), q, rho));

    public static double BetaQuantile(double u, double q, double rho)
    {
        double sum = (1 - rho) / rho;
        return SpecialFunctions.BetaQuantile(u, q * sum, (1 - q) * sum);
    }
}
