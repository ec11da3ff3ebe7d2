using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Isobar.Web.Tests;

/// <summary>The life of an alarm, by what people see and click.</summary>
[Collection(DemoCollection.Name)]
public sealed class AlarmTests(DemoConsole demo)
{
    // What stands in the address of its page must be found again.
    private const string Name = "users/eu 1", Path = "/alarms/users%2Feu%201";

    [SkippableFact]
    public async Task An_alarm_is_made_rings_is_changed_switched_off_and_deleted()
    {
        Skip.If(demo.Missing is not null, demo.Missing);
        await using ConsolePage console = await demo.OpenAsync();
        IPage page = console.Page;
        await console.OpenAsync("/alarms");
        await Button(page, "Create alarm").First.ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(Name);
        await page.GetByLabel("Description (optional)").FillAsync("somebody is there");
        await ChooseAsync(page, "Metric", "Bytes to clients");
        await ChooseAsync(page, "Is", "at or above");
        await page.GetByLabel("Threshold (bytes)").FillAsync("");
        await Button(page, "Create alarm").ClickAsync();
        await Assertions.Expect(page.GetByText("The threshold is a number.").First).ToBeVisibleAsync();
        await page.GetByLabel("Threshold (bytes)").FillAsync("0");
        await page.GetByLabel("Bad periods").FillAsync("1");
        await page.GetByLabel("of so many").FillAsync("1");
        await Button(page, "Create alarm").ClickAsync();

        // The list has it, and brings itself up to date until it rings.
        ILocator row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = Name });
        await Assertions.Expect(row).ToContainTextAsync("Bytes to clients of default at or above 0 bytes in 1 × 5 min");
        await Assertions.Expect(row).ToContainTextAsync("In alarm");
        await row.GetByRole(AriaRole.Link, new() { Name = Name }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(Regex.Escape(Path) + "$"));
        await console.SettleAsync();
        ILocator history = page.GetByRole(AriaRole.Table, new() { Name = $"History of {Name}" });
        await Assertions.Expect(history.GetByRole(AriaRole.Row).Filter(new() { HasText = "to ALARM" }).First).ToBeVisibleAsync();
        Assert.Equal("", await console.AxeAsync());

        await Button(page, "Edit").ClickAsync();
        await console.SettleAsync();
        await page.GetByLabel("Threshold (bytes)").FillAsync("5");
        await Button(page, "Save").ClickAsync();
        await Assertions.Expect(page.GetByText("at or above 5 bytes").First).ToBeVisibleAsync();
        await Assertions.Expect(history.GetByRole(AriaRole.Row).Filter(new() { HasText = "Settings" })).ToHaveCountAsync(2);

        await Button(page, "Tell nobody").ClickAsync();
        await Assertions.Expect(Button(page, "Tell again")).ToBeVisibleAsync();
        JsonNode known = await console.AskAsync($"/api{Path}");
        Assert.Equal((5, false), (known["threshold"]!.GetValue<double>(), known["actionsEnabled"]!.GetValue<bool>()));

        await ViewerMayOnlyLookAsync();

        await Button(page, "Delete").ClickAsync();
        await Button(page.GetByRole(AriaRole.Dialog), "Delete").ClickAsync();
        await page.WaitForURLAsync("**/alarms", new() { WaitUntil = WaitUntilState.Commit });
        await console.SettleAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);
        Assert.Empty((await console.AskAsync("/api/alarms"))["alarms"]!.AsArray());
        Assert.Equal("", console.Faults);
    }

    private async Task ViewerMayOnlyLookAsync()
    {
        await using ConsolePage viewer = await demo.OpenAsAsync("vera", "viewer");
        await viewer.OpenAsync("/alarms");
        await Assertions.Expect(Button(viewer.Page, "Create alarm")).ToHaveCountAsync(0);
        await viewer.Page.GetByRole(AriaRole.Link, new() { Name = Name }).ClickAsync();
        await Assertions.Expect(viewer.Page.GetByRole(AriaRole.Table, new() { Name = $"History of {Name}" })).ToBeVisibleAsync();
        foreach (string change in (string[])["Edit", "Tell again", "Delete"])
        {
            await Assertions.Expect(Button(viewer.Page, change)).ToHaveCountAsync(0);
        }
        await viewer.Page.GotoAsync($"{Path}/edit");
        await Assertions.Expect(viewer.Page.GetByText("You may look, not change")).ToBeVisibleAsync();
        foreach ((string method, string path) in ((string, string)[])[("POST", "/api/alarms"), ("PUT", $"/api{Path}"), ("PUT", $"/api{Path}/actions"), ("DELETE", $"/api{Path}")])
        {
            Assert.Equal(403, (await viewer.SendAsync(method, path, new JsonObject())).Status);
        }
        Assert.Equal("", viewer.Faults);
    }

    private static async Task ChooseAsync(IPage page, string label, string option)
    {
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex($"^{label} ") }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { Name = option, Exact = true }).ClickAsync();
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static ILocator Button(ILocator part, string name) => part.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
