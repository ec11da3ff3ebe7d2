using System.Net;
using System.Text;
using Isobar.Server.Api;
using Isobar.Server.Api.Access;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Configuration;
using Isobar.Server.Hosting;
using Isobar.Storage;
using Isobar.Storage.People;
using Isobar.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Isobar.Server.Tests.Api;

/// <summary>A server with the API on a loopback port, a data folder of its own, and keys of two accounts.</summary>
internal sealed class ApiFixture : IAsyncDisposable
{
    public const string Account = "123456789012", OtherAccount = "210987654321", Region = "eu-central-1";

    private const string Configuration = """
        {
          "account": "123456789012", "region": "eu-central-1",
          "linkedAccounts": { "123456789012": ["210987654321"] },
          "sources": {
            "web": { "files": ["/var/log/web.log"], "location": "eu-central-1", "resource": "arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-0123456789abcdef0" },
          },
        }
        """;

    private readonly TemporaryFolder _temporary = new();
    private readonly HttpClient _http = new();
    private readonly AccessKeys _keys;
    private readonly PeopleStore _people;
    private LiveServer _server = null!;

    private ApiFixture(TimeProvider time, string? configuration, bool isOpen)
    {
        Time = time;
        Folder = DataFolder.Open(_temporary["data"], "test");
        ConfigurationResult result = ConfigurationLoader.LoadText(
            Encoding.UTF8.GetBytes(configuration ?? Configuration), "isobar.json", _temporary.Path, ConfigurationInputs.None);
        Assert.Empty(result.Faults);
        _people = PeopleStore.Open(Folder.Path, "test");
        Host = new ApiHost(result.Configuration!, isOpen, new HostFilter(new IPEndPoint(IPAddress.Loopback, 0), []), Folder, LiveMonitors.None, new AuditLog(_people, time), time, NullLogger.Instance);
        _keys = AccessKeys.Open(Folder.Path, "test", time);
        Key = _keys.Create(Account, AccessPolicy.Full, "");
        OtherKey = _keys.Create(OtherAccount, AccessPolicy.Full, "");
        ReadingKey = _keys.Create(Account, AccessPolicy.ReadOnly, "");
    }

    public TimeProvider Time { get; }

    public FakeTimeProvider Clock => (FakeTimeProvider)Time;

    public DataFolder Folder { get; }

    public ApiHost Host { get; }

    public AccessKey Key { get; }

    public AccessKey OtherKey { get; }

    public AccessKey ReadingKey { get; }

    public Uri Address => _server.Address;

    public string TemporaryPath => _temporary.Path;

    public static async Task<ApiFixture> StartAsync(TimeProvider? time = null, string? configuration = null, bool isOpen = false)
    {
        ApiFixture fixture = new(time ?? new FakeTimeProvider(), configuration, isOpen);
        fixture._server = await LiveServer.StartAsync(
            new IPEndPoint(IPAddress.Loopback, 0), [], () => throw new InvalidOperationException("no pipeline"), fixture.Time, apis: [fixture.Host.Served]);
        return fixture;
    }

    /// <summary>What was changed, the newest first.</summary>
    public IReadOnlyList<AuditRow> Audit() => _people.Audit(null, 100);

    public Task<ApiReply> GetAsync(string target, AccessKey? key = null) => SendAsync(HttpMethod.Get, target, null, key);

    public Task<ApiReply> DeleteAsync(string target, AccessKey? key = null) => SendAsync(HttpMethod.Delete, target, null, key);

    public Task<ApiReply> PostAsync(string target, string body, AccessKey? key = null) => SendAsync(HttpMethod.Post, target, body, key);

    public Task<ApiReply> PatchAsync(string target, string body, AccessKey? key = null) => SendAsync(HttpMethod.Patch, target, body, key);

    public async Task<ApiReply> SendAsync(HttpMethod method, string target, string? body, AccessKey? key)
    {
        AccessKey with = key ?? Key;
        using HttpRequestMessage request = new(method, new Uri(Address, target));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        await new TestSigner(with.Id, with.Secret, Time).SignAsync(request);
        using HttpResponseMessage response = await _http.SendAsync(request);
        Assert.True(response.Headers.Contains("x-amzn-requestid"));
        string? error = response.Headers.TryGetValues("x-amzn-errortype", out IEnumerable<string>? values) ? values.Single() : null;
        return new ApiReply(response.StatusCode, error, await response.Content.ReadAsStringAsync());
    }

    public async Task CreateAsync(string name, AccessKey? key = null, string more = "") =>
        (await PostAsync("/v20210603/Monitors", $$"""{"MonitorName":"{{name}}","TrafficPercentageToMonitor":100{{more}}}""", key)).Ok();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Host.Dispose();
        _keys.Dispose();
        _people.Dispose();
        Folder.Dispose();
        _http.Dispose();
        _temporary.Dispose();
    }
}
