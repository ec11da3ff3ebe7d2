using System.Globalization;
using System.Text;

namespace Isobar.Core.Traffic;

/// <summary>A block of addresses that share their first <see cref="Length"/> bits (CIDR, RFC 4632).</summary>
public readonly record struct IpPrefix
{
    private IpPrefix(IpAddress first, int length128)
    {
        First = first;
        Length128 = length128;
    }

    /// <summary>The block of a length that an address lies in.</summary>
    /// <param name="address">The address.</param>
    /// <param name="length">Prefix length as written: 0 to 32 for IPv4, 0 to 128 for IPv6.</param>
    public static IpPrefix Of(IpAddress address, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, address.IsIPv4 ? 32 : 128);
        int length128 = address.IsIPv4 ? length + 96 : length;
        return new(new(address.High & Mask(Math.Min(length128, 64)), address.Low & Mask(Math.Max(length128 - 64, 0))), length128);
    }

    /// <summary>The lowest address of the block.</summary>
    public IpAddress First { get; }

    /// <summary>The prefix length in the 128-bit space, 0 to 128; an IPv4 /24 is 120.</summary>
    public int Length128 { get; }

    /// <summary>The prefix length as written: 0 to 32 for IPv4, 0 to 128 for IPv6.</summary>
    public int Length => First.IsIPv4 && Length128 >= 96 ? Length128 - 96 : Length128;

    /// <summary>Whether the address lies in this block.</summary>
    public bool Contains(IpAddress address) =>
        Length128 <= 64
            ? (address.High & Mask(Length128)) == First.High
            : address.High == First.High && (address.Low & Mask(Length128 - 64)) == First.Low;

    /// <summary>Reads `192.0.2.0/24`, `2001:db8::/32` or a single address. Bits behind the length must be zero.</summary>
    public static bool TryParse(string? text, out IpPrefix prefix)
    {
        prefix = default;
        if (text is null)
        {
            return false;
        }
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string addressText = slash < 0 ? text : text[..slash];
        if (!IpAddress.TryParse(Encoding.UTF8.GetBytes(addressText), out IpAddress address))
        {
            return false;
        }
        // `::ffff:10.0.0.0/104` counts its bits as IPv6 does, `10.0.0.0/8` as IPv4 does.
        bool isDotted = !addressText.Contains(':', StringComparison.Ordinal);
        int longest = isDotted ? 32 : 128;
        int length = longest;
        if (slash >= 0 && !(int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length) && length <= longest))
        {
            return false;
        }
        int length128 = isDotted ? length + 96 : length;
        prefix = new(address, length128);
        return prefix.Contains(address)
            && (address.High & ~Mask(Math.Min(length128, 64))) == 0
            && (address.Low & ~Mask(Math.Max(length128 - 64, 0))) == 0;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}/{Length}");

    private static ulong Mask(int bits) => bits == 0 ? 0 : ulong.MaxValue << (64 - bits);
}
