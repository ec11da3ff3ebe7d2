using System.CommandLine;
using System.Net;
using System.Text.Json.Nodes;
using Isobar.Server.Commands;
using Isobar.Server.Configuration;
using Isobar.Storage.People;

namespace Isobar.Server.Tests.Web;

/// <summary>A way in when nobody can sign in any more: whoever has the machine asks for a link, while the server runs.</summary>
public sealed class AccessLinkTests : IAsyncLifetime
{
    private const string NewPassword = "another long password";

    private ConsoleFixture _server = null!;

    public async Task InitializeAsync() => _server = await ConsoleFixture.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task An_administrator_who_forgot_the_password_gets_a_new_one_once()
    {
        using ConsoleClient old = await _server.SignInAsync("admin");
        _server.Services.People.ChangeUser("admin", (known, _) => known with { IsDisabled = true, Failures = 9, LockedUntil = _server.Now + 900 });
        string token = Token();
        using ConsoleClient browser = _server.Browser(), late = _server.Browser();
        Assert.True((await browser.GetAsync("/api/session")).Ok()["setup"]!["hasLink"]!.GetValue<bool>());
        (await browser.PostAsync("/api/setup", Setup(token, "admin", "short"))).Is(HttpStatusCode.BadRequest, "Validation");
        JsonNode session = (await browser.PostAsync("/api/setup", Setup(token, "admin"))).Ok();
        Assert.Equal(("admin", "admin"), (session["user"]!["name"]!.GetValue<string>(), session["user"]!["role"]!.GetValue<string>()));
        Assert.False(session["setup"]!["hasLink"]!.GetValue<bool>());
        (await browser.GetAsync("/api/users")).Ok();
        (await late.PostAsync("/api/setup", Setup(token, "eve"))).Is(HttpStatusCode.Forbidden, "NotAllowed");
        // Whoever had the old password, or a session with it, is out.
        (await old.GetAsync("/api/users")).Is(HttpStatusCode.Unauthorized, "SignInNeeded");
        using ConsoleClient again = _server.Browser();
        (await again.PostAsync("/api/session", SignIn("admin", ConsoleFixture.Password))).Is(HttpStatusCode.Unauthorized, "WrongPassword");
        (await again.PostAsync("/api/session", SignIn("admin", NewPassword))).Ok();
    }

    [Fact]
    public async Task A_new_administrator_is_made_beside_those_that_are()
    {
        using ConsoleClient admin = await _server.SignInAsync("admin"), viewer = await _server.SignInAsync("viewer"), browser = _server.Browser();
        (await browser.PostAsync("/api/setup", Setup(Token(), "ann"))).Ok();
        Assert.Equal(["admin", "ann"], _server.Services.People.Users().Where(user => user.Role == "admin").Select(user => user.Name));
        (await admin.GetAsync("/api/users")).Ok();
        // A viewer of this server whose name is given becomes an administrator too: whoever has the machine decides.
        (await browser.PostAsync("/api/setup", Setup(Token(), "viewer"))).Ok();
        Assert.Equal("admin", _server.Services.People.FindUser("viewer")!.Role);
        (await viewer.GetAsync("/api/monitors")).Is(HttpStatusCode.Unauthorized, "SignInNeeded");
    }

    [Fact]
    public async Task A_link_ends_after_an_hour_and_when_there_is_a_newer_one()
    {
        using ConsoleClient browser = _server.Browser();
        await _server.SignInAsync("admin");
        string first = Token(), second = Token();
        (await browser.PostAsync("/api/setup", Setup(first, "ann"))).Is(HttpStatusCode.Forbidden, "NotAllowed");
        _server.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.True((await browser.GetAsync("/api/session")).Ok()["setup"]!["hasLink"]!.GetValue<bool>());
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False((await browser.GetAsync("/api/session")).Ok()["setup"]!["hasLink"]!.GetValue<bool>());
        (await browser.PostAsync("/api/setup", Setup(second, "ann"))).Is(HttpStatusCode.Forbidden, "NotAllowed");
    }

    [Fact]
    public async Task A_user_of_a_provider_is_not_taken_over_and_the_link_goes_on_to_work()
    {
        _server.Services.People.AddUser(new("paula", "admin", null, 1, 1, false, 0, null, "https://id.example.org", "4711"));
        using ConsoleClient browser = _server.Browser();
        string token = Token();
        (await browser.PostAsync("/api/setup", Setup(token, "paula"))).Is(HttpStatusCode.Conflict, "Conflict");
        (await browser.PostAsync("/api/setup", Setup(token, "ann"))).Ok();
    }

    [Fact]
    public async Task Asking_for_a_link_and_using_it_stand_in_the_audit_log_without_it()
    {
        string token = Token();
        using ConsoleClient browser = _server.Browser();
        (await browser.PostAsync("/api/setup", Setup(token, "ann"))).Ok();
        AuditRow[] rows = [.. _server.Services.People.Audit(null, 10)];
        Assert.Equal(["SetUp", "CreateLink"], rows.Select(row => row.Action));
        Assert.Equal(["ann", $"{Environment.UserName} (on the machine)"], rows.Select(row => row.User));
        Assert.All(rows, row => Assert.DoesNotContain(token, row.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_that_is_no_servers_is_refused_and_not_made()
    {
        string none = System.IO.Path.Combine(_server.Folder.Path, "none");
        (int status, string output, string error) = Run("--data", none);
        Assert.Equal((ExitCode.Failed, ""), (status, output));
        Assert.Contains($"{none} is no data folder", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(none));
    }

    [Fact]
    public void Where_a_proxy_signs_people_in_there_is_no_link()
    {
        string file = System.IO.Path.Combine(_server.Folder.Path, "isobar.json");
        File.WriteAllText(file, """{ "console": { "userHeader": "X-User", "proxies": ["127.0.0.1/32"] } }""");
        (int status, string output, string error) = Run("--config", file, "--data", _server.Folder.Path);
        Assert.Equal((ExitCode.Failed, ""), (status, output));
        Assert.Contains("a proxy signs people in", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://isobar.example.org", "https://isobar.example.org/welcome#")]
    [InlineData("https://isobar.example.org:8443/", "https://isobar.example.org:8443/welcome#")]
    public void The_link_is_on_the_address_that_browsers_know(string address, string begin) =>
        Assert.StartsWith(begin, Run("--data", _server.Folder.Path, "--address", address).Output, StringComparison.Ordinal);

    [Fact]
    public void An_address_that_is_none_is_refused()
    {
        Assert.NotEmpty(AccessCommand.Create(ConfigurationInputs.None, _server.Clock).Parse(["link", "--address", "isobar"]).Errors);
    }

    private static string Setup(string token, string name, string password = NewPassword) => new JsonObject { ["token"] = token, ["name"] = name, ["password"] = password }.ToJsonString();

    private static string SignIn(string name, string password) => new JsonObject { ["name"] = name, ["password"] = password }.ToJsonString();

    private string Token()
    {
        (int status, string output, string error) = Run("--data", _server.Folder.Path);
        Assert.True(status == ExitCode.Ok, error);
        Assert.StartsWith("http://127.0.0.1:8610/welcome#", output, StringComparison.Ordinal);
        return new Uri(output.Trim()).Fragment[1..];
    }

    private (int Status, string Output, string Error) Run(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        InvocationConfiguration streams = new() { Output = output, Error = error };
        return (AccessCommand.Create(ConfigurationInputs.None, _server.Clock).Parse(["link", .. arguments]).Invoke(streams), output.ToString(), error.ToString());
    }
}
