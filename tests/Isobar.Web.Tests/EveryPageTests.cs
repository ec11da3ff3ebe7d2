using System.Text.Json.Nodes;

namespace Isobar.Web.Tests;

/// <summary>Every page of the console in every look: nothing for axe to find, nothing that the policy forbids, nothing wider than the window; and a picture of it.</summary>
[Collection(DemoCollection.Name)]
public sealed class EveryPageTests(DemoConsole demo)
{
    private static readonly (string Name, string Path)[] s_pages =
    [
        ("monitors", "/monitors"),
        ("create", "/monitors/create"),
        ("overview", "/monitors/default"),
        ("events", "/monitors/default/events"),
        ("event", "/monitors/default/events/{event}"),
        ("explorer", "/monitors/default/explorer?group=country&compare=previous&from=now-7d"),
        ("insights", "/monitors/default/insights"),
        ("configure", "/monitors/default/configure"),
        ("weather", "/weather"),
        ("sources", "/sources"),
        ("alarms", "/alarms"),
        ("alarm-create", "/alarms/create"),
        ("annotations", "/annotations"),
        ("access", "/access"),
        ("not-found", "/nothing-here"),
    ];

    public static TheoryData<string, string> Pages
    {
        get
        {
            TheoryData<string, string> all = [];
            foreach ((string name, _) in s_pages)
            {
                foreach (string look in (string[])["light", "dark", "phone"])
                {
                    all.Add(name, look);
                }
            }
            return all;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Pages))]
    public async Task A_page_is_in_order(string name, string look)
    {
        Skip.If(demo.Missing is not null, demo.Missing);
        await using ConsolePage page = await demo.OpenAsync(Look.Of(look));
        string path = s_pages.Single(one => one.Name == name).Path;
        await page.OpenAsync(path.Contains("{event}", StringComparison.Ordinal) ? path.Replace("{event}", await GreatestEventAsync(page), StringComparison.Ordinal) : path);
        await page.Page.ScreenshotAsync(new() { Path = Path.Combine(DemoConsole.Screenshots, $"{name}-{look}.png"), FullPage = true });
        Assert.Equal("", page.Faults);
        Assert.Equal("", await page.AxeAsync());
        int beyond = await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(beyond <= 1, $"The page is {beyond} pixels wider than the window.");
    }

    [SkippableTheory]
    [InlineData("light")]
    [InlineData("dark")]
    [InlineData("phone")]
    public async Task The_door_is_in_order(string look)
    {
        Skip.If(demo.Missing is not null, demo.Missing);
        await using ConsolePage page = await demo.OpenAsStrangerAsync(Look.Of(look));
        await page.OpenAsync("/monitors");
        await page.Page.ScreenshotAsync(new() { Path = Path.Combine(DemoConsole.Screenshots, $"sign-in-{look}.png") });
        Assert.Equal(("", ""), (page.Faults, await page.AxeAsync()));
    }

    /// <summary>Of the events of the last day that blame somebody, the one with the greatest impact.</summary>
    private static async Task<string> GreatestEventAsync(ConsolePage page)
    {
        JsonArray events = (await page.AskAsync("/api/monitors/default/events?from=now-7d&limit=200"))["events"]!.AsArray();
        return Uri.EscapeDataString(events.Where(one => one!["cause"]?["verdict"]!.GetValue<string>() == "Blamed").MaxBy(one => one!["impactPercent"]!.GetValue<double>())!["id"]!.GetValue<string>());
    }
}
