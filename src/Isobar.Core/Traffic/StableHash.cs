namespace Isobar.Core.Traffic;

/// <summary>
/// Hashes that are the same on every machine, in every process and every version: identities, shards and sample choices are built on them, so they are frozen.
/// FNV-1a over bytes with the finaliser of MurmurHash3 (fmix64) behind it, which spreads FNV's weak high bits.
/// </summary>
public static class StableHash
{
    private const ulong FnvOffset = 0xcbf29ce484222325;
    private const ulong FnvPrime = 0x100000001b3;

    /// <summary>A 64-bit hash of the bytes.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        unchecked
        {
            ulong hash = FnvOffset;
            foreach (byte b in bytes)
            {
                hash = (hash ^ b) * FnvPrime;
            }
            return Mix(hash);
        }
    }

    /// <summary>A 64-bit hash of an address.</summary>
    public static ulong Of(IpAddress address) => Combine(Mix(address.High), address.Low);

    /// <summary>A 64-bit hash of a hash and a further value; the order matters.</summary>
    public static ulong Combine(ulong hash, ulong value) => unchecked(Mix(hash * 0x9e3779b97f4a7c15 + value));

    /// <summary>MurmurHash3's fmix64: a bijection in which every input bit reaches every output bit.</summary>
    public static ulong Mix(ulong x)
    {
        unchecked
        {
            x = (x ^ (x >> 33)) * 0xff51afd7ed558ccd;
            x = (x ^ (x >> 33)) * 0xc4ceb9fe1a85ec53;
            return x ^ (x >> 33);
        }
    }
}
