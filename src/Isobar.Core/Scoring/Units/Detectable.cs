using Isobar.Core.Scoring.Numerics;

namespace Isobar.Core.Scoring.Units;

internal static class Detectable
{
    public static double Drop(double samples, double share, double scatter, double alpha)
    {
        double n = DropShare.EffectiveCount(samples, scatter);
        if (n < 1)
        {
            return 1.5;
        }
        double z = -SpecialFunctions.NormalQuantile(alpha);
        double need = (z * Math.Sqrt(n * share * (1 - share)) + 1.28 * Math.Sqrt(n * 0.2) + 3) / n;
        return Math.Min(1.5, need / (1 - share));
    }
}
