using System.Net;
using System.Text.Json.Nodes;
using Isobar.Server.Web.Access;

namespace Isobar.Server.Tests.Web;

public sealed class SignInTests : IAsyncLifetime
{
    private ConsoleFixture _server = null!;

    public async Task InitializeAsync() => _server = await ConsoleFixture.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task The_first_user_is_made_by_the_link_once()
    {
        using ConsoleClient browser = _server.Browser(), other = _server.Browser();
        string token = _server.SetupToken;
        Assert.True((await browser.GetAsync("/api/session")).Ok()["setup"]!["isNeeded"]!.GetValue<bool>());
        (await browser.PostAsync("/api/setup", Setup("wrong", "ann"))).Is(HttpStatusCode.Forbidden, "NotAllowed");
        (await browser.PostAsync("/api/setup", Setup(token, "ann", "short"))).Is(HttpStatusCode.BadRequest, "Validation");
        JsonNode session = (await browser.PostAsync("/api/setup", Setup(token, "ann"))).Ok();
        Assert.Equal(("ann", "admin"), (session["user"]!["name"]!.GetValue<string>(), session["user"]!["role"]!.GetValue<string>()));
        Assert.False(session["setup"]!["isNeeded"]!.GetValue<bool>());
        (await other.PostAsync("/api/setup", Setup(token, "eve"))).Is(HttpStatusCode.Forbidden, "NotAllowed");
        Assert.False(_server.HasSetupLink);
        (await browser.GetAsync("/api/users")).Ok();
    }

    [Fact]
    public async Task Outside_the_demo_the_link_needs_a_password()
    {
        using ConsoleClient browser = _server.Browser();
        (await browser.PostAsync("/api/setup", new JsonObject { ["token"] = _server.SetupToken }.ToJsonString())).Is(HttpStatusCode.BadRequest, "Validation");
    }

    [Fact]
    public async Task In_the_demo_the_link_signs_in_at_once()
    {
        await using ConsoleFixture demo = await ConsoleFixture.StartAsync(isDemo: true);
        using ConsoleClient browser = demo.Browser();
        JsonNode session = (await browser.PostAsync("/api/setup", new JsonObject { ["token"] = demo.SetupToken }.ToJsonString())).Ok();
        Assert.Equal("demo", session["user"]!["name"]!.GetValue<string>());
        Assert.False(session["user"]!["hasPassword"]!.GetValue<bool>());
    }

    [Fact]
    public async Task The_cookie_is_for_this_server_and_no_script()
    {
        using ConsoleClient client = await _server.SignInAsync("viewer");
        Assert.True(client.Cookie!.HttpOnly);
        ConsoleReply reply = await client.PostAsync("/api/session", SignIn("viewer"));
        Assert.Contains("samesite=strict", reply.Headers["Set-Cookie"], StringComparison.OrdinalIgnoreCase);
        Assert.Equal("no-store", reply.Headers["Cache-Control"]);
    }

