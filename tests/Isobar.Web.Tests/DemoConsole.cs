using System.Text.Json.Nodes;
using Isobar.Server.Configuration;
using Isobar.Server.Commands;
using Isobar.Server.Demo;
using Isobar.Tests;
using Microsoft.Playwright;

namespace Isobar.Web.Tests;

/// <summary>
/// The demo in this process, thirty times as fast, and a real browser in front of it. The one-time link is used once, by a page, as a newcomer would: what that browser then holds is what
/// the tests begin with. Where an OpenID provider is installed, people may sign in with it too.
/// </summary>
public sealed class DemoConsole : IAsyncLifetime
{
    public const string Chromium = "/usr/bin/chromium";

    /// <summary>What a busy machine may take; a page is there as soon as it is.</summary>
    public const float PatienceMillis = 90_000;

    private const double Speed = 30;

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<(Uri Address, Uri Link)> _serving = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<int> _demo = Task.FromResult(0);
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string? _admin;

    /// <summary>Why nothing can be tested here; null where it can.</summary>
    public string? Missing { get; } = File.Exists(Chromium) ? null : $"Debian's chromium is not installed at {Chromium}";

    /// <summary>What people may sign in with besides.</summary>
    public OpenIdProvider Provider { get; } = new();

    /// <summary>Where the console is.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The folder that the demo keeps everything in.</summary>
    public string DataFolder => _folder["demo"];

    /// <summary>The same under a name that to a browser is another site than the provider's, as it is in companies.</summary>
    public Uri OtherAddress => new UriBuilder(Address) { Host = "localhost" }.Uri;

    /// <summary>Where screenshots go.</summary>
    public static string Screenshots => Directory.CreateDirectory(Repository.Path("artifacts/screenshots")).FullName;

    public async Task InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }
        await Provider.InitializeAsync();
        ConfigurationInputs inputs = OpenIdProvider.Missing is not null ? ConfigurationInputs.None : new(new Dictionary<string, string>
        {
            ["ISOBAR__CONSOLE__OPENIDCONNECT"] = $$"""
                {
                  "authority": "{{Provider.Authority}}", "clientId": "isobar", "clientSecret": "the secret of the client", "displayName": "Example ID",
                  "scopes": ["openid", "profile", "groups"], "roleClaim": "groups", "viewers": ["staff"]
                }
                """,
        });
        UpSettings settings = new UpSettingsReader(inputs).Read(new UpArguments([], null, "local", _folder["stores"], null, "127.0.0.1:0", [], null, null, null, false, false))!;
        DemoOptions options = new() { Folder = _folder["demo"], Up = settings, Speed = Speed, OnServing = (address, link) => _serving.TrySetResult((address, link)) };
        _demo = Task.Run(() => new DemoRun(options, TimeProvider.System).RunAsync(_stop.Token));
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Headless = true,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-default-apps",
            ],
        });
        if (await Task.WhenAny(_serving.Task, _demo) == _demo)
        {
            throw new InvalidOperationException($"The demo ended with status {await _demo} before it served.");
        }
        (Address, Uri link) = await _serving.Task;
        if (OpenIdProvider.Missing is null)
        {
            await Provider.ServeAsync(OtherAddress);
        }
        await using ConsolePage page = await OpenAsync(null, null);
        await page.Page.GotoAsync(link.ToString());
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Look around the demo" }).ClickAsync();
        await page.Page.WaitForURLAsync("**/monitors**", new() { WaitUntil = WaitUntilState.Commit });
        await page.SettleAsync();
        _admin = await page.Page.Context.StorageStateAsync();
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
        _playwright?.Dispose();
        await _demo;
        await Provider.DisposeAsync();
        _folder.Dispose();
        _stop.Dispose();
    }

    /// <summary>A page of the administrator whom the link let in.</summary>
    internal Task<ConsolePage> OpenAsync(Look? look = null) => OpenAsync(_admin, look);

    /// <summary>A page of somebody who has not signed in.</summary>
    internal Task<ConsolePage> OpenAsStrangerAsync(Look? look = null) => OpenAsync(null, look);

    /// <summary>A page of a new user of this role, whose password is <see cref="ConsolePage.Password"/>; they are signed in already.</summary>
    internal async Task<ConsolePage> OpenAsAsync(string name, string role)
    {
        await using (ConsolePage admin = await OpenAsync())
        {
            IAPIResponse made = await admin.SendAsync("POST", "/api/users", new JsonObject { ["name"] = name, ["role"] = role, ["password"] = ConsolePage.Password });
            Assert.True(made.Ok, await made.TextAsync());
        }
        ConsolePage page = await OpenAsStrangerAsync();
        IAPIResponse signedIn = await page.Page.APIRequest.PostAsync("/api/session", new() { DataObject = new Dictionary<string, string> { ["name"] = name, ["password"] = ConsolePage.Password } });
        Assert.True(signedIn.Ok, await signedIn.TextAsync());
        return page;
    }

    private async Task<ConsolePage> OpenAsync(string? state, Look? look)
    {
        look ??= Look.Light;
        IBrowserContext context = await _browser!.NewContextAsync(new()
        {
            BaseURL = Address.ToString(),
            StorageState = state,
            ViewportSize = new() { Width = look.Width, Height = look.Height },
            ColorScheme = look.IsDark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            HasTouch = look.IsPhone,
            IsMobile = look.IsPhone,
            DeviceScaleFactor = look.IsPhone ? 2 : 1,
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(PatienceMillis);
        Assertions.SetDefaultExpectTimeout(PatienceMillis);
        return new(await context.NewPageAsync(), Address);
    }
}
