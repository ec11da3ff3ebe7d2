using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Isobar.Web.Tests;

/// <summary>What people write down beside the measurements: notes on charts, and times in which nobody is told.</summary>
[Collection(DemoCollection.Name)]
public sealed class NoteTests(DemoConsole demo)
{
    [SkippableFact]
    public async Task A_deployment_is_marked_on_the_charts_and_listed_until_it_is_deleted()
    {
        Skip.If(demo.Missing is not null, demo.Missing);
        await using ConsolePage console = await demo.OpenAsync();
        IPage page = console.Page;
        await console.OpenAsync("/monitors/default");
        await page.GetByRole(AriaRole.Button, new() { Name = "Annotate", Exact = true }).ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        ILocator save = dialog.GetByRole(AriaRole.Button, new() { Name = "Annotate", Exact = true });
        await Assertions.Expect(save).ToBeDisabledAsync();
        await dialog.GetByLabel("What happened").FillAsync("shop 2.4.1");
        await save.ClickAsync();
        await Assertions.Expect(page.GetByText("The annotation is on the charts.").First).ToBeVisibleAsync();
        Assert.Contains((await console.AskAsync("/api/monitors/default/overview"))["annotations"]!.AsArray(), one => one!["text"]!.GetValue<string>() == "shop 2.4.1");

        await console.OpenAsync("/annotations");
        ILocator row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "shop 2.4.1" });
        await Assertions.Expect(row).ToContainTextAsync(new Regex("deployment.*default.*demo"));
        await row.GetByRole(AriaRole.Button, new() { Name = "Delete shop 2.4.1" }).ClickAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);
        Assert.Equal("", console.Faults);
    }

    [SkippableFact]
    public async Task A_maintenance_window_is_set_and_taken_back_and_a_viewer_can_do_neither()
    {
        Skip.If(demo.Missing is not null, demo.Missing);
        await using ConsolePage console = await demo.OpenAsync();
        IPage page = console.Page;
        await console.OpenAsync("/annotations");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a window", Exact = true }).ClickAsync();
        ILocator dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("What is done").FillAsync("router swap");
        await dialog.GetByLabel(new Regex("^To ")).FillAsync("2020-01-01 00:00");
        await Assertions.Expect(dialog.GetByText("The end must be after the start.").First).ToBeVisibleAsync();
        ILocator save = dialog.GetByRole(AriaRole.Button, new() { Name = "Add the window", Exact = true });
        await Assertions.Expect(save).ToBeDisabledAsync();
        await dialog.GetByLabel(new Regex("^From ")).FillAsync("2035-01-01 00:00");
        await dialog.GetByLabel(new Regex("^To ")).FillAsync("2035-01-01 02:00");
        await save.ClickAsync();
        ILocator row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "router swap" });
        await Assertions.Expect(row).ToContainTextAsync(new Regex("To come.*1 Jan 2035, 00:00.*1 Jan 2035, 02:00.*all.*demo"));

        await using (ConsolePage viewer = await demo.OpenAsAsync("viola", "viewer"))
        {
            await viewer.OpenAsync("/annotations");
            await Assertions.Expect(viewer.Page.GetByText("router swap")).ToBeVisibleAsync();
            await Assertions.Expect(viewer.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^(Annotate|Add a window|Delete .*)$") })).ToHaveCountAsync(0);
            Assert.Equal(403, (await viewer.SendAsync("POST", "/api/maintenance", new JsonObject())).Status);
            Assert.Equal(403, (await viewer.SendAsync("POST", "/api/annotations", new JsonObject())).Status);
        }

        await row.GetByRole(AriaRole.Button, new() { Name = "Delete router swap" }).ClickAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);
        Assert.Equal("", console.Faults);
    }
}
