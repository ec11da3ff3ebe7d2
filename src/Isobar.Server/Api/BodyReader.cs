namespace Isobar.Server.Api;

/// <summary>Reads a body up to a limit, before anything is parsed.</summary>
internal static class BodyReader
{
    /// <summary>The body; null where it is longer than the limit.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int limit, CancellationToken cancel)
    {
        if (request.ContentLength > limit)
        {
            return null;
        }
        using MemoryStream body = new((int)(request.ContentLength ?? 0));
        byte[] block = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(block, cancel)) > 0)
        {
            if (body.Length + read > limit)
            {
                return null;
            }
            body.Write(block, 0, read);
        }
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
