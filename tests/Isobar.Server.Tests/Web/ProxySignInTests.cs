using System.Net;
using System.Text.Json.Nodes;

namespace Isobar.Server.Tests.Web;

public sealed class ProxySignInTests
{
    private const string Proxy = """, "console": { "userHeader": "X-Forwarded-User", "roleHeader": "X-Forwarded-Role" }""";

    [Fact]
    public async Task Without_the_setting_the_header_means_nothing()
    {
        await using ConsoleFixture server = await ConsoleFixture.StartAsync();
        using ConsoleClient client = server.Browser();
        client.Headers["X-Forwarded-User"] = "ann";
        (await client.GetAsync("/api/monitors")).Is(HttpStatusCode.Unauthorized, "SignInNeeded");
    }

    [Fact]
    public async Task The_proxy_names_user_and_role()
    {
        await using ConsoleFixture server = await ConsoleFixture.StartAsync(Proxy);
        using ConsoleClient client = server.Browser();
        client.Headers["X-Forwarded-User"] = "ann";
        client.Headers["X-Forwarded-Role"] = "editor";
        JsonNode session = (await client.GetAsync("/api/session")).Ok();
        Assert.Equal(("proxy", "ann", "editor"), (session["signIn"]!.GetValue<string>(), session["user"]!["name"]!.GetValue<string>(), session["user"]!["role"]!.GetValue<string>()));
        (await client.PostAsync("/api/annotations", """{"text":"x"}""")).Is(HttpStatusCode.Forbidden, "CsrfToken");
        client.Csrf = session["user"]!["csrfToken"]!.GetValue<string>();
        (await client.PostAsync("/api/annotations", """{"text":"x"}""")).Ok();
        (await client.GetAsync("/api/users")).Is(HttpStatusCode.Forbidden, "NotAllowed");
        Assert.False(server.HasSetupLink);
    }

    [Theory]
    [InlineData("", "viewer")]
    [InlineData("owner", "viewer")]
    [InlineData("admin", "admin")]
    public async Task A_role_that_is_not_known_is_the_least(string said, string expected)
    {
        await using ConsoleFixture server = await ConsoleFixture.StartAsync(Proxy);
        using ConsoleClient client = server.Browser();
        client.Headers["X-Forwarded-User"] = "ann";
        client.Headers["X-Forwarded-Role"] = said;
        Assert.Equal(expected, (await client.GetAsync("/api/session")).Ok()["user"]!["role"]!.GetValue<string>());
    }

    [Fact]
    public async Task Whoever_is_not_the_proxy_is_nobody()
    {
        await using ConsoleFixture server = await ConsoleFixture.StartAsync(Proxy.Replace("\"roleHeader\"", "\"proxies\": [\"10.0.0.0/8\"], \"roleHeader\"", StringComparison.Ordinal));
        using ConsoleClient client = server.Browser();
        client.Headers["X-Forwarded-User"] = "ann";
        (await client.GetAsync("/api/monitors")).Is(HttpStatusCode.Unauthorized, "SignInNeeded");
    }

    [Fact]
    public async Task Behind_a_proxy_nobody_signs_in_by_password()
    {
        await using ConsoleFixture server = await ConsoleFixture.StartAsync(Proxy);
        using ConsoleClient client = server.Browser();
        (await client.PostAsync("/api/session", """{"name":"admin","password":"a long password"}""")).Is(HttpStatusCode.Conflict, "Conflict");
    }
}
