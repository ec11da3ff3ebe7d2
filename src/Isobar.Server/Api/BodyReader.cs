using System.IO.Pipelines;

namespace Isobar.Server.Api;

/// <summary>Reads a body up to a limit, before anything is parsed.</summary>
internal static class BodyReader
{
    /// <summary>The body; null where it is longer than the limit. Memory is taken as bytes come, not as they are announced: a thousand senders that never end would take a gigabyte.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int limit, CancellationToken cancel)
    {
        if (request.ContentLength > limit)
        {
            return null;
        }
        PipeReader reader = request.BodyReader;
        using MemoryStream body = new();
        bool isCompleted = false;
        while (!isCompleted)
        {
            ReadResult read = await reader.ReadAsync(cancel);
            bool fits = body.Length + read.Buffer.Length <= limit;
            foreach (ReadOnlyMemory<byte> segment in read.Buffer)
            {
                if (fits)
                {
                    body.Write(segment.Span);
                }
            }
            reader.AdvanceTo(read.Buffer.End);
            if (!fits)
            {
                return null;
            }
            isCompleted = read.IsCompleted;
        }
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
