using System.Net;
using System.Text.Json.Nodes;
using Isobar.Server.Web.Access;
using Isobar.Storage.People;
using Isobar.Tests;

namespace Isobar.Server.Tests.Web;

/// <summary>Signing in with a real OpenID provider, by the requests that a browser makes.</summary>
public sealed class OpenIdSignInTests(OpenIdProvider provider) : IClassFixture<OpenIdProvider>
{
    /// <summary>A provider at an address where nothing listens.</summary>
    private const string NoProvider = """, "console": { "openIdConnect": { "authority": "http://127.0.0.1:1", "clientId": "isobar", "otherRole": "viewer" } }""";

    [Fact]
    public async Task Without_the_setting_there_is_no_such_door()
    {
        await using ConsoleFixture server = await ConsoleFixture.StartAsync();
        using ConsoleClient browser = server.Browser();
        Assert.Null((await browser.GetAsync("/api/session")).Ok()["provider"]);
        (await browser.GetAsync("/api/sign-in")).Is(HttpStatusCode.Conflict, "Conflict");
        Assert.DoesNotContain("Location", (await browser.GetAsync("/sign-in/callback?code=x&state=y")).Headers.Keys);
    }

    [SkippableFact]
    public async Task Who_comes_back_from_the_provider_has_a_session_like_any_other()
    {
        await using OpenIdFixture fixture = await OpenIdFixture.StartAsync(provider);
        await fixture.AddAsync("4711", "ann", "netops", "staff");
        using ConsoleClient browser = fixture.Server.Browser(), admin = await fixture.Server.SignInAsync("admin");
        Assert.Equal("Example ID", (await OpenIdFixture.SessionOfAsync(browser))["provider"]!["name"]!.GetValue<string>());

        ConsoleReply reply = await fixture.SignInAsync(browser, "4711", "/monitors/shop?from=now-6h");
        Assert.Equal((HttpStatusCode.Redirect, "/monitors/shop?from=now-6h"), (reply.Status, reply.Headers["Location"]));
        Assert.Equal("no-store", reply.Headers["Cache-Control"]);
        Assert.Contains("default-src 'self'", reply.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("isobar_session=", reply.Headers["Set-Cookie"], StringComparison.Ordinal);
        Assert.Contains("samesite=strict", reply.Headers["Set-Cookie"], StringComparison.OrdinalIgnoreCase);

        JsonNode user = (await OpenIdFixture.SessionOfAsync(browser))["user"]!;
        Assert.Equal(("ann", "editor"), (user["name"]!.GetValue<string>(), user["role"]!.GetValue<string>()));
        Assert.True(user["isOfProvider"]!.GetValue<bool>());
        Assert.False(user["hasPassword"]!.GetValue<bool>());
        (await browser.PostAsync("/api/annotations", """{"text":"x"}""")).Ok();
        (await browser.GetAsync("/api/users")).Is(HttpStatusCode.Forbidden, "NotAllowed");

        JsonNode listed = (await admin.GetAsync("/api/users")).Ok()["users"]!.AsArray().Single(one => one!["name"]!.GetValue<string>() == "ann")!;
        Assert.Equal((fixture.Provider.Authority, false), (listed["provider"]!.GetValue<string>(), listed["hasPassword"]!.GetValue<bool>()));
        Assert.Contains((await admin.GetAsync("/api/sessions")).Ok()["sessions"]!.AsArray(), session => session!["user"]!.GetValue<string>() == "ann");
        AuditRow row = Audit(fixture).Single();
        Assert.Equal(("ann", "ok"), (row.User, row.Outcome));
        Assert.Contains("4711", row.Detail, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("owners", "admin")]
    [InlineData("netops", "editor")]
    [InlineData("staff", "viewer")]
    [InlineData("staff owners", "admin")]
    [InlineData("Owners strangers", null)]
    [InlineData("", null)]
    public async Task Values_of_the_claim_make_the_role_and_whoever_has_none_is_refused(string groups, string? role)
    {
        await using OpenIdFixture fixture = await OpenIdFixture.StartAsync(provider);
        await fixture.AddAsync("4711", "ann", groups.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        using ConsoleClient browser = fixture.Server.Browser();
        ConsoleReply reply = await fixture.SignInAsync(browser, "4711", "/weather");
        JsonNode? user = (await OpenIdFixture.SessionOfAsync(browser))["user"];
        Assert.Equal(role, user?["role"]!.GetValue<string>());
        if (role is null)
        {
            Assert.Equal("/sign-in?failure=NoRole&to=%2Fweather", reply.Headers["Location"]);
            Assert.Empty(fixture.Server.Services.People.Users());
            Assert.Equal(("(ann)", "NoRole"), (Audit(fixture).Single().User, Audit(fixture).Single().Outcome));
        }
    }

    [SkippableTheory]
    [InlineData(false, """, "roleClaim": "realm_access.roles", "admins": ["net-admin"]""", "admin")]
    [InlineData(true, """, "roleClaim": "realm_access.roles", "admins": ["net-admin"]""", "admin")]
    [InlineData(true, """, "roleClaim": "groups", "editors": ["netops"]""", "editor")]
    [InlineData(true, """, "otherRole": "viewer" """, "viewer")]
    [InlineData(false, """, "roleClaim": "email", "admins": ["ann@example.org"], "otherRole": "viewer" """, "viewer")]
    public async Task Claims_count_from_the_token_and_the_userinfo_and_addresses_only_where_they_are_verified(bool isInToken, string more, string role)
    {
        await using OpenIdFixture fixture = await OpenIdFixture.StartAsync(provider, more, isInToken);
        await fixture.Provider.AddAsync("4711", JsonNode.Parse("""
            {"preferred_username": "Ann Lee", "groups": "netops", "realm_access": {"roles": ["net-admin", "x"]}, "email": "ann@example.org", "email_verified": false}
            """)!.AsObject());
        using ConsoleClient browser = fixture.Server.Browser();
        await fixture.SignInAsync(browser, "4711");
        JsonNode user = (await OpenIdFixture.SessionOfAsync(browser))["user"]!;
        Assert.Equal(("Ann Lee", role), (user["name"]!.GetValue<string>(), user["role"]!.GetValue<string>()));
    }

    [SkippableFact]
    public async Task The_role_is_read_anew_at_each_sign_in_and_the_name_stays()
    {
        await using OpenIdFixture fixture = await OpenIdFixture.StartAsync(provider);
        await fixture.AddAsync("4711", "ann", "owners");
        using ConsoleClient first = fixture.Server.Browser(), second = fixture.Server.Browser(), third = fixture.Server.Browser();
        await fixture.SignInAsync(first, "4711");
        (await first.GetAsync("/api/users")).Ok();

        await fixture.AddAsync("4711", "ann.smith", "staff");
        await fixture.SignInAsync(second, "4711");
        Assert.Equal("ann", (await OpenIdFixture.SessionOfAsync(second))["user"]!["name"]!.GetValue<string>());
        (await first.GetAsync("/api/users")).Is(HttpStatusCode.Forbidden, "NotAllowed");

        await fixture.AddAsync("4711", "ann.smith");
        Assert.StartsWith("/sign-in?failure=NoRole", (await fixture.SignInAsync(third, "4711")).Headers["Location"], StringComparison.Ordinal);
        (await first.GetAsync("/api/monitors")).Is(HttpStatusCode.Unauthorized, "SignInNeeded");
        (await second.GetAsync("/api/monitors")).Is(HttpStatusCode.Unauthorized, "SignInNeeded");
    }

    [SkippableFact]
    public async Task A_session_is_revoked_and_a_user_kept_out_by_an_administrator()
    {
        await using OpenIdFixture fixture = await OpenIdFixture.StartAsync(provider);
        await fixture.AddAsync("4711", "ann", "staff");
        using ConsoleClient browser = fixture.Server.Browser(), admin = await fixture.Server.SignInAsync("admin");
        await fixture.SignInAsync(browser, "4711");
        string id = (await OpenIdFixture.SessionOfAsync(browser))["user"]!["sessionId"]!.GetValue<string>();
        (await admin.DeleteAsync($"/api/sessions/{id}")).Ok();
        (await browser.GetAsync("/api/monitors")).Is(HttpStatusCode.Unauthorized, "SignInNeeded");

        (await admin.PutAsync("/api/users/ann", """{"isDisabled":true}""")).Ok();
        Assert.StartsWith("/sign-in?failure=Disabled", (await fixture.SignInAsync(browser, "4711")).Headers["Location"], StringComparison.Ordinal);
        Assert.Null((await OpenIdFixture.SessionOfAsync(browser))["user"]);

        (await admin.PutAsync("/api/users/ann", """{"role":"admin"}""")).Is(HttpStatusCode.Conflict, "Conflict");
        (await admin.PutAsync("/api/users/ann", """{"password":"a long password"}""")).Is(HttpStatusCode.Conflict, "Conflict");
        (await admin.DeleteAsync("/api/users/ann")).Ok();
    }

    [SkippableFact]
    public async Task A_user_of_the_provider_has_no_password_and_gets_none()
    {
        await using OpenIdFixture fixture = await OpenIdFixture.StartAsync(provider);
        await fixture.AddAsync("4711", "ann", "staff");
        using ConsoleClient browser = fixture.Server.Browser(), thief = fixture.Server.Browser();
        await fixture.SignInAsync(browser, "4711");
        await OpenIdFixture.SessionOfAsync(browser);
        (await browser.PutAsync("/api/session/password", """{"new":"a long password"}""")).Is(HttpStatusCode.Conflict, "Conflict");
        for (int i = 0; i < 10; i++)
        {
            (await thief.PostAsync("/api/session", """{"name":"ann","password":"a long password"}""")).Is(HttpStatusCode.Unauthorized, "WrongPassword");
        }
        Assert.Null(fixture.Server.Services.People.FindUser("ann")!.LockedUntil);
    }

    [SkippableFact]
    public async Task Nobody_is_taken_over_who_has_the_name_already()
    {
        await using OpenIdFixture fixture = await OpenIdFixture.StartAsync(provider);
        using ConsoleClient local = await fixture.Server.SignInAsync("editor"), browser = fixture.Server.Browser(), bob = fixture.Server.Browser(), twin = fixture.Server.Browser();
        await fixture.AddAsync("1", "editor", "owners");
        Assert.Equal("/sign-in?failure=NameTaken&to=%2F", (await fixture.SignInAsync(browser, "1")).Headers["Location"]);
        Assert.Null((await OpenIdFixture.SessionOfAsync(browser))["user"]);
        UserRow user = fixture.Server.Services.People.FindUser("editor")!;
        Assert.Equal(("editor", null), (user.Role, user.Provider));
        (await local.GetAsync("/api/monitors")).Ok();

        await fixture.AddAsync("2", "bob", "staff");
        await fixture.AddAsync("3", "bob", "owners");
        Assert.Equal("/", (await fixture.SignInAsync(bob, "2")).Headers["Location"]);
        Assert.StartsWith("/sign-in?failure=NameTaken", (await fixture.SignInAsync(twin, "3")).Headers["Location"], StringComparison.Ordinal);
        Assert.Equal("viewer", fixture.Server.Services.People.FindUser("bob")!.Role);
    }

    [SkippableFact]
    public async Task Whoever_was_refused_may_come_as_somebody_else()
    {
        await using OpenIdFixture fixture = await OpenIdFixture.StartAsync(provider);
        await fixture.AddAsync("1", "stranger");
        await fixture.AddAsync("2", "ann", "staff");
        using ConsoleClient browser = fixture.Server.Browser();
        await fixture.SignInAsync(browser, "1");
        // The provider knows the first one by its own session, and would not ask.
        Assert.StartsWith("/sign-in?failure=NoRole", (await fixture.SignInAsync(browser, "2")).Headers["Location"], StringComparison.Ordinal);
        ConsoleReply begun = await browser.GetAsync("/api/sign-in?ask=true");
        Assert.Equal("/", (await browser.GetAsync(await fixture.PassProviderAsync(browser, "2", begun))).Headers["Location"]);
        Assert.Equal("ann", (await OpenIdFixture.SessionOfAsync(browser))["user"]!["name"]!.GetValue<string>());
    }

    [SkippableFact]
    public async Task Without_a_name_that_can_be_used_nobody_comes_in()
    {
        await using OpenIdFixture fixture = await OpenIdFixture.StartAsync(provider);
        using ConsoleClient browser = fixture.Server.Browser(), other = fixture.Server.Browser();
        await fixture.AddAsync("1", "../ann", "staff");
        await fixture.Provider.AddAsync("2", new() { ["groups"] = new JsonArray("staff") });
        Assert.StartsWith("/sign-in?failure=NoName", (await fixture.SignInAsync(browser, "1")).Headers["Location"], StringComparison.Ordinal);
        Assert.StartsWith("/sign-in?failure=NoName", (await fixture.SignInAsync(other, "2")).Headers["Location"], StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task What_belongs_to_no_sign_in_of_this_browser_lets_nobody_in()
    {
        await using OpenIdFixture fixture = await OpenIdFixture.StartAsync(provider);
        await fixture.AddAsync("4711", "ann", "owners");
        using ConsoleClient browser = fixture.Server.Browser(), other = fixture.Server.Browser();
        string back = await fixture.PassProviderAsync(browser, "4711");
        Assert.Contains("state=", back, StringComparison.Ordinal);
        string changed = back.Replace("state=", "state=x", StringComparison.Ordinal), without = back.Replace("state=", "other=", StringComparison.Ordinal);
        foreach ((ConsoleClient client, string address) in new[] { (browser, changed), (browser, without), (browser, "/sign-in/callback"), (other, back) })
        {
            ConsoleReply reply = await client.GetAsync(address);
            Assert.Equal((HttpStatusCode.Redirect, "/sign-in?failure=Expired&to=%2F"), (reply.Status, reply.Headers["Location"]));
            Assert.Null(client.Cookie);
        }
        Assert.Empty(fixture.Server.Services.People.Sessions());
        Assert.Equal("/", (await browser.GetAsync(back)).Headers["Location"]);
        Assert.NotNull(browser.Cookie);
        // Once only.
        Assert.StartsWith("/sign-in?failure=Expired", (await browser.GetAsync(back)).Headers["Location"], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await browser.PostAsync(back, "{}")).Status);
    }

    [SkippableFact]
    public async Task A_provider_that_is_gone_is_told_where_people_sign_in()
    {
        OpenIdProvider mortal = new();
        await mortal.InitializeAsync();
        await using OpenIdFixture fixture = await OpenIdFixture.StartAsync(mortal);
        await fixture.AddAsync("4711", "ann", "owners");
        using ConsoleClient browser = fixture.Server.Browser();
        string back = await fixture.PassProviderAsync(browser, "4711", "/alarms");
        await mortal.DisposeAsync();
        foreach (string address in new[] { back, "/api/sign-in?to=/alarms" })
        {
            ConsoleReply reply = await browser.GetAsync(address);
            Assert.Equal((HttpStatusCode.Redirect, "/sign-in?failure=Unreachable&to=%2Falarms"), (reply.Status, reply.Headers["Location"]));
        }
        using ConsoleClient local = await fixture.Server.SignInAsync("viewer");
        (await local.GetAsync("/api/monitors")).Ok();
    }

    [Fact]
    public async Task A_provider_that_never_was_there_is_told_too()
    {
        await using ConsoleFixture server = await ConsoleFixture.StartAsync(NoProvider);
        using ConsoleClient browser = server.Browser();
        Assert.Equal("/sign-in?failure=Unreachable&to=%2F", (await browser.GetAsync("/api/sign-in")).Headers["Location"]);
    }

    [SkippableFact]
    public async Task Who_turns_back_at_the_provider_is_told_so()
    {
        await using OpenIdFixture fixture = await OpenIdFixture.StartAsync(provider);
        using ConsoleClient browser = fixture.Server.Browser();
        ConsoleReply reply = await browser.GetAsync(await fixture.PassProviderAsync(browser, null, "/alarms"));
        Assert.Equal("/sign-in?failure=Refused&to=%2Falarms", reply.Headers["Location"]);
    }

    [SkippableTheory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("javascript:alert(1)")]
    public async Task Nobody_is_led_to_another_server(string to)
    {
        await using OpenIdFixture fixture = await OpenIdFixture.StartAsync(provider);
        await fixture.AddAsync("4711", "ann", "staff");
        using ConsoleClient browser = fixture.Server.Browser();
        Assert.Equal("/", (await fixture.SignInAsync(browser, "4711", to)).Headers["Location"]);
    }

    [SkippableFact]
    public async Task Another_page_cannot_begin_a_sign_in()
    {
        await using OpenIdFixture fixture = await OpenIdFixture.StartAsync(provider);
        using ConsoleClient browser = fixture.Server.Browser();
        browser.Headers["Sec-Fetch-Site"] = "cross-site";
        (await browser.GetAsync("/api/sign-in")).Is(HttpStatusCode.Forbidden, "NotAllowed");
    }

    [SkippableFact]
    public async Task Signing_out_ends_the_session_here_and_names_the_page_where_it_ends_there()
    {
        await using OpenIdFixture fixture = await OpenIdFixture.StartAsync(provider);
        await fixture.AddAsync("4711", "ann", "staff");
        using ConsoleClient browser = fixture.Server.Browser(), local = await fixture.Server.SignInAsync("viewer");
        await fixture.SignInAsync(browser, "4711");
        await OpenIdFixture.SessionOfAsync(browser);
        string there = (await browser.DeleteAsync("/api/session")).Ok()["providerSignOut"]!.GetValue<string>();
        (await browser.GetAsync("/api/monitors")).Is(HttpStatusCode.Unauthorized, "SignInNeeded");
        Assert.StartsWith($"{fixture.Provider.Authority}/session/end?", there, StringComparison.Ordinal);
        ConsoleReply page = await browser.GetAsync(there);
        Assert.True(page.Status == HttpStatusCode.OK, page.Text);
        Assert.Null((await local.DeleteAsync("/api/session")).Ok()["providerSignOut"]);
    }

    [Fact]
    public async Task Signing_out_does_not_depend_on_the_provider()
    {
        await using ConsoleFixture server = await ConsoleFixture.StartAsync(NoProvider);
        server.Services.People.AddUser(new UserRow("ann", "viewer", null, 0, null, false, 0, null, "http://127.0.0.1:1", "4711"));
        using ConsoleClient browser = server.Browser();
        browser.Headers["Cookie"] = $"isobar_session={new SessionDesk(server.Services.People, server.Clock).Begin("ann", "", "").Token}";
        await OpenIdFixture.SessionOfAsync(browser);
        Assert.Null((await browser.DeleteAsync("/api/session")).Ok()["providerSignOut"]);
        (await browser.GetAsync("/api/monitors")).Is(HttpStatusCode.Unauthorized, "SignInNeeded");
    }

    [SkippableFact]
    public async Task The_one_time_link_works_until_somebody_has_taken_charge()
    {
        await using OpenIdFixture fixture = await OpenIdFixture.StartAsync(provider);
        await fixture.AddAsync("1", "ann", "staff");
        await fixture.AddAsync("2", "bob", "owners");
        using ConsoleClient browser = fixture.Server.Browser(), first = fixture.Server.Browser(), owner = fixture.Server.Browser();
        string token = fixture.Server.SetupToken;
        await fixture.SignInAsync(browser, "1");
        Assert.True((await OpenIdFixture.SessionOfAsync(first))["setup"]!["isNeeded"]!.GetValue<bool>());
        (await first.PostAsync("/api/setup", $$"""{"token":"{{token}}","name":"carol","password":"a long password"}""")).Ok();
        Assert.False(fixture.Server.HasSetupLink);
        // Where a provider's administrator is in charge the link is worth nothing, and no user of another provider counts.
        fixture.Server.Services.People.RemoveUser("carol", (_, _) => true);
        Assert.True(fixture.Server.HasSetupLink);
        fixture.Server.Services.People.AddUser(new UserRow("old", "admin", null, 0, null, false, 0, null, "https://id.example.org", "9"));
        Assert.True(fixture.Server.HasSetupLink);
        await fixture.SignInAsync(owner, "2");
        Assert.False(fixture.Server.HasSetupLink);
        await OpenIdFixture.SessionOfAsync(owner);
        (await owner.DeleteAsync("/api/users/bob")).Is(HttpStatusCode.Conflict, "Conflict");
    }

    [Fact]
    public async Task Users_of_a_provider_that_is_no_longer_configured_are_kept_out()
    {
        await using ConsoleFixture server = await ConsoleFixture.StartAsync(NoProvider);
        server.Services.People.AddUser(new UserRow("old", "admin", null, 0, null, false, 0, null, "https://id.example.org", "9"));
        using ConsoleClient browser = server.Browser();
        browser.Headers["Cookie"] = $"isobar_session={new SessionDesk(server.Services.People, server.Clock).Begin("old", "", "").Token}";
        (await browser.GetAsync("/api/monitors")).Is(HttpStatusCode.Unauthorized, "SignInNeeded");
    }

    [SkippableFact]
    public async Task Behind_a_proxy_that_ends_tls_the_configured_address_counts()
    {
        await using OpenIdFixture fixture = await OpenIdFixture.StartAsync(provider, """, "address": "https://isobar.example.org", "otherRole": "viewer" """, address: "https://isobar.example.org");
        await fixture.AddAsync("4711", "ann");
        using ConsoleClient browser = fixture.Server.Browser(), behind = fixture.Server.Browser();
        ConsoleReply begun = await browser.GetAsync("/api/sign-in?to=/alarms");
        string[] cookies = [.. begun.Headers["Set-Cookie"].Split("isobar_").Skip(1).Select(cookie => "isobar_" + cookie)];
        Assert.Equal(2, cookies.Length);
        Assert.All(cookies, cookie => Assert.Contains("secure; samesite=lax; httponly", cookie, StringComparison.OrdinalIgnoreCase));
        string back = await fixture.PassProviderAsync(browser, "4711", begun);
        Assert.StartsWith("https://isobar.example.org/sign-in/callback?", back, StringComparison.Ordinal);

        // A browser that sees https sends these cookies; the proxy hands them on over http.
        behind.Headers["Cookie"] = string.Join("; ", cookies.Select(cookie => cookie.Split(';')[0]));
        ConsoleReply reply = await behind.GetAsync(new Uri(back).PathAndQuery);
        Assert.Equal("/alarms", reply.Headers["Location"]);
        string session = reply.Headers["Set-Cookie"][reply.Headers["Set-Cookie"].IndexOf("isobar_session=", StringComparison.Ordinal)..];
        Assert.Contains("; secure; samesite=strict; httponly", session, StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<AuditRow> Audit(OpenIdFixture fixture) => fixture.Server.Services.People.Audit(null, 100).Where(row => row.Action == "SignInByProvider");
}
