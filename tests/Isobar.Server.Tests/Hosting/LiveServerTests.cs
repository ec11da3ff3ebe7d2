using System.Net;
using System.Net.Sockets;
using Isobar.Server.Hosting;

namespace Isobar.Server.Tests.Hosting;

public sealed class LiveServerTests : IAsyncLifetime, IDisposable
{
    private readonly LiveFixture _live = new();
    private readonly HttpClient _http = new();
    private LiveServer _server = null!;

    public async Task InitializeAsync()
    {
        _live.Write(LiveFixture.Line(1));
        _live.RunAt(2);
        _server = await LiveServer.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), ["monitor.example.org"], () => _live.Status, new FixedTime(_live.Now));
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _http.Dispose();
        _live.Dispose();
    }

    [Fact]
    public async Task Metrics_are_served_in_their_format()
    {
        using HttpResponseMessage response = await _http.GetAsync(new Uri(_server.Address, "/metrics"));
        Assert.Equal(PrometheusText.ContentType, response.Content.Headers.ContentType!.ToString());
        PrometheusPage page = PrometheusPage.Read(await response.Content.ReadAsStringAsync());
        Assert.Equal(1, page.Samples["isobar_source_records_total{source=\"access\"}"]);
    }

    [Fact]
    public async Task Health_is_200_when_well_and_503_with_reasons_when_not()
    {
        using HttpResponseMessage well = await _http.GetAsync(new Uri(_server.Address, "/health"));
        Assert.Equal(HttpStatusCode.OK, well.StatusCode);
        Assert.Equal("application/json", well.Content.Headers.ContentType!.MediaType);
        File.Delete(_live.LogPath());
        _live.RunAt(2);
        _live.RunAt(8);
        using HttpResponseMessage ill = await _http.GetAsync(new Uri(_server.Address, "/health"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ill.StatusCode);
        Assert.Contains("there is no file", await ill.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_page_says_what_is_served()
    {
        string page = await _http.GetStringAsync(_server.Address);
        Assert.Contains("/metrics", page, StringComparison.Ordinal);
        Assert.Contains("/health", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/metrics")]
    [InlineData("/health")]
    [InlineData("/nothing")]
    public async Task A_strangers_name_is_refused_on_every_path(string path)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(_server.Address, path));
        request.Headers.Host = $"evil.example:{_server.Address.Port}";
        using HttpResponseMessage response = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, response.StatusCode);
        Assert.DoesNotContain("isobar_", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configured_name_is_accepted()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(_server.Address, "/metrics"));
        request.Headers.Host = "monitor.example.org";
        using HttpResponseMessage response = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task An_address_in_use_is_told()
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        await Assert.ThrowsAsync<IOException>(() => LiveServer.StartAsync((IPEndPoint)other.LocalEndpoint, [], () => _live.Status, TimeProvider.System));
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
