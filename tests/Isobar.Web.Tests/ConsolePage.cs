using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Isobar.Web.Tests;

/// <summary>A page of the console, and what it did that it must not: requests to strangers, breaches of the content security policy, scripts that fail.</summary>
internal sealed class ConsolePage : IAsyncDisposable
{
    /// <summary>Of all users that tests make.</summary>
    public const string Password = "a long password";

    private readonly ConcurrentQueue<string> _faults = new();

    public ConsolePage(IPage page, Uri server)
    {
        Page = page;
        page.Request += (_, request) =>
        {
            if (Uri.TryCreate(request.Url, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https" or "ws" or "wss" && url.Authority != server.Authority)
            {
                _faults.Enqueue($"a request to {url}");
            }
        };
        page.PageError += (_, error) => _faults.Enqueue($"a script failed: {error}");
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && message.Text.Contains("Content Security Policy", StringComparison.Ordinal))
            {
                _faults.Enqueue(message.Text);
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Opens a page of the console, and waits until nothing of it is loading.</summary>
    public async Task OpenAsync(string path)
    {
        await Page.GotoAsync(path);
        await SettleAsync();
    }

    /// <summary>Waits until there is a heading, and no panel that is loading.</summary>
    public async Task SettleAsync()
    {
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).First).ToBeVisibleAsync();
        await Assertions.Expect(Page.Locator(".iso-skeleton")).ToHaveCountAsync(0);
    }

    /// <summary>An answer of the console's API to this browser.</summary>
    public async Task<JsonNode> AskAsync(string path)
    {
        IAPIResponse response = await Page.APIRequest.GetAsync(path);
        Assert.True(response.Ok, $"{path}: {response.Status} {await response.TextAsync()}");
        return JsonNode.Parse(await response.TextAsync())!;
    }

    /// <summary>A change by the console's API, as the page makes it.</summary>
    public async Task<IAPIResponse> SendAsync(string method, string path, JsonNode? body = null)
    {
        string token = (await AskAsync("/api/session"))["user"]!["csrfToken"]!.GetValue<string>();
        return await Page.APIRequest.FetchAsync(path, new()
        {
            Method = method,
            DataString = body?.ToJsonString(),
            Headers = new Dictionary<string, string> { ["X-Csrf-Token"] = token, ["Content-Type"] = "application/json" },
        });
    }

    /// <summary>What axe finds, one line each; empty where there is nothing.</summary>
    public async Task<string> AxeAsync()
    {
        // Only violations are told: to describe all that is in order takes longer than to look.
        AxeRunOptions options = new() { ResultTypes = [ResultType.Violations], RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } };
        AxeResult result = await Page.RunAxe(options);
        return string.Join('\n', result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Target} {node.Html}")));
    }

    /// <summary>What the page did that it must not, one line each.</summary>
    public string Faults => string.Join('\n', _faults.Distinct());

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
