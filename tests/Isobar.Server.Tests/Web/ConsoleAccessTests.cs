using System.Net;
using System.Text.RegularExpressions;
using Isobar.Server.Web.Access;
using Microsoft.AspNetCore.Routing;

namespace Isobar.Server.Tests.Web;

/// <summary>Who may call what: every endpoint that the server has, by what the endpoint itself says, not by a list.</summary>
public sealed partial class ConsoleAccessTests : IAsyncLifetime
{
    private ConsoleFixture _server = null!;

    public async Task InitializeAsync() => _server = await ConsoleFixture.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public void Every_endpoint_below_api_says_who_may_call_it()
    {
        RouteEndpoint[] below = [.. _server.Endpoints.OfType<RouteEndpoint>().Where(one => one.RoutePattern.RawText!.TrimStart('/').StartsWith("api/", StringComparison.Ordinal))];
        Assert.True(below.Length > 40);
        Assert.All(below.Where(one => !one.RoutePattern.RawText!.Contains("**", StringComparison.Ordinal)), one => Assert.NotNull(one.Metadata.GetMetadata<EndpointAccess>()));
        Assert.All(Guarded(), one => Assert.Equal(one.Method != HttpMethod.Get, one.Access.IsChange));
    }

    [Fact]
    public void What_only_reads_has_a_name_that_a_key_for_reading_may_call() =>
        Assert.All(Guarded().Where(one => !one.Access.IsChange), one => Assert.Matches("^(Get|List)", one.Access.Action));

    [Fact]
    public void Nothing_that_changes_is_open_to_viewers_but_what_is_their_own()
    {
        string[] open = [.. Guarded().Where(one => one.Access is { IsChange: true, Role: ConsoleRole.Viewer }).Select(one => one.Access.Action).Order()];
        Assert.Equal(["ChangePassword", "DeleteSession", "SignOut"], open);
    }

    [Fact]
    public async Task Without_a_session_only_the_doors_answer()
    {
        foreach (GuardedEndpoint endpoint in Guarded())
        {
            using ConsoleClient browser = _server.Browser();
            ConsoleReply reply = await browser.SendAsync(endpoint.Method, endpoint.Path, endpoint.Access.IsChange ? "{}" : null);
            Assert.True(endpoint.Access.Role is null || (reply.Status == HttpStatusCode.Unauthorized && reply.Code == "SignInNeeded"), $"{endpoint}: {reply.Status} {reply.Text}");
        }
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("editor")]
    [InlineData("admin")]
    public async Task A_role_may_what_endpoints_allow_and_no_more(string name)
    {
        ConsoleRole role = RoleNames.Read(name)!.Value;
        foreach (GuardedEndpoint endpoint in Guarded().Where(one => one.Access.Role is not null))
        {
            using ConsoleClient client = await _server.SignInAsync(name);
            ConsoleReply reply = await client.SendAsync(endpoint.Method, endpoint.Path, endpoint.Access.IsChange ? "{}" : null);
            bool isRefused = reply.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;
            Assert.True(isRefused == role < endpoint.Access.Role, $"{name}, {endpoint}: {reply.Status} {reply.Text}");
        }
    }

    [Fact]
    public async Task A_change_without_the_token_is_refused_though_the_cookie_comes_along()
    {
        using ConsoleClient client = await _server.SignInAsync("admin");
        foreach (GuardedEndpoint endpoint in Guarded().Where(one => one.Access is { IsChange: true, Role: not null }))
        {
            client.Csrf = null;
            (await client.SendAsync(endpoint.Method, endpoint.Path, "{}")).Is(HttpStatusCode.Forbidden, "CsrfToken");
            client.Csrf = "another";
            (await client.SendAsync(endpoint.Method, endpoint.Path, "{}")).Is(HttpStatusCode.Forbidden, "CsrfToken");
        }
    }

    [Fact]
    public async Task Pages_of_others_are_refused_with_a_session_and_without()
    {
        using ConsoleClient signedIn = await _server.SignInAsync("admin"), stranger = _server.Browser();
        foreach (ConsoleClient client in new[] { signedIn, stranger })
        {
            client.Headers["Origin"] = "http://evil.example";
            foreach (GuardedEndpoint endpoint in Guarded())
            {
                (await client.SendAsync(endpoint.Method, endpoint.Path, endpoint.Access.IsChange ? "{}" : null)).Is(HttpStatusCode.Forbidden, "NotAllowed");
            }
        }
    }

    [Fact]
    public async Task A_strangers_name_is_refused_with_a_session_too()
    {
        using ConsoleClient client = await _server.SignInAsync("admin");
        client.Headers["Host"] = $"evil.example:{_server.Address.Port}";
        foreach (GuardedEndpoint endpoint in Guarded())
        {
            ConsoleReply reply = await client.SendAsync(endpoint.Method, endpoint.Path, endpoint.Access.IsChange ? "{}" : null);
            Assert.Equal(HttpStatusCode.MisdirectedRequest, reply.Status);
        }
    }

    [Fact]
    public async Task The_servers_own_page_is_let_in()
    {
        using ConsoleClient client = await _server.SignInAsync("viewer");
        client.Headers["Origin"] = _server.Address.GetLeftPart(UriPartial.Authority);
        client.Headers["Sec-Fetch-Site"] = "same-origin";
        (await client.GetAsync("/api/monitors")).Ok();
    }

    [Fact]
    public async Task A_body_that_is_no_json_is_refused_since_a_form_of_another_page_could_send_it()
    {
        using HttpClient http = new();
        using StringContent form = new("{\"name\":\"admin\",\"password\":\"x\"}", System.Text.Encoding.UTF8, "text/plain");
        using HttpResponseMessage response = await http.PostAsync(new Uri(_server.Address, "/api/session"), form);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private IEnumerable<GuardedEndpoint> Guarded() =>
        from endpoint in _server.Endpoints.OfType<RouteEndpoint>()
        let access = endpoint.Metadata.GetMetadata<EndpointAccess>()
        where access is not null
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select new GuardedEndpoint(new HttpMethod(method), Label().Replace(endpoint.RoutePattern.RawText!, match => match.Value.Contains(":long", StringComparison.Ordinal) ? "99" : "nothing"), access);

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Label();

    internal sealed record GuardedEndpoint(HttpMethod Method, string Path, EndpointAccess Access)
    {
        public override string ToString() => $"{Method} {Path} ({Access.Role})";
    }
}
