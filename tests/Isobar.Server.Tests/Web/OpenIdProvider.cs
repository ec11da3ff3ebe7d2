using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Isobar.Tests;

/// <summary>A real OpenID provider as a process of its own, on loopback. Tests without it are skipped, and say so.</summary>
public sealed class OpenIdProvider : IAsyncLifetime
{
    private Process? _process;
    private Task<string> _errors = Task.FromResult("");

    /// <summary>Why there is none; null where there is.</summary>
    public static string? Missing { get; } =
        Directory.Exists(Repository.Path("tests/clients/node_modules/oidc-provider")) ? null : "tests/clients is not installed: npm ci --prefix tests/clients";

    /// <summary>Where it is.</summary>
    public string Authority { get; private set; } = "";

    public async Task InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }
        _process = Process.Start(new ProcessStartInfo("node", ["openid_provider.mjs"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Path("tests/clients"),
        })!;
        _errors = _process.StandardError.ReadToEndAsync();
        Authority = await ReadAsync();
    }

    /// <summary>Says where the console is; from then on it answers, and knows nobody.</summary>
    public Task ServeAsync(Uri console, bool isClaimInToken = false) =>
        TellAsync(new() { ["address"] = console.GetLeftPart(UriPartial.Authority), ["isClaimInToken"] = isClaimInToken });

    /// <summary>Adds or changes a user.</summary>
    /// <param name="subject">What it calls them.</param>
    /// <param name="claims">What it says about them.</param>
    public Task AddAsync(string subject, JsonObject claims) => TellAsync(new() { ["users"] = new JsonObject { [subject] = claims } });

    /// <summary>Ends it, as if the machine were gone.</summary>
    public async Task StopAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        await _errors;
        _process?.Dispose();
    }

    private async Task TellAsync(JsonObject said)
    {
        await _process!.StandardInput.WriteLineAsync(said.ToJsonString());
        await _process.StandardInput.FlushAsync();
        Assert.Equal("ok", await ReadAsync());
    }

    private async Task<string> ReadAsync() => await _process!.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"The provider ended: {await _errors}");
}
