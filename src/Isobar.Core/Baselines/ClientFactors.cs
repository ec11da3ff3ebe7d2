using Isobar.Core.Scoring.Numerics;

namespace Isobar.Core.Baselines;

/// <summary>Clients of an hour as a part of the busiest hour's, in one byte on a logarithmic scale: 1.2 % at most off, down to 1/400; 0 is not known.</summary>
internal static class ClientFactors
{
    private const double LogStep = 6.0 / 254;

    private static readonly float[] s_factors = MakeFactors();

    /// <summary>The part that a byte stands for.</summary>
    public static float Of(byte code) => s_factors[code];

    /// <summary>The byte for a part, 0 to 1.</summary>
    public static byte CodeOf(double part) => part <= s_factors[1] ? (byte)1 : (byte)Math.Clamp(Math.Round(255 + StableMath.Log(part) / LogStep), 1, 255);

    private static float[] MakeFactors()
    {
        float[] factors = new float[256];
        for (int code = 1; code < factors.Length; code++)
        {
            factors[code] = (float)StableMath.Exp((code - 255) * LogStep);
        }
        return factors;
    }
}
