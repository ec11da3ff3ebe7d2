using System.Buffers.Text;

namespace Isobar.Core.Formats.Templates;

/// <summary>
/// What a syslog daemon puts before a server's own line: `Dec  9 13:01:26 host haproxy[28029]: ` (RFC 3164, with or without the priority), the same with an
/// ISO 8601 time (rsyslog's default), or RFC 5424's `&lt;190&gt;1 time host app pid msgid - `.
/// </summary>
internal static class SyslogPrefix
{
    /// <summary>The length of the prefix, 0 where the line has none.</summary>
    public static int LengthOf(ReadOnlySpan<byte> line)
    {
        int at = PriorityLength(line);
        if (at > 0 && line[at..].StartsWith("1 "u8))
        {
            return Rfc5424Length(line, at + 2);
        }
        ReadOnlySpan<byte> rest = line[at..];
        int time = rest.Length > 16 && IsLetter(rest[0]) && rest[3] == ' ' && rest[6] == ' ' && rest[9] == ':' && rest[12] == ':' && rest[15] == ' ' ? 16
            : rest.Length > 20 && rest[4] == '-' && rest[7] == '-' && rest[10] == 'T' ? rest.IndexOf((byte)' ') + 1
            : 0;
        if (time == 0)
        {
            return 0;
        }
        // One or two words (host and program; a daemon may leave out the host), the last with a colon behind it.
        at += time;
        for (int word = 0; word < 2; word++)
        {
            int end = line[at..].IndexOf((byte)' ');
            if (end <= 0)
            {
                return 0;
            }
            at += end + 1;
            if (line[at - 2] == ':')
            {
                return at;
            }
        }
        return 0;
    }

    private static int PriorityLength(ReadOnlySpan<byte> line)
    {
        if (line.Length < 3 || line[0] != '<')
        {
            return 0;
        }
        return Utf8Parser.TryParse(line[1..], out int _, out int digits) && digits <= 3 && line.Length > digits + 1 && line[digits + 1] == '>' ? digits + 2 : 0;
    }

    private static int Rfc5424Length(ReadOnlySpan<byte> line, int at)
    {
        for (int word = 0; word < 5; word++)
        {
            int end = line[at..].IndexOf((byte)' ');
            if (end < 0)
            {
                return 0;
            }
            at += end + 1;
        }
        // Structured data: a dash, or elements in brackets.
        int close = line[at..].StartsWith("- "u8) ? 0 : line[at..].StartsWith("["u8) ? line[at..].IndexOf("] "u8) : -1;
        return close < 0 ? 0 : at + close + 2;
    }

    private static bool IsLetter(byte c) => (c | 0x20) is >= 'a' and <= 'z';
}
