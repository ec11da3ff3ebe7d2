using System.Net.Sockets;
using System.Text;

namespace Isobar.Server.Tests.Api;

/// <summary>Whatever is sent, the server answers with an error or closes, and stays up.</summary>
public sealed class MalformedRequestTests : IAsyncLifetime
{
    private ApiFixture _api = null!;

    public async Task InitializeAsync() => _api = await ApiFixture.StartAsync(isOpen: true);

    public async Task DisposeAsync() => await _api.DisposeAsync();

    public static TheoryData<string, int> Requests => new()
    {
        { "GET /v20210603/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 404 },
        { "GET /v20210603/Monitors/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
        { "GET /v20210603//Monitors HTTP/1.1\r\nHost: localhost\r\n\r\n", 404 },
        { "GET /v20210603/Monitors/%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
        { "GET /v20210603/Monitors/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
        { "GET /v20210603/Monitors/%F0%28 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
        { "GET /v20210603/Monitors/..%2F..%2Fetc HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
        { "GET /v20210603/Monitors/../../metrics HTTP/1.1\r\nHost: localhost\r\n\r\n", 404 },
        { "GET /v20210603/Monitors?&&==&%=%&MaxResults HTTP/1.1\r\nHost: localhost\r\n\r\n", 200 },
        { "GET /v20210603/Monitors?MaxResults=99999999999999999999 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
        { "GET /v20210603/InternetEvents?StartTime=9999-12-31T23:59:59Z HTTP/1.1\r\nHost: localhost\r\n\r\n", 200 },
        { "GET /v20210603/InternetEvents?StartTime=99999999999999 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
        { "PUT /v20210603/Monitors HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n", 404 },
        { "TRACE /v20210603/Monitors HTTP/1.1\r\nHost: localhost\r\n\r\n", 404 },
        { "GET /tags/ HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
        { "GET /tags/a/b HTTP/1.1\r\nHost: localhost\r\n\r\n", 404 },
        { "GET /v20210603/Monitors HTTP/1.1\r\nHost: evil.example\r\n\r\n", 403 },
        { "GET /v20210603/Monitors HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n\r\n", 403 },
        { "GET /v20210603/Monitors HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", 400 },
        { "GET /v20210603/Monitors HTTP/1.1\r\n\r\n", 400 },
        { "GET http://other.example/v20210603/Monitors HTTP/1.1\r\nHost: other.example\r\n\r\n", 403 },
        { "GET /v20210603/Monitors HTTP/9.9\r\nHost: localhost\r\n\r\n", 505 },
        { "nonsense\r\n\r\n", 400 },
        { $"GET /v20210603/Monitors/{new string('a', 9_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n", 414 },
        { $"GET /v20210603/Monitors HTTP/1.1\r\nHost: localhost\r\nX: {new string('a', 40_000)}\r\n\r\n", 431 },
        { $"GET /v20210603/Monitors HTTP/1.1\r\nHost: localhost\r\n{string.Concat(Enumerable.Range(0, 200).Select(i => $"X{i}: a\r\n"))}\r\n", 431 },
        { "POST /v20210603/Monitors HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n", 413 },
        { "POST /v20210603/Monitors HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", 400 },
        { "POST /v20210603/Monitors HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400 },
        { Body($"{new string('[', 5_000)}"), 400 },
        { Body($$"""{"MonitorName":"a","Tags":{{new string('{', 900)}}"""), 400 },
        { Body("""{"MonitorName":"a","MonitorName":"b!"}"""), 400 },
        { Body("\uFEFF{}"), 400 },
        { Body("\0\0\0"), 400 },
        { Body("""{"MonitorName":"\ud800"}"""), 400 },
        { Body("""{"MonitorName":"a","TrafficPercentageToMonitor":1e999}"""), 400 },
        { Body("""{"MonitorName":"a","HealthEventsConfig":{"AvailabilityScoreThreshold":1e400}}"""), 400 },
        { Body("""{"MonitorName":"a","HealthEventsConfig":{"AvailabilityScoreThreshold":"NaN"}}"""), 400 },
        { Body("""{"MonitorName":{"$ref":"#"}}"""), 400 },
        { Body("""{"MonitorName":"a\nb"}"""), 400 },
        { Body($$"""{"MonitorName":"{{new string('a', 300_000)}}"}"""), 400 },
        { Body("null"), 400 },
        { Body("<?xml version=\"1.0\"?><!DOCTYPE b [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><b>&b;</b>"), 400 },
        { "POST /v20210603/Monitors/%FF%FE/Queries HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}", 400 },
        { $"GET /v20210603/Monitors/a/HealthEvents/{string.Concat(Enumerable.Repeat("%2F", 2_000))} HTTP/1.1\r\nHost: localhost\r\n\r\n", 400 },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_request_out_of_the_ordinary_gets_an_error(string request, int status)
    {
        string answer = await SendAsync(request);
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await _api.GetAsync("/v20210603/Monitors")).Status);
    }

    [Fact]
    public async Task Errors_of_the_api_have_its_headers()
    {
        string answer = await SendAsync(Body("[]"));
        Assert.Contains("x-amzn-errortype: ValidationException\r\n", answer, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("x-amzn-requestid: ", answer, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("}", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /v20210603/Monitors HTTP/1.1\r\nHost: localhost\r\nX-Slow: a")]
    [InlineData("POST /v20210603/Monitors HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n{")]
    public async Task A_thousand_senders_that_never_end_do_not_keep_others_out(string beginning)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        List<TcpClient> slow = [];
        try
        {
            for (int i = 0; i < 1_000; i++)
            {
                TcpClient client = new();
                await client.ConnectAsync(_api.Address.Host, _api.Address.Port);
                await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(beginning));
                slow.Add(client);
            }
            Assert.Equal(System.Net.HttpStatusCode.OK, (await _api.GetAsync("/v20210603/Monitors")).Status);
            // 64 KB each, of both ends: not the megabyte that they announce.
            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 64_000_000);
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }
    }

    private static string Body(string body) =>
        $"POST /v20210603/Monitors HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    /// <summary>Sends bytes as they are and reads the answer up to the end of its body, or of the connection.</summary>
    private async Task<string> SendAsync(string request)
    {
        using TcpClient client = new();
        await client.ConnectAsync(_api.Address.Host, _api.Address.Port);
        NetworkStream stream = client.GetStream();
        using MemoryStream answer = new();
        byte[] block = new byte[4096];
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(request));
            int read;
            while (!IsWhole(Encoding.UTF8.GetString(answer.ToArray())) && (read = await stream.ReadAsync(block)) > 0)
            {
                answer.Write(block, 0, read);
            }
        }
        catch (IOException)
        {
            // The server may answer and close before it has read everything: what came before counts.
        }
        return Encoding.UTF8.GetString(answer.ToArray());
    }

    private static bool IsWhole(string answer)
    {
        const string Length = "Content-Length: ";
        int end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal), at = answer.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
        if (end < 0 || at < 0 || at > end)
        {
            return false;
        }
        int line = answer.IndexOf("\r\n", at, StringComparison.Ordinal);
        return answer.Length >= end + 4 + int.Parse(answer.AsSpan(at + Length.Length, line - at - Length.Length), System.Globalization.CultureInfo.InvariantCulture);
    }
}
