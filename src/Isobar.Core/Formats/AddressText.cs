using Isobar.Core.Traffic;

namespace Isobar.Core.Formats;

/// <summary>Reads an address as logs write it: alone, with a port (`192.0.2.1:4711`, `[2001:db8::1]:4711`), or in brackets.</summary>
internal static class AddressText
{
    public static bool TryRead(ReadOnlySpan<byte> text, out IpAddress address)
    {
        if (IpAddress.TryParse(text, out address))
        {
            return true;
        }
        int colon = text.LastIndexOf((byte)':');
        if (colon <= 0 || text[(colon + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }
        ReadOnlySpan<byte> host = text[..colon];
        // A bare IPv6 address has several colons and was read above; with a port it must stand in brackets.
        return (host[0] == '[' || !host.Contains((byte)':')) && IpAddress.TryParse(host, out address);
    }

    /// <summary>Whether the text could be a host name (RFC 1123: letters, digits, dots, hyphens, with a letter): then the log was written with reverse look-up on.</summary>
    public static bool LooksLikeHostName(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > 253 || text[0] == '-')
        {
            return false;
        }
        bool letter = false;
        foreach (byte c in text)
        {
            bool isLetter = (c | 0x20) is >= 'a' and <= 'z';
            letter |= isLetter;
            if (!isLetter && c is not (>= (byte)'0' and <= (byte)'9') and not (byte)'.' and not (byte)'-' and not (byte)'_')
            {
                return false;
            }
        }
        return letter;
    }
}
