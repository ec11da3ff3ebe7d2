using System.Runtime.CompilerServices;
using Isobar.Core.Traffic;

namespace Isobar.Simulator.Drawing;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014), started from a key instead of a running state: what is drawn for (seed, pair, window) does not depend on what was
/// drawn before, so windows can be made in any order and on any core.
/// </summary>
/// <remarks>A mutable value: keep it in a local or pass it by reference.</remarks>
internal struct KeyedRandom
{
    private ulong _state;

    /// <summary>The stream of a key.</summary>
    public KeyedRandom(ulong key) => _state = StableHash.Mix(key ^ 0x6a09e667f3bcc909);

    /// <summary>The stream of a seed, a purpose (so that two uses of one object do not share numbers) and up to two parts of a key.</summary>
    public static KeyedRandom Of(ulong seed, DrawPurpose purpose, ulong a = 0, ulong b = 0) =>
        new(StableHash.Combine(StableHash.Combine(unchecked(seed + (ulong)purpose * 0xd1342543de82ef95), a), b));

    /// <summary>64 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextWord()
    {
        unchecked
        {
            _state += 0x9e3779b97f4a7c15;
            ulong z = _state;
            z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
            z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
            return z ^ (z >> 31);
        }
    }

    /// <summary>From 0 to below 1, 53 bits.</summary>
    public double NextShare() => (NextWord() >> 11) * (1.0 / (1L << 53));

    /// <summary>Above 0, up to 1: safe to take the logarithm of.</summary>
    public double NextPositive() => ((NextWord() >> 11) + 1) * (1.0 / (1L << 53));

    /// <summary>From 0 to below the limit; the bias of 2^-32 × limit is far below what any test could see.</summary>
    public int Next(int limit) => (int)((NextWord() >> 32) * (ulong)limit >> 32);

    /// <summary>Whether an event of this probability happens.</summary>
    public bool Chance(double probability) => NextShare() < probability;

    /// <summary>From low to high, evenly on the log scale; both above 0.</summary>
    public double NextLogUniform(double low, double high) => low * Math.Exp(NextShare() * Math.Log(high / low));

    /// <summary>Standard normal, by Marsaglia's polar method.</summary>
    public double NextNormal()
    {
        while (true)
        {
            double u = 2 * NextShare() - 1, v = 2 * NextShare() - 1;
            double s = u * u + v * v;
            if (s is < 1 and > 0)
            {
                return u * Math.Sqrt(-2 * Math.Log(s) / s);
            }
        }
    }

    /// <summary>An index drawn with these weights, given as their running sums.</summary>
    public int NextIndex(ReadOnlySpan<double> runningSums)
    {
        double at = NextShare() * runningSums[^1];
        int found = runningSums.BinarySearch(at);
        // Past an exact hit lies the next index; weights of zero are passed over likewise.
        int index = found >= 0 ? found + 1 : ~found;
        return Math.Min(index, runningSums.Length - 1);
    }
}
