using System.Buffers.Binary;
using System.Net;

namespace Isobar.Core.Traffic;

/// <summary>An IPv4 or IPv6 address as a value. IPv4 is kept as IPv4-mapped IPv6 (RFC 4291, 2.5.5.2), so `::ffff:1.2.3.4` and `1.2.3.4` are equal.</summary>
/// <param name="High">The first 64 bits, big endian.</param>
/// <param name="Low">The last 64 bits, big endian.</param>
public readonly record struct IpAddress(ulong High, ulong Low) : IComparable<IpAddress>
{
    private const ulong MappedPrefix = 0xffff_0000_0000;

    /// <summary>An IPv4 address from its 32 bits, first octet highest.</summary>
    public static IpAddress FromIPv4(uint bits) => new(0, MappedPrefix | bits);

    /// <summary>Whether this is an IPv4 (or IPv4-mapped) address.</summary>
    public bool IsIPv4 => High == 0 && Low >> 32 == 0xffff;

    /// <summary>The 32 bits of an IPv4 address; meaningless unless <see cref="IsIPv4"/>.</summary>
    public uint IPv4Bits => unchecked((uint)Low);

    /// <inheritdoc/>
    public int CompareTo(IpAddress other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <summary>Address order: IPv4 lies inside IPv6, at its mapped prefix.</summary>
    public static bool operator <(IpAddress left, IpAddress right) => left.CompareTo(right) < 0;

    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator >(IpAddress left, IpAddress right) => left.CompareTo(right) > 0;

    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator <=(IpAddress left, IpAddress right) => left.CompareTo(right) <= 0;

    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator >=(IpAddress left, IpAddress right) => left.CompareTo(right) >= 0;

    /// <summary>
    /// Reads an address from UTF-8 text. Dotted IPv4 takes a fast path without allocation; IPv6 is read by the framework.
    /// A zone id (`fe80::1%eth0`) is accepted and ignored, brackets (`[2001:db8::1]`) too. Host names give false.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out IpAddress address)
    {
        if (TryParseIPv4(text, out uint bits))
        {
            address = FromIPv4(bits);
            return true;
        }
        address = default;
        return text.Contains((byte)':') && TryParseIPv6(text, out address);
    }

    private static bool TryParseIPv4(ReadOnlySpan<byte> text, out uint bits)
    {
        bits = 0;
        if (text.Length is < 7 or > 15)
        {
            return false;
        }
        uint value = 0;
        int octet = 0, digits = 0, dots = 0;
        foreach (byte c in text)
        {
            uint digit = unchecked((uint)c - '0');
            if (digit <= 9)
            {
                // Leading zeros are refused: some readers take them for octal, and no log writes them.
                if (digits > 0 && octet == 0)
                {
                    return false;
                }
                octet = octet * 10 + (int)digit;
                if (++digits > 3 || octet > 255)
                {
                    return false;
                }
            }
            else if (c == '.' && digits > 0 && dots < 3)
            {
                value = value << 8 | (uint)octet;
                octet = 0;
                digits = 0;
                dots++;
            }
            else
            {
                return false;
            }
        }
        bits = value << 8 | (uint)octet;
        return dots == 3 && digits > 0;
    }

    private static bool TryParseIPv6(ReadOnlySpan<byte> text, out IpAddress address)
    {
        address = default;
        if (text.Length >= 2 && text[0] == '[' && text[^1] == ']')
        {
            text = text[1..^1];
        }
        int zone = text.IndexOf((byte)'%');
        if (zone >= 0)
        {
            text = text[..zone];
        }
        if (text.Length > 45)
        {
            return false;
        }
        return Ipv6Text.TryParse(text, out address);
    }

    /// <summary>An address from the framework's type.</summary>
    public static IpAddress From(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out int length);
        return length == 4
            ? FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(bytes))
            : new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
    }

    /// <summary>The usual text: dotted for IPv4, RFC 5952 for IPv6.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
        return new IPAddress(IsIPv4 ? bytes[12..] : bytes).ToString();
    }
}
