namespace Isobar.Core.Traffic;

/// <summary>Reads the text form of IPv6 addresses (RFC 4291, section 2.2) without allocation: `IPAddress.TryParse` makes an object of 40 bytes a call.</summary>
internal static class Ipv6Text
{
    public static bool TryParse(ReadOnlySpan<byte> text, out IpAddress address)
    {
        address = default;
        Span<ushort> groups = stackalloc ushort[8];
        groups.Clear();
        int count = 0, gap = -1, at = 0;
        if (text.StartsWith("::"u8))
        {
            gap = 0;
            at = 2;
        }
        while (at < text.Length)
        {
            if (count == 8)
            {
                return false;
            }
            ReadOnlySpan<byte> rest = text[at..];
            int end = rest.IndexOf((byte)':');
            ReadOnlySpan<byte> part = end < 0 ? rest : rest[..end];
            if (end < 0 && part.Contains((byte)'.'))
            {
                if (count > 6 || !IpAddress.TryParse(part, out IpAddress dotted) || !dotted.IsIPv4)
                {
                    return false;
                }
                groups[count++] = (ushort)(dotted.IPv4Bits >> 16);
                groups[count++] = (ushort)(dotted.IPv4Bits & 0xffff);
                at = text.Length;
                break;
            }
            if (!TryParseGroup(part, out groups[count]))
            {
                return false;
            }
            count++;
            at += part.Length;
            if (end < 0)
            {
                break;
            }
            at++;
            if (at == text.Length)
            {
                return false;
            }
            if (text[at] == ':')
            {
                if (gap >= 0)
                {
                    return false;
                }
                gap = count;
                at++;
            }
        }
        // "::" stands for at least one group.
        if (gap < 0 ? count != 8 : count > 7)
        {
            return false;
        }
        if (gap >= 0)
        {
            int tail = count - gap;
            for (int i = 0; i < tail; i++)
            {
                groups[7 - i] = groups[count - 1 - i];
            }
            groups[gap..(8 - tail)].Clear();
        }
        ulong high = 0, low = 0;
        for (int i = 0; i < 4; i++)
        {
            high = high << 16 | groups[i];
            low = low << 16 | groups[i + 4];
        }
        address = new(high, low);
        return true;
    }

    private static bool TryParseGroup(ReadOnlySpan<byte> text, out ushort group)
    {
        bool read = HexText.TryRead(text[..Math.Min(text.Length, 4)], out int value) && text.Length <= 4;
        group = (ushort)value;
        return read;
    }
}
