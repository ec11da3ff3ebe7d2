using Isobar.Core.Traffic;

namespace Isobar.Core.Tests.Windows;

/// <summary>A generator whose numbers are the same everywhere and always: a 64-bit LCG (Knuth's MMIX constants) with a finaliser over its weak low bits.</summary>
internal sealed class SeededRandom(long seed)
{
    private ulong _state = StableHash.Mix(unchecked((ulong)seed + 0x9e3779b97f4a7c15));

    public ulong NextWord()
    {
        _state = unchecked(_state * 6364136223846793005 + 1442695040888963407);
        return StableHash.Mix(_state);
    }

    /// <summary>From 0 to below the limit.</summary>
    public int Next(int limit) => (int)(NextWord() % (ulong)limit);

    /// <summary>Above 0, up to 1.</summary>
    public double NextShare() => ((NextWord() >> 11) + 1) / (double)(1L << 53);

    public bool Chance(double probability) => NextShare() <= probability;

    /// <summary>Standard normal (Box and Muller).</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(NextShare())) * Math.Cos(2 * Math.PI * NextShare());

    public T[] Shuffle<T>(IEnumerable<T> items)
    {
        T[] shuffled = [.. items];
        for (int i = shuffled.Length - 1; i > 0; i--)
        {
            int other = Next(i + 1);
            (shuffled[i], shuffled[other]) = (shuffled[other], shuffled[i]);
        }
        return shuffled;
    }
}
