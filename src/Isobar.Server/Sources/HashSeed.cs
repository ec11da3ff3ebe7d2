using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Isobar.Server.Sources;

/// <summary>The number that seeds the hash tables keyed by what clients choose, so that they cannot pick addresses that collide.</summary>
internal static class HashSeed
{
    /// <summary>Drawn once a process; no result depends on it.</summary>
    public static ulong OfProcess { get; } = MemoryMarshal.Read<ulong>(RandomNumberGenerator.GetBytes(sizeof(ulong)));
}
