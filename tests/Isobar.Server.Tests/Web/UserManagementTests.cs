using System.Net;
using System.Text.Json.Nodes;
using Isobar.Server.Api.Access;
using Isobar.Server.Tests.Api;

namespace Isobar.Server.Tests.Web;

public sealed class UserManagementTests : IAsyncLifetime
{
    private ConsoleFixture _server = null!;
    private ConsoleClient _admin = null!;

    public async Task InitializeAsync()
    {
        _server = await ConsoleFixture.StartAsync();
        _admin = await _server.SignInAsync("admin");
    }

    public async Task DisposeAsync()
    {
        _admin.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_user_is_added_changed_and_removed()
    {
        JsonNode made = (await _admin.PostAsync("/api/users", """{"name":"bob","role":"viewer","password":"a long password"}""")).Ok();
        Assert.Equal("viewer", made["role"]!.GetValue<string>());
        (await _admin.PostAsync("/api/users", """{"name":"bob","role":"viewer","password":"a long password"}""")).Is(HttpStatusCode.Conflict, "Conflict");
        (await _admin.PostAsync("/api/users", """{"name":"a b","role":"viewer","password":"a long password"}""")).Is(HttpStatusCode.BadRequest, "Validation");
        using ConsoleClient bob = _server.Browser();
        await bob.SignInAsync("bob", "a long password");
        Assert.Equal("editor", (await _admin.PutAsync("/api/users/bob", """{"role":"editor"}""")).Ok()["role"]!.GetValue<string>());
        (await bob.GetAsync("/api/monitors")).Is(HttpStatusCode.Unauthorized, "SignInNeeded");
        await bob.SignInAsync("bob", "a long password");
        (await _admin.PutAsync("/api/users/bob", """{"isDisabled":true}""")).Ok();
        (await bob.PostAsync("/api/session", """{"name":"bob","password":"a long password"}""")).Is(HttpStatusCode.Unauthorized, "WrongPassword");
        (await _admin.DeleteAsync("/api/users/bob")).Ok();
        Assert.Single((await _admin.GetAsync("/api/users")).Ok()["users"]!.AsArray());
    }

    [Fact]
    public async Task The_last_admin_stays()
    {
        (await _admin.DeleteAsync("/api/users/admin")).Is(HttpStatusCode.Conflict, "Conflict");
        (await _admin.PutAsync("/api/users/admin", """{"role":"editor"}""")).Is(HttpStatusCode.Conflict, "Conflict");
        (await _admin.PutAsync("/api/users/admin", """{"isDisabled":true}""")).Is(HttpStatusCode.Conflict, "Conflict");
        (await _admin.GetAsync("/api/users")).Ok();
    }

    [Fact]
    public async Task Sessions_are_ones_own_but_for_an_admin()
    {
        using ConsoleClient viewer = await _server.SignInAsync("viewer"), editor = await _server.SignInAsync("editor");
        JsonArray own = (await viewer.GetAsync("/api/sessions")).Ok()["sessions"]!.AsArray();
        Assert.Equal("viewer", Assert.Single(own)!["user"]!.GetValue<string>());
        Assert.True(own[0]!["isCurrent"]!.GetValue<bool>());
        Assert.Equal(3, (await _admin.GetAsync("/api/sessions")).Ok()["sessions"]!.AsArray().Count);
        string id = own[0]!["id"]!.GetValue<string>();
        (await editor.DeleteAsync($"/api/sessions/{id}")).Is(HttpStatusCode.NotFound, "NotFound");
        (await _admin.DeleteAsync($"/api/sessions/{id}")).Ok();
        (await viewer.GetAsync("/api/monitors")).Is(HttpStatusCode.Unauthorized, "SignInNeeded");
    }

    [Fact]
    public async Task A_key_of_the_console_signs_requests_to_the_api_and_to_the_console()
    {
        JsonNode made = (await _admin.PostAsync("/api/keys", """{"name":"ci","policy":"full"}""")).Ok();
        (string id, string secret) = (made["id"]!.GetValue<string>(), made["secret"]!.GetValue<string>());
        Assert.Null((await _admin.GetAsync("/api/keys")).Ok()["keys"]![0]!["secret"]);
        Assert.Equal(HttpStatusCode.OK, await SignedAsync(id, secret, HttpMethod.Get, "/v20210603/Monitors", null));
        Assert.Equal(HttpStatusCode.Created, await SignedAsync(id, secret, HttpMethod.Post, "/api/annotations", """{"text":"shop 2.4.1","kind":"deployment"}"""));
        Assert.Equal(HttpStatusCode.Forbidden, await SignedAsync(id, secret, HttpMethod.Get, "/api/users", null));
        Assert.Equal(HttpStatusCode.Forbidden, await SignedAsync(id, "wrong", HttpMethod.Get, "/api/monitors", null));
        (await _admin.DeleteAsync($"/api/keys/{id}")).Ok();
        _server.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.Forbidden, await SignedAsync(id, secret, HttpMethod.Get, "/api/monitors", null));
        JsonNode shown = (await _admin.GetAsync("/api/annotations?from=now-1h")).Ok()["annotations"]![0]!;
        Assert.Equal((id, "deployment"), (shown["user"]!.GetValue<string>(), shown["kind"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("read-only", HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData("internetmonitor:CreateAnnotation", HttpStatusCode.Forbidden, HttpStatusCode.Created)]
    [InlineData("full", HttpStatusCode.OK, HttpStatusCode.Created)]
    public async Task A_key_may_what_its_policy_says(string policy, HttpStatusCode reading, HttpStatusCode annotating)
    {
        Assert.True(AccessPolicy.TryParse(policy, out AccessPolicy? parsed));
        AccessKey key = _server.Services.Keys.Create(ConsoleFixture.Account, parsed, "");
        Assert.Equal(reading, await SignedAsync(key.Id, key.Secret, HttpMethod.Get, "/api/monitors", null));
        Assert.Equal(annotating, await SignedAsync(key.Id, key.Secret, HttpMethod.Post, "/api/annotations", """{"text":"x"}"""));
    }

    [Fact]
    public async Task Changes_are_recorded_with_who_and_what_but_no_secret()
    {
        using ConsoleClient viewer = await _server.SignInAsync("viewer");
        (await viewer.PostAsync("/api/monitors", """{"name":"shop"}""")).Is(HttpStatusCode.Forbidden, "NotAllowed");
        (await _admin.PostAsync("/api/monitors", """{"name":"shop"}""")).Ok();
        (await _admin.PostAsync("/api/users", """{"name":"bob","role":"viewer","password":"very secret word"}""")).Ok();
        JsonNode page = (await _admin.GetAsync("/api/audit?limit=3")).Ok();
        Assert.Equal(
            ["admin CreateUser ok", "admin CreateMonitor ok", "viewer CreateMonitor NotAllowed"],
            page["entries"]!.AsArray().Select(entry => $"{entry!["user"]} {entry["action"]} {entry["outcome"]}"));
        Assert.Contains("bob", page["entries"]![0]!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        string all = (await _admin.GetAsync("/api/audit")).Text + (await _admin.GetAsync($"/api/audit?after={page["next"]}")).Text;
        Assert.DoesNotContain("very secret word", all, StringComparison.Ordinal);
        Assert.DoesNotContain(ConsoleFixture.Password, all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_made_and_what_was_changed_stand_in_the_log_by_their_names()
    {
        (await _admin.PostAsync("/api/monitors", """{"name":"shop"}""")).Ok();
        (await _admin.SendAsync(HttpMethod.Put, "/api/monitors/shop", """{"trafficPercentage":90}""")).Ok();
        string id = (await _admin.PostAsync("/api/keys", """{"name":"ci","policy":"internetmonitor:CreateAnnotation"}""")).Ok()["id"]!.GetValue<string>();
        AccessKey key = _server.Services.Keys.Find(id)!;
        await SignedAsync(id, key.Secret, HttpMethod.Post, "/api/annotations", """{"text":"shop 2.4.1"}""");
        await SignedAsync(id, key.Secret, HttpMethod.Delete, "/api/monitors/shop", null);
        JsonArray entries = (await _admin.GetAsync("/api/audit?limit=5")).Ok()["entries"]!.AsArray();
        Assert.Equal(
            [
                $"{id} (ci) DeleteMonitor shop NotAllowed", $"{id} (ci) CreateAnnotation 1 ok", $"admin CreateKey {id} ok", "admin UpdateMonitor shop ok", "admin CreateMonitor shop ok",
            ],
            entries.Select(entry => $"{entry!["user"]} {entry["action"]} {entry["target"]} {entry["outcome"]}"));
    }

    [Theory]
    [InlineData("""{"name":"shop","name":"shop"}""", "ok")]
    [InlineData("""{"name":"\ud800"}""", "Validation")]
    [InlineData("""{"name":""", "Validation")]
    public async Task A_body_that_cannot_be_kept_hinders_neither_the_answer_nor_the_record(string body, string outcome)
    {
        await _admin.PostAsync("/api/monitors", body);
        JsonNode entry = (await _admin.GetAsync("/api/audit?limit=1")).Ok()["entries"]![0]!;
        Assert.Equal(("CreateMonitor", "", outcome), (entry["action"]!.GetValue<string>(), entry["detail"]!.GetValue<string>(), entry["outcome"]!.GetValue<string>()));
    }

    [Fact]
    public async Task An_attempt_to_sign_in_is_recorded_with_the_name_that_was_tried()
    {
        using ConsoleClient stranger = _server.Browser();
        (await stranger.PostAsync("/api/session", """{"name":"admin","password":"guess"}""")).Is(HttpStatusCode.Unauthorized, "WrongPassword");
        JsonNode entry = (await _admin.GetAsync("/api/audit?limit=1")).Ok()["entries"]![0]!;
        Assert.Equal(("(admin)", "SignIn", "WrongPassword"), (entry["user"]!.GetValue<string>(), entry["action"]!.GetValue<string>(), entry["outcome"]!.GetValue<string>()));
    }

    private async Task<HttpStatusCode> SignedAsync(string id, string secret, HttpMethod method, string path, string? body)
    {
        using HttpClient http = new();
        using HttpRequestMessage request = new(method, new Uri(_server.Address, path));
        request.Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        await new TestSigner(id, secret, _server.Clock).SignAsync(request);
        using HttpResponseMessage response = await http.SendAsync(request);
        return response.StatusCode;
    }
}
