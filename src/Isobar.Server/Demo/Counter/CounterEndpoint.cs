using System.Buffers;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Isobar.Core.Traffic;
using Microsoft.AspNetCore.Connections.Features;

namespace Isobar.Server.Demo.Counter;

/// <summary>
/// A small application to send requests to: GET tells a number, POST counts it up. It is monitored like any other: each request becomes a record of the source
/// `demo-api`.
/// </summary>
internal sealed class CounterEndpoint(TimeProvider time, Action<CountedRequest> onRequest)
{
    /// <summary>Where it is.</summary>
    public const string Path = "/api";

    private const int LongestBody = 64 * 1024;

    private long _count;

    /// <summary>Puts it among the routes.</summary>
    public void Map(WebApplication app)
    {
        app.MapGet(Path, context => AnswerAsync(context, Interlocked.Read(ref _count))).WithName("ReadCounter").WithSummary("Of the demo: the number.");
        app.MapPost(Path, context => AnswerAsync(context, Interlocked.Increment(ref _count))).WithName("CountUp").WithSummary("Of the demo: counts up, and tells the number.");
    }

    private async Task AnswerAsync(HttpContext context, long count)
    {
        long began = time.GetTimestamp();
        if (await DrainAsync(context.Request, context.RequestAborted) is not long received)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }
        byte[] body = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"count\":{count}}}"));
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
        long tookMicros = (long)time.GetElapsedTime(began).TotalMicroseconds;
        Socket? socket = context.Features.Get<IConnectionSocketFeature>()?.Socket;
        onRequest(new(
            context.Connection.RemoteIpAddress is { } address ? IpAddress.From(address) : default,
            (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
            received, body.Length, socket is null ? TrafficRecord.Unknown : KernelRoundTrip.MicrosOf(socket), tookMicros));
    }

    /// <summary>Reads the body to its end; its length, or null where it is too long.</summary>
    private static async Task<long?> DrainAsync(HttpRequest request, CancellationToken cancel)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
        try
        {
            long length = 0;
            int read;
            while (length <= LongestBody && (read = await request.Body.ReadAsync(buffer, cancel)) > 0)
            {
                length += read;
            }
            return length <= LongestBody ? length : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
