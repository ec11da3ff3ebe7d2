using System.IO.Compression;

namespace Isobar.Server.Api.CloudWatch.Protocols;

/// <summary>Inflates bodies up to a limit: a few bytes of gzip may stand for gigabytes.</summary>
internal static class BodyInflater
{
    private const int BufferBytes = 16_384;

    /// <summary>What a body says once its encoding is undone.</summary>
    public static async Task<ReadOnlyMemory<byte>> DecodeAsync(ReadOnlyMemory<byte> body, string encoding, CancellationToken cancel)
    {
        if (encoding.Length == 0 || encoding is "identity" or "aws-chunked")
        {
            return body;
        }
        if (encoding != "gzip")
        {
            throw CloudWatchFault.Unreadable($"The content encoding {encoding} is not supported; gzip is.");
        }
        using var compressed = new MemoryStream(body.ToArray(), writable: false);
        using var gzip = new GZipStream(compressed, CompressionMode.Decompress);
        try
        {
            return await ReadAsync(gzip, cancel);
        }
        catch (InvalidDataException)
        {
            throw CloudWatchFault.Unreadable("The body is not gzip, though its content encoding says so.");
        }
    }

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancel)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[BufferBytes];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancel)) > 0)
        {
            if (whole.Length + read > WireLimits.BodyBytes)
            {
                throw TooLarge();
            }
            whole.Write(buffer, 0, read);
        }
        return whole.ToArray();
    }

    /// <summary>The answer to a body that is longer than the limit.</summary>
    public static CloudWatchFault TooLarge() => CloudWatchFault.TooLarge("The request is larger than a request may be, as it travels or once it is inflated.");
}
