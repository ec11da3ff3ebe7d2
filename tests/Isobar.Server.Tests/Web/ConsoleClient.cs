using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Isobar.Server.Tests.Web;

/// <summary>A browser, as far as the server can tell: it keeps cookies, and its page sends the token that it was told.</summary>
internal sealed class ConsoleClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly CookieContainer _cookies = new();

    public ConsoleClient(Uri address) =>
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false }) { BaseAddress = address };

    /// <summary>The token that changes carry; set to null for a page that does not know it.</summary>
    public string? Csrf { get; set; }

    /// <summary>Headers of all requests.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    /// <summary>The session's cookie; null without a session.</summary>
    public Cookie? Cookie => _cookies.GetCookies(_http.BaseAddress!)["isobar_session"];

    public Task<ConsoleReply> SendAsync(HttpMethod method, string path, string? body = null) =>
        SendAsync(method, path, body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"));

    /// <summary>Sends a form, as pages of a provider have them.</summary>
    public Task<ConsoleReply> PostFormAsync(string path, Dictionary<string, string> fields) => SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(fields));

    private async Task<ConsoleReply> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using HttpRequestMessage request = new(method, new Uri(_http.BaseAddress!, path)) { Content = content };
        if (Csrf is not null)
        {
            request.Headers.Add("X-Csrf-Token", Csrf);
        }
        foreach ((string name, string value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        using HttpResponseMessage response = await _http.SendAsync(request);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value)));
    }

    public Task<ConsoleReply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<ConsoleReply> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, path, body);

    public Task<ConsoleReply> PutAsync(string path, string body) => SendAsync(HttpMethod.Put, path, body);

    public Task<ConsoleReply> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public async Task SignInAsync(string name, string password)
    {
        JsonNode session = (await PostAsync("/api/session", new JsonObject { ["name"] = name, ["password"] = password }.ToJsonString())).Ok();
        Csrf = session["user"]!["csrfToken"]!.GetValue<string>();
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>An answer.</summary>
internal sealed record ConsoleReply(HttpStatusCode Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>The code of the error.</summary>
    public string Code => Json["code"]!.GetValue<string>();

    /// <summary>The body of an answer that must be good.</summary>
    public JsonNode Ok()
    {
        Assert.True((int)Status is >= 200 and < 300, $"{Status} {Text}");
        return Text.Length > 0 ? Json : new JsonObject();
    }

    /// <summary>Checks that it is an error.</summary>
    public void Is(HttpStatusCode status, string code)
    {
        Assert.True(status == Status, $"{Status} {Text}");
        Assert.Equal(code, Code);
    }
}
