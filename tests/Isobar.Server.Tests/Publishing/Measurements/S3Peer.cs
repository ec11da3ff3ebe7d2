using System.Diagnostics;
using System.Globalization;
using Isobar.Server.Configuration;
using Isobar.Tests;

namespace Isobar.Server.Tests.Publishing.Measurements;

/// <summary>A store that speaks S3, as a process of its own; its objects lie in a folder.</summary>
internal sealed class S3Peer : IAsyncDisposable
{
    private readonly Process _process;

    private S3Peer(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public static async Task<S3Peer> StartAsync(string folder, int port, params string[] buckets)
    {
        Skip.IfNot(Directory.Exists(Repository.Path("tests/clients/node_modules/s3rver")), "tests/clients is not installed: npm ci --prefix tests/clients");
        Directory.CreateDirectory(folder);
        ProcessStartInfo start = new("node", ["s3_peer.js", folder, port.ToString(CultureInfo.InvariantCulture), .. buckets])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = Repository.Path("tests/clients"),
        };
        start.Environment["AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE"] = "1";
        Process process = Process.Start(start)!;
        string? line = await process.StandardOutput.ReadLineAsync();
        return new(process, int.Parse(line!, CultureInfo.InvariantCulture));
    }

    public BucketConfiguration Configuration(string key = "S3RVER") => new(null, new Uri($"http://127.0.0.1:{Port}"), "eu-central-1", key, "S3RVER", HasPathStyle: true);

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
