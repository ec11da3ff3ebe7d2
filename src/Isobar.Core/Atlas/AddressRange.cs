using Isobar.Core.Traffic;

namespace Isobar.Core.Atlas;

/// <summary>A run of addresses with a value, both ends inclusive, in the 128-bit space where IPv4 lies at ::ffff:0:0/96.</summary>
/// <param name="First">Lowest address.</param>
/// <param name="Last">Highest address.</param>
/// <param name="Value">What the run stands for; the meaning belongs to whoever made the list.</param>
/// <param name="Rank">Position in the order the sources were given: of two equally narrow runs the lower rank wins.</param>
internal readonly record struct AddressRange(UInt128 First, UInt128 Last, int Value, int Rank)
{
    /// <summary>First address of the IPv4-mapped block.</summary>
    public static readonly UInt128 IPv4First = new(0, 0xffff_0000_0000);

    /// <summary>Last address of the IPv4-mapped block.</summary>
    public static readonly UInt128 IPv4Last = new(0, 0xffff_ffff_ffff);

    /// <summary>Addresses less one, so that the whole space has a width too.</summary>
    public UInt128 Width => Last - First;

    /// <summary>Whether the run lies in the IPv4 space.</summary>
    public bool IsIPv4 => First >= IPv4First && Last <= IPv4Last;

    public static UInt128 Bits(IpAddress address) => new(address.High, address.Low);

    public static IpAddress Address(UInt128 bits) => new((ulong)(bits >> 64), (ulong)(bits & ulong.MaxValue));
}
