using System.Numerics;
using Isobar.Core.Traffic;

namespace Isobar.Simulator.Worlds;

/// <summary>
/// The addresses of a world's clients, from ranges that nobody uses on the internet: a block of 240.0.0.0/4 (RFC 1112, reserved) and a /64 of 2001:db8::/32
/// (RFC 3849, documentation) for each city-network; service and transit networks have theirs in 198.18.0.0/15 (RFC 2544, benchmarks).
/// </summary>
public sealed class AddressPlan
{
    private const uint IPv4First = 0xf000_0000;
    private const ulong IPv6First = 0x2001_0db8ul << 32;
    private const uint ServiceFirst = 0xc612_0000;
    private const int IPv4SpaceBits = 28;

    private readonly int _cityNetworks;

    /// <param name="cityNetworks">Number of city-networks, 1 to 4 million.</param>
    public AddressPlan(int cityNetworks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cityNetworks, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cityNetworks, 1 << (IPv4SpaceBits - 6));
        _cityNetworks = cityNetworks;
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

    /// <summary>The city-network of a client; false for an address that no client has.</summary>
    public bool TryFind(IpAddress address, out int cityNetwork)
    {
        cityNetwork = -1;
        if (address.IsIPv4 && address.IPv4Bits >= IPv4First)
        {
            cityNetwork = (int)((address.IPv4Bits - IPv4First) >> BlockBits);
        }
        else if (address.High >> 32 == IPv6First >> 32)
        {
            cityNetwork = (int)Math.Min(address.High - IPv6First, int.MaxValue);
        }
        bool isFound = cityNetwork >= 0 && cityNetwork < _cityNetworks;
        cityNetwork = isFound ? cityNetwork : -1;
        return isFound;
    }

    /// <summary>The addresses of the service in one location: a /24 of 198.18.0.0/16 (RFC 2544, benchmarks).</summary>
    public static (IpAddress First, IpAddress Last) ServiceBlock(int location) => (IpAddress.FromIPv4(ServiceFirst + ((uint)location << 8)), IpAddress.FromIPv4(ServiceFirst + ((uint)location << 8) + 255));

    /// <summary>The addresses of the routers of a transit network: a /24 of 198.19.0.0/16.</summary>
    public static (IpAddress First, IpAddress Last) TransitBlock(int number) => ServiceBlock(256 + number);

    /// <summary>First and last address of a city-network's block, both inclusive.</summary>
    public (IpAddress First, IpAddress Last) BlockOf(int cityNetwork, bool isIPv6) => isIPv6
        ? (new(IPv6First | (uint)cityNetwork, 0), new(IPv6First | (uint)cityNetwork, ulong.MaxValue))
        : (ClientOf(cityNetwork, 0, false), ClientOf(cityNetwork, (1 << BlockBits) - 1, false));
}
