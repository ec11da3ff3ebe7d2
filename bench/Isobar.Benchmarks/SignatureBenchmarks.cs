using System.Net;
using System.Text;
using BenchmarkDotNet.Attributes;
using Isobar.Server.Api.Access;
using Isobar.Server.Hosting;
using Isobar.Server.Tests.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Isobar.Benchmarks;

/// <summary>Letting a signed request in: a GET without a body, and a POST of one kilobyte.</summary>
public class SignatureBenchmarks
{
    private static readonly byte[] s_body = Encoding.UTF8.GetBytes(new string('x', 1024));

    private readonly AccessKey _key = new("IBAKBENCHMARKBENCHMA", "123456789012", AccessPolicy.Full, "0123456789012345678901234567890123456789");
    private RequestAuthenticator _access = null!;
    private HttpRequest _get = null!;
    private HttpRequest _post = null!;

    [GlobalSetup]
    public void Setup()
    {
        // Rates are for tests of throttling; here no request may be one too many.
        _access = new(
            id => id == _key.Id ? _key : null, new AccessSettings("123456789012", false, null, int.MaxValue / 4, int.MaxValue / 2), new HostFilter(new IPEndPoint(IPAddress.Loopback, 0), []),
            new StoppedClock());
        _get = Request(HttpMethod.Get, null);
        _post = Request(HttpMethod.Post, s_body);
    }

    [Benchmark]
    public bool Get() => _access.Authenticate(_get, default, "internetmonitor").IsAllowed ? true : throw new InvalidOperationException("refused");

    [Benchmark]
    public bool Post() => _access.Authenticate(_post, s_body, "internetmonitor").IsAllowed ? true : throw new InvalidOperationException("refused");

    private HttpRequest Request(HttpMethod method, byte[]? body)
    {
        using HttpRequestMessage request = new(method, "http://127.0.0.1:8610/v20210603/Monitors/shop/HealthEvents/2026-01-05T10-05-00Z%2Flatency-6575?LinkedAccountId=123456789012");
        request.Content = body is null ? null : new ByteArrayContent(body);
        new TestSigner(_key.Id, _key.Secret, new StoppedClock()).SignAsync(request).GetAwaiter().GetResult();
        DefaultHttpContext context = new();
        context.Request.Method = method.Method;
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = request.RequestUri!.PathAndQuery;
        context.Request.Headers.Host = request.RequestUri.Authority;
        foreach ((string name, IEnumerable<string> values) in request.Headers)
        {
            context.Request.Headers[name] = string.Join(", ", values);
        }
        return context.Request;
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    }
}
