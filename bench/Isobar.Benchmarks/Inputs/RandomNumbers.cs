namespace Isobar.Benchmarks.Inputs;

/// <summary>Seeded random numbers (SplitMix64), the same on every machine.</summary>
internal sealed class RandomNumbers(ulong seed)
{
    private ulong _state = seed;

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            ulong bits = _state += 0x9e3779b97f4a7c15;
            bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
            bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
            return bits ^ (bits >> 31);
        }
    }

    /// <summary>A number from 0 to below the limit.</summary>
    public int Next(int limit) => (int)(Next() % (ulong)limit);
}
