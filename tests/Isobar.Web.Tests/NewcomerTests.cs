using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Isobar.Server.Commands;
using Isobar.Server.Configuration;
using Microsoft.Playwright;

namespace Isobar.Web.Tests;

/// <summary>What people do with the console, by what they see.</summary>
[Collection(DemoCollection.Name)]
public sealed class NewcomerTests(DemoConsole demo)
{
    /// <summary>A day that is over, so that two answers about it are the same.</summary>
    private static async Task<(long From, long To)> YesterdayAsync(ConsolePage page)
    {
        long now = (await page.AskAsync("/api/session"))["now"]!.GetValue<long>();
        long to = now / 86_400 * 86_400 - 86_400;
        return (to - 3 * 86_400, to);
    }

    [SkippableFact]
    public async Task A_live_event_of_the_demo_appears_and_opens_with_its_cause()
    {
        Skip.If(demo.Missing is not null, demo.Missing);
        await using ConsolePage page = await demo.OpenAsync();
        await page.OpenAsync("/monitors");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "default", Exact = true }).First.ClickAsync();
        await page.SettleAsync();
        // The page brings itself up to date until an event is there that was not before; so fast a demo may have ended it by then.
        const string Links = "a[href*='/events/']";
        string[] before = await page.Page.Locator(Links).EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        await page.Page.Locator(Links + string.Concat(before.Distinct().Select(link => $":not([href='{link}'])"))).First.ClickAsync();
        await page.Page.WaitForURLAsync("**/events/**");
        await page.SettleAsync();
        string id = Uri.UnescapeDataString(new Uri(page.Page.Url).AbsolutePath.Split('/')[^1]);
        JsonNode known = await page.AskAsync($"/api/monitors/default/events/{Uri.EscapeDataString(id)}");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(known["isLocal"]!.GetValue<bool>() ? ":" : "city-networks");
        string action = known["action"]!["text"]!.GetValue<string>();
        await Assertions.Expect(page.Page.GetByText(action[..Math.Min(action.Length, 25)]).First).ToBeVisibleAsync();
        Assert.NotEmpty(known["history"]!.AsArray());
        Assert.NotEmpty(known["paths"]![0]!["nodes"]!.AsArray());
        Assert.Equal("", page.Faults);
    }

    [SkippableTheory]
    [InlineData("/monitors/default?from=now-6h&f=country:Germany", "/api/session /api/monitors /api/monitors/default/overview /api/monitors/default/map")]
    [InlineData("/weather?from=now-6h", "/api/session /api/monitors /api/weather")]
    public async Task What_a_page_needs_is_asked_once_before_its_code_is_there(string path, string questions)
    {
        Skip.If(demo.Missing is not null, demo.Missing);
        await using ConsolePage page = await demo.OpenAsync();
        // Nothing is asked again by itself.
        await page.Page.AddInitScriptAsync("""localStorage.setItem('isobar.preferences', '{"refresh":0}')""");
        List<string> asked = [];
        page.Page.Request += (_, request) => asked.Add(new Uri(request.Url).AbsolutePath);
        await page.OpenAsync(path);
        Assert.All(questions.Split(' '), question => Assert.Equal(1, asked.Count(one => one == question)));
        int code = asked.FindIndex(one => one.Contains("Page-", StringComparison.Ordinal)), last = questions.Split(' ').Max(question => asked.IndexOf(question));
        Assert.True(code >= 0 && last < code, string.Join('\n', asked));
        Assert.Equal("", page.Faults);
    }

    [SkippableFact]
    public async Task A_click_on_a_group_filters_the_explorer_and_the_address_says_so()
    {
        Skip.If(demo.Missing is not null, demo.Missing);
        await using ConsolePage page = await demo.OpenAsync();
        (long from, long to) = await YesterdayAsync(page);
        JsonNode known = await page.AskAsync($"/api/explorer?monitor=default&from={from}&to={to}&group=country&top=8");
        string country = known["groups"]![0]!["key"]!.GetValue<string>();
        await page.OpenAsync($"/monitors/default/explorer?from={from}&to={to}&group=country");
        ILocator table = page.Page.GetByRole(AriaRole.Table, new() { Name = "Totals by group" });
        await table.GetByRole(AriaRole.Button, new() { Name = country, Exact = true }).ClickAsync();
        await Assertions.Expect(page.Page).ToHaveURLAsync(new Regex($"f=country(:|%3A){Regex.Escape(Uri.EscapeDataString(country))}|f=country(:|%3A){Regex.Escape(country.Replace(' ', '+'))}"));
        await Assertions.Expect(table.GetByRole(AriaRole.Row)).ToHaveCountAsync(2);
        await Assertions.Expect(table).ToContainTextAsync(country);
        await page.Page.GoBackAsync();
        await Assertions.Expect(table.GetByRole(AriaRole.Row)).ToHaveCountAsync(known["groups"]!.AsArray().Count + 1);
    }

    [SkippableFact]
    public async Task The_explorer_tells_address_families_apart_and_a_click_filters_by_one()
    {
        Skip.If(demo.Missing is not null, demo.Missing);
        await using ConsolePage page = await demo.OpenAsync();
        (long from, long to) = await YesterdayAsync(page);
        await page.OpenAsync($"/monitors/default/explorer?from={from}&to={to}&group=family");
        ILocator table = page.Page.GetByRole(AriaRole.Table, new() { Name = "Totals by group" });
        await Assertions.Expect(table.GetByRole(AriaRole.Row)).ToHaveCountAsync(3);
        await Assertions.Expect(page.Page.GetByLabel("How many groups")).ToHaveCountAsync(0);
        await table.GetByRole(AriaRole.Button, new() { Name = "IPv6", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Page).ToHaveURLAsync(new Regex("f=family(:|%3A)IPv6"));
        await Assertions.Expect(table.GetByRole(AriaRole.Row)).ToHaveCountAsync(2);
        await Assertions.Expect(table).ToContainTextAsync("IPv6");
        await Assertions.Expect(page.Page.GetByText("Address family = IPv6")).ToBeVisibleAsync();
        JsonNode alone = await page.AskAsync($"/api/explorer?monitor=default&from={from}&to={to}&f=family:IPv6"), both = await page.AskAsync($"/api/explorer?monitor=default&from={from}&to={to}&group=family");
        long Bytes(JsonNode? group) => group!["totals"]!["bytesIn"]!.GetValue<long>();
        Assert.Equal(Bytes(both["groups"]!.AsArray().Single(group => group!["key"]!.GetValue<string>() == "IPv6")), Bytes(alone["groups"]![0]));
        Assert.Equal(Bytes((await page.AskAsync($"/api/explorer?monitor=default&from={from}&to={to}"))["groups"]![0]), both["groups"]!.AsArray().Sum(Bytes));
    }

    [SkippableFact]
    public async Task A_table_as_csv_is_what_the_api_answers()
    {
        Skip.If(demo.Missing is not null, demo.Missing);
        await using ConsolePage page = await demo.OpenAsync();
        (long from, long to) = await YesterdayAsync(page);
        await page.OpenAsync($"/monitors/default/explorer?from={from}&to={to}&group=location");
        IDownload download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.GetByRole(AriaRole.Button, new() { Name = "Download Totals by group as CSV" }).ClickAsync());
        Assert.EndsWith(".csv", download.SuggestedFilename, StringComparison.Ordinal);
        string[] rows = (await File.ReadAllTextAsync(await download.PathAsync())).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        JsonArray groups = (await page.AskAsync($"/api/explorer?monitor=default&from={from}&to={to}&group=location&top=8"))["groups"]!.AsArray();
        IEnumerable<string> expected = groups.Select(group => string.Join(',', new[] { group!["label"]!.GetValue<string>() }.Concat(
            new[] { "trafficPercent", "availability", "performance", "bytesIn", "bytesOut", "rttP50", "rttP90", "rttP95", "ttfb" }
                .Select(member => group["totals"]![member]?.GetValue<double>().ToString("R", CultureInfo.InvariantCulture) ?? ""))));
        Assert.Equal(expected, rows.Skip(1));
    }

    [SkippableFact]
    public async Task A_monitor_is_made_in_five_steps()
    {
        Skip.If(demo.Missing is not null, demo.Missing);
        await using ConsolePage page = await demo.OpenAsync();
        await page.OpenAsync("/monitors/create");
        await page.Page.GetByLabel("Name of the monitor").FillAsync("shop.eu");
        await page.Page.GetByRole(AriaRole.Checkbox).First.CheckAsync(new() { Force = true });
        ILocator next = page.Page.GetByRole(AriaRole.Button, new() { Name = "Next", Exact = true });
        for (int step = 0; step < 3; step++)
        {
            await next.ClickAsync();
        }
        // Publishing: the demo has no bucket, so it says how to add one, and goes no further before that is settled.
        ILocator delivery = page.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Deliver all measurements to a bucket, every five minutes" });
        await delivery.CheckAsync(new() { Force = true });
        await Assertions.Expect(page.Page.GetByText("The server has no bucket yet")).ToBeVisibleAsync();
        await next.ClickAsync();
        await Assertions.Expect(page.Page.GetByText("Choose a bucket, or switch delivery off.", new() { Exact = true })).ToBeVisibleAsync();
        await delivery.UncheckAsync(new() { Force = true });
        await next.ClickAsync();
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Create monitor", Exact = true }).ClickAsync();
        await page.Page.WaitForURLAsync("**/monitors/shop.eu");
        Assert.NotEmpty((await page.AskAsync("/api/monitors/shop.eu"))["resources"]!.AsArray());
        // Its address opens it again, though it looks like that of a file.
        await page.OpenAsync("/monitors/shop.eu");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "shop.eu" }).First).ToBeVisibleAsync();
        Assert.True((await page.SendAsync("DELETE", "/api/monitors/shop.eu")).Ok);
    }

    [SkippableFact]
    public async Task A_viewer_sees_everything_and_changes_nothing()
    {
        Skip.If(demo.Missing is not null, demo.Missing);
        await using ConsolePage viewer = await demo.OpenAsAsync("victor", "viewer");
        await viewer.OpenAsync("/monitors");
        await Assertions.Expect(viewer.Page.GetByRole(AriaRole.Link, new() { Name = "default", Exact = true }).First).ToBeVisibleAsync();
        await Assertions.Expect(viewer.Page.GetByRole(AriaRole.Button, new() { Name = "Create monitor" })).ToHaveCountAsync(0);
        Assert.Equal(403, (await viewer.SendAsync("POST", "/api/monitors", new JsonObject { ["name"] = "x" })).Status);
        Assert.Equal(403, (await viewer.Page.APIRequest.GetAsync("/api/users")).Status);
        await viewer.Page.GotoAsync("/monitors/create");
        await Assertions.Expect(viewer.Page.GetByText("You may look, not change")).ToBeVisibleAsync();
        Assert.Equal("", viewer.Faults);
    }

    [SkippableFact]
    public async Task A_link_that_was_asked_for_on_the_machine_lets_somebody_in_once()
    {
        Skip.If(demo.Missing is not null, demo.Missing);
        using StringWriter output = new();
        string[] arguments = ["link", "--data", demo.DataFolder, "--address", demo.Address.ToString()];
        Assert.Equal(0, AccessCommand.Create(ConfigurationInputs.None, TimeProvider.System).Parse(arguments).Invoke(new() { Output = output, Error = TextWriter.Null }));
        await using ConsolePage console = await demo.OpenAsStrangerAsync(Look.Phone), late = await demo.OpenAsStrangerAsync();
        IPage page = console.Page;
        await console.OpenAsync(output.ToString().Trim());
        await Assertions.Expect(page.GetByText("This link makes an account that may do everything.").First).ToBeVisibleAsync();
        Assert.Equal("", await console.AxeAsync());
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("anja");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(ConsolePage.Password);
        await page.GetByLabel("Password again").FillAsync(ConsolePage.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on with this account" }).ClickAsync();
        await page.WaitForURLAsync("**/monitors**", new() { WaitUntil = WaitUntilState.Commit });
        await console.SettleAsync();
        Assert.Equal("admin", (await console.AskAsync("/api/session"))["user"]!["role"]!.GetValue<string>());
        await late.OpenAsync(output.ToString().Trim());
        await Assertions.Expect(late.Page.GetByText("This link was used already, or is too old.")).ToBeVisibleAsync();
        Assert.Equal("", console.Faults);
    }

    [SkippableFact]
    public async Task Who_was_signed_out_comes_back_to_the_same_page()
    {
        Skip.If(demo.Missing is not null, demo.Missing);
        await using ConsolePage admin = await demo.OpenAsync(), editor = await demo.OpenAsStrangerAsync();
        Assert.True((await admin.SendAsync("POST", "/api/users", new JsonObject { ["name"] = "erna", ["role"] = "editor", ["password"] = ConsolePage.Password })).Ok);
        await SignInAsync(editor, "erna", "/weather");
        JsonNode session = (await admin.AskAsync("/api/sessions"))["sessions"]!.AsArray().Single(one => one!["user"]!.GetValue<string>() == "erna")!;
        Assert.True((await admin.SendAsync("DELETE", $"/api/sessions/{session["id"]}")).Ok);
        await editor.Page.GetByRole(AriaRole.Link, new() { Name = "Sources", Exact = true }).First.ClickAsync();
        await Assertions.Expect(editor.Page.GetByText("Your session has ended")).ToBeVisibleAsync();
        await FillAsync(editor, "erna");
        await Assertions.Expect(editor.Page).ToHaveURLAsync(new Regex("/sources"));
        await editor.SettleAsync();
    }

    [SkippableFact]
    public async Task A_server_that_is_gone_is_told_and_found_again()
    {
        Skip.If(demo.Missing is not null, demo.Missing);
        await using ConsolePage page = await demo.OpenAsync();
        await page.OpenAsync("/sources");
        await page.Page.RouteAsync("**/api/**", route => route.AbortAsync("connectionrefused"));
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Alarms", Exact = true }).First.ClickAsync();
        await Assertions.Expect(page.Page.GetByText("The server does not answer").First).ToBeVisibleAsync();
        await page.Page.UnrouteAsync("**/api/**");
        await Assertions.Expect(page.Page.GetByText("The server does not answer")).ToHaveCountAsync(0);
        await page.SettleAsync();
    }

    private static async Task SignInAsync(ConsolePage page, string name, string path)
    {
        await page.OpenAsync(path);
        await FillAsync(page, name);
        await page.SettleAsync();
    }

    private static async Task FillAsync(ConsolePage page, string name)
    {
        await page.Page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.Page.GetByLabel("Password", new() { Exact = true }).FillAsync(ConsolePage.Password);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in", Exact = true })).ToHaveCountAsync(0);
    }
}
