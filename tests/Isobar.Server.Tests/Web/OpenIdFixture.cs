using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Isobar.Tests;

namespace Isobar.Server.Tests.Web;

/// <summary>A server whose users sign in with a real provider, and the provider.</summary>
internal sealed partial class OpenIdFixture : IAsyncDisposable
{
    private OpenIdFixture(OpenIdProvider provider, ConsoleFixture server) => (Provider, Server) = (provider, server);

    public OpenIdProvider Provider { get; }

    public ConsoleFixture Server { get; }

    /// <summary>Starts the server, and brings the provider to know it.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="more">Keys of the provider besides the client's.</param>
    /// <param name="isClaimInToken">Whether claims are in the identity token; else the userinfo endpoint tells them.</param>
    /// <param name="address">The address that the provider knows the console by; null for the real one.</param>
    public static async Task<OpenIdFixture> StartAsync(OpenIdProvider provider, string more = "", bool isClaimInToken = false, string? address = null)
    {
        Skip.If(OpenIdProvider.Missing is not null, OpenIdProvider.Missing);
        ConsoleFixture server = await ConsoleFixture.StartAsync($$"""
            , "console": { "openIdConnect": {
              "authority": "{{provider.Authority}}", "clientId": "isobar", "clientSecret": "the secret of the client", "displayName": "Example ID",
              "scopes": ["openid", "profile", "email", "groups"] {{(more.Length > 0 ? more : """, "roleClaim": "groups", "viewers": ["staff"], "editors": ["netops"], "admins": ["owners"]""")}} } }
            """);
        await provider.ServeAsync(address is null ? server.Address : new Uri(address), isClaimInToken);
        return new(provider, server);
    }

    /// <summary>Adds a user to the provider, or changes what it says about them.</summary>
    public Task AddAsync(string subject, string name, params string[] groups) =>
        Provider.AddAsync(subject, new() { ["preferred_username"] = name, ["groups"] = new JsonArray([.. groups.Select(group => (JsonNode)group)]) });

    /// <summary>Begins at the console and goes through the provider's pages; gives the address that leads back to the console.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="subject">Who signs in at the provider; null for somebody who turns back.</param>
    /// <param name="to">The page to come back to.</param>
    public async Task<string> PassProviderAsync(ConsoleClient browser, string? subject, string to = "/") =>
        await PassProviderAsync(browser, subject, await browser.GetAsync($"/api/sign-in?to={Uri.EscapeDataString(to)}"));

    /// <summary>Goes through the provider's pages from the answer that leads there.</summary>
    public async Task<string> PassProviderAsync(ConsoleClient browser, string? subject, ConsoleReply reply)
    {
        Uri at = Server.Address;
        for (int step = 0; step < 20; step++)
        {
            if (reply.Headers.TryGetValue("Location", out string? location))
            {
                at = new Uri(at, location);
                if (at.AbsolutePath == "/sign-in/callback")
                {
                    return at.AbsoluteUri;
                }
                Assert.Equal(Provider.Authority, at.GetLeftPart(UriPartial.Authority));
                reply = await browser.GetAsync(at.AbsoluteUri);
                continue;
            }
            Assert.True(reply.Status == HttpStatusCode.OK, $"{at}: {reply.Status} {reply.Text}");
            if (subject is null)
            {
                at = new Uri(at, Abort().Match(reply.Text).Groups[1].Value);
                reply = await browser.GetAsync(at.AbsoluteUri);
                continue;
            }
            at = new Uri(at, Action().Match(reply.Text).Groups[1].Value);
            Dictionary<string, string> fields = Hidden().Matches(reply.Text).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
            fields["login"] = subject;
            fields["password"] = "anything";
            reply = await browser.PostFormAsync(at.AbsoluteUri, fields);
        }
        throw new InvalidOperationException($"The provider does not come to an end: {at}");
    }

    /// <summary>Signs in with the provider, and gives the answer that ends it.</summary>
    public async Task<ConsoleReply> SignInAsync(ConsoleClient browser, string subject, string to = "/") => await browser.GetAsync(await PassProviderAsync(browser, subject, to));

    /// <summary>The session of a browser that has come through.</summary>
    public static async Task<JsonNode> SessionOfAsync(ConsoleClient browser)
    {
        JsonNode session = (await browser.GetAsync("/api/session")).Ok();
        browser.Csrf = session["user"]?["csrfToken"]!.GetValue<string>();
        return session;
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [GeneratedRegex("action=\"([^\"]+)\"")]
    private static partial Regex Action();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();

    [GeneratedRegex("href=\"([^\"]+/abort)\"")]
    private static partial Regex Abort();
}
