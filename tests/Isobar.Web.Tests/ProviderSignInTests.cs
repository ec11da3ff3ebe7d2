using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Isobar.Tests;
using Microsoft.Playwright;

namespace Isobar.Web.Tests;

/// <summary>Signing in with an OpenID provider, in a browser that has its own mind about cookies and pages of others.</summary>
[Collection(DemoCollection.Name)]
public sealed class ProviderSignInTests(DemoConsole demo)
{
    [SkippableFact]
    public async Task Who_signs_in_with_the_provider_is_on_the_page_they_wanted_and_may_leave_it_too()
    {
        Skip.If(demo.Missing is not null, demo.Missing);
        Skip.If(OpenIdProvider.Missing is not null, OpenIdProvider.Missing);
        await demo.Provider.AddAsync("4711", new() { ["preferred_username"] = "paula", ["groups"] = new JsonArray("staff") });
        await using ConsolePage page = await demo.OpenAsStrangerAsync();
        // The provider's own pages ask for a font.
        await page.Page.RouteAsync("https://**", route => route.AbortAsync());
        await page.OpenAsync(new Uri(demo.OtherAddress, "/weather?from=now-6h").AbsoluteUri);
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Example ID" }).ClickAsync();
        await page.Page.GetByPlaceholder("Enter any login").FillAsync("4711");
        await page.Page.GetByPlaceholder("and password").FillAsync("anything");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Sign-in" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Assertions.Expect(page.Page).ToHaveURLAsync(new Regex("^http://localhost:[0-9]+/weather\\?from=now-6h"));
        await page.SettleAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "paula" }).First.ClickAsync();
        await Assertions.Expect(page.Page.GetByText("Set a password")).ToHaveCountAsync(0);
        await page.Page.GetByText("Sign out", new() { Exact = true }).First.ClickAsync();
        await Assertions.Expect(page.Page.GetByText("You are signed out here.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Link, new() { Name = "Sign out there too" })).ToHaveAttributeAsync("href", new Regex($"^{Regex.Escape(demo.Provider.Authority)}/session/end"));
        Assert.DoesNotContain("Content Security Policy", page.Faults, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Who_is_refused_reads_why_and_what_to_do()
    {
        Skip.If(demo.Missing is not null, demo.Missing);
        Skip.If(OpenIdProvider.Missing is not null, OpenIdProvider.Missing);
        await using ConsolePage page = await demo.OpenAsStrangerAsync();
        await page.OpenAsync("/sign-in?failure=NoRole&to=%2Falarms");
        await Assertions.Expect(page.Page.GetByText("Example ID knows you, but you have no role in this console.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Example ID" })).ToHaveAttributeAsync("href", "/api/sign-in?to=%2Falarms&ask=true");
        await page.Page.ScreenshotAsync(new() { Path = Path.Combine(DemoConsole.Screenshots, "sign-in-refused.png") });
        Assert.Equal(("", ""), (page.Faults, await page.AxeAsync()));
    }
}