    [Fact]
    public async Task Only_the_hash_of_a_session_is_stored()
    {
        using ConsoleClient client = await _server.SignInAsync("viewer");
        string token = client.Cookie!.Value;
        Assert.DoesNotContain(_server.Services.People.Sessions(), session => session.ToString().Contains(token, StringComparison.Ordinal));
        Assert.NotNull(_server.Services.People.FindSession(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token))));
    }

    [Fact]
    public async Task A_wrong_password_and_a_wrong_name_are_told_alike()
    {
        using ConsoleClient client = await _server.SignInAsync("viewer");
        ConsoleReply wrong = await client.PostAsync("/api/session", SignIn("viewer", "not the password")), nobody = await client.PostAsync("/api/session", SignIn("nobody", "not the password"));
        wrong.Is(HttpStatusCode.Unauthorized, "WrongPassword");
        Assert.Equal((wrong.Status, wrong.Text), (nobody.Status, nobody.Text));
    }

    [Fact]
    public async Task A_name_that_is_guessed_at_is_locked_longer_each_time()
    {
        using ConsoleClient client = await _server.SignInAsync("viewer");
        for (int i = 0; i < UserDesk.FreeFailures; i++)
        {
            (await client.PostAsync("/api/session", SignIn("viewer", $"guess {i}"))).Is(HttpStatusCode.Unauthorized, "WrongPassword");
        }
        ConsoleReply locked = await client.PostAsync("/api/session", SignIn("viewer"));
        locked.Is(HttpStatusCode.TooManyRequests, "TooManyRequests");
        Assert.Equal("30", locked.Headers["Retry-After"]);
        _server.Clock.Advance(TimeSpan.FromSeconds(30));
        (await client.PostAsync("/api/session", SignIn("viewer", "guess again"))).Is(HttpStatusCode.Unauthorized, "WrongPassword");
        Assert.Equal("60", (await client.PostAsync("/api/session", SignIn("viewer"))).Headers["Retry-After"]);
        _server.Clock.Advance(TimeSpan.FromSeconds(60));
        (await client.PostAsync("/api/session", SignIn("viewer"))).Ok();
        (await client.PostAsync("/api/session", SignIn("viewer", "a slip"))).Is(HttpStatusCode.Unauthorized, "WrongPassword");
        (await client.PostAsync("/api/session", SignIn("viewer"))).Ok();
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(5, 30)]
    [InlineData(6, 60)]
    [InlineData(9, 480)]
    [InlineData(10, 900)]
    [InlineData(int.MaxValue, 900)]
    public void Locks_double_up_to_a_quarter_of_an_hour(int failures, long seconds) => Assert.Equal(seconds, UserDesk.LockAfter(failures));

    [Fact]
    public async Task A_session_ends_when_nothing_was_asked_for_half_a_day()
    {
        using ConsoleClient client = await _server.SignInAsync("viewer");
        for (int i = 0; i < 3; i++)
        {
            _server.Clock.Advance(SessionDesk.Idle - TimeSpan.FromMinutes(1));
            (await client.GetAsync("/api/monitors")).Ok();
        }
        _server.Clock.Advance(SessionDesk.Idle);
        (await client.GetAsync("/api/monitors")).Is(HttpStatusCode.Unauthorized, "SignInNeeded");
        Assert.Null((await client.GetAsync("/api/session")).Ok()["user"]);
    }

    [Fact]
    public async Task A_session_ends_after_thirty_days_whatever_is_asked()
    {
        using ConsoleClient client = await _server.SignInAsync("viewer");
        for (int i = 0; i < 30 * 3 - 1; i++)
        {
            _server.Clock.Advance(TimeSpan.FromHours(8));
            (await client.GetAsync("/api/session")).Ok();
        }
        (await client.GetAsync("/api/monitors")).Ok();
        _server.Clock.Advance(TimeSpan.FromHours(8));
        (await client.GetAsync("/api/monitors")).Is(HttpStatusCode.Unauthorized, "SignInNeeded");
    }

    [Fact]
    public async Task Signing_out_ends_the_session_on_the_server()
    {
        using ConsoleClient client = await _server.SignInAsync("viewer"), thief = _server.Browser();
        thief.Headers["Cookie"] = $"isobar_session={client.Cookie!.Value}";
        (await thief.GetAsync("/api/monitors")).Ok();
        (await client.DeleteAsync("/api/session")).Ok();
        (await thief.GetAsync("/api/monitors")).Is(HttpStatusCode.Unauthorized, "SignInNeeded");
    }

    [Fact]
    public async Task A_new_password_ends_the_other_sessions()
    {
        using ConsoleClient client = await _server.SignInAsync("viewer"), other = await _server.SignInAsync("viewer");
        (await client.PutAsync("/api/session/password", """{"current":"wrong","new":"another long one"}""")).Is(HttpStatusCode.BadRequest, "Validation");
        (await client.PutAsync("/api/session/password", $$"""{"current":"{{ConsoleFixture.Password}}","new":"another long one"}""")).Ok();
        (await client.GetAsync("/api/monitors")).Ok();
        (await other.GetAsync("/api/monitors")).Is(HttpStatusCode.Unauthorized, "SignInNeeded");
        (await other.PostAsync("/api/session", SignIn("viewer", "another long one"))).Ok();
    }

    private static string SignIn(string name, string password = ConsoleFixture.Password) => new JsonObject { ["name"] = name, ["password"] = password }.ToJsonString();

    private static string Setup(string token, string name, string password = ConsoleFixture.Password) =>
        new JsonObject { ["token"] = token, ["name"] = name, ["password"] = password }.ToJsonString();
}
