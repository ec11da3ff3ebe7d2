namespace Isobar.Core.Formats;

/// <summary>Some writers log the whole URL, `https://host:443/path`, where others log the path.</summary>
internal static class AbsoluteUrl
{
    private const int LongestScheme = 8;

    /// <summary>Makes host and path of a path that is a whole URL; a host that was named elsewhere stays.</summary>
    public static void Split(ref RecordDraft draft)
    {
        ReadOnlySpan<byte> url = draft.Path;
        if (url.IsEmpty || url[0] == '/')
        {
            return;
        }
        int scheme = url[..Math.Min(url.Length, LongestScheme + 3)].IndexOf("://"u8);
        if (scheme <= 0)
        {
            return;
        }
        url = url[(scheme + 3)..];
        int end = url.IndexOfAny((byte)'/', (byte)'?');
        ReadOnlySpan<byte> host = end < 0 ? url : url[..end];
        int port = host.LastIndexOf((byte)':');
        bool hasPort = port > 0 && !host[(port + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9');
        draft.Path = end < 0 ? "/"u8 : url[end..];
        draft.Host = !draft.Host.IsEmpty ? draft.Host : hasPort ? host[..port] : host;
    }
}
