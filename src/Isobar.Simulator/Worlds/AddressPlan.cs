using System.Numerics;
using Isobar.Core.Traffic;

namespace Isobar.Simulator.Worlds;

/// <summary>
/// The addresses of a world's clients, from ranges that nobody uses on the internet: a block of 240.0.0.0/4 (RFC 1112, reserved) and a /64 of 2001:db8::/32
/// (RFC 3849, documentation) for each city-network.
/// </summary>
public sealed class AddressPlan
{
    private const uint IPv4First = 0xf000_0000;
    private const ulong IPv6First = 0x2001_0db8ul << 32;
    private const int IPv4SpaceBits = 28;

    /// <param name="cityNetworks">Number of city-networks, 1 to 4 million.</param>
    public AddressPlan(int cityNetworks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cityNetworks, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cityNetworks, 1 << (IPv4SpaceBits - 6));
        BlockBits = Math.Min(16, IPv4SpaceBits - BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)cityNetworks)));
    }

    /// <summary>A city-network has 2 to this many clients of each family at most: 6 to 16.</summary>
    public int BlockBits { get; }

    /// <summary>The address of a client.</summary>
    /// <param name="cityNetwork">Number of the city-network.</param>
    /// <param name="client">Number of the client, below 2^<see cref="BlockBits"/>.</param>
    /// <param name="isIPv6">Its family.</param>
    public IpAddress ClientOf(int cityNetwork, int client, bool isIPv6) => isIPv6
        ? new(IPv6First | (uint)cityNetwork, (ulong)client + 1)
        : IpAddress.FromIPv4(IPv4First + ((uint)cityNetwork << BlockBits) + (uint)client);

    /// <summary>First and last address of a city-network's block, both inclusive.</summary>
    public (IpAddress First, IpAddress Last) BlockOf(int cityNetwork, bool isIPv6) => isIPv6
        ? (new(IPv6First | (uint)cityNetwork, 0), new(IPv6First | (uint)cityNetwork, ulong.MaxValue))
        : (ClientOf(cityNetwork, 0, false), ClientOf(cityNetwork, (1 << BlockBits) - 1, false));
}
