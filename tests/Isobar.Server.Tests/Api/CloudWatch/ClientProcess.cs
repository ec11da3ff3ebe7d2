using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Isobar.Tests;

namespace Isobar.Server.Tests.Api.CloudWatch;

/// <summary>Real AWS clients as processes of their own. A test that needs one is skipped where it is not installed, and says so.</summary>
internal static class ClientProcess
{
    public const string Aws = "/usr/bin/aws", Python = "/usr/bin/python3";

    /// <summary>Runs a script of `tests/clients` with Node.js.</summary>
    public static Task<JsonNode> NodeAsync(CloudWatchServer server, params string[] arguments)
    {
        Skip.IfNot(
            Directory.Exists(Repository.Path("tests/clients/node_modules/@aws-sdk/client-cloudwatch")), "tests/clients is not installed: npm ci --prefix tests/clients");
        return JsonAsync(server, "node", ["cloudwatch.mjs", server.Address.ToString(), .. arguments]);
    }

    /// <summary>Runs a script of `tests/clients` with Debian's Python and its boto3.</summary>
    public static async Task<JsonNode> BotoAsync(CloudWatchServer server, params string[] arguments)
    {
        Skip.IfNot(File.Exists(Python) && Directory.Exists("/usr/lib/python3/dist-packages/boto3"), "Debian's python3-boto3 is not installed");
        JsonNode answer = await JsonAsync(server, Python, ["-I", "cloudwatch_boto3.py", server.Address.ToString(), .. arguments]);
        Assert.Equal("1.26.27", answer["version"]!.GetValue<string>());
        return answer;
    }

    /// <summary>Runs Debian's AWS CLI.</summary>
    public static async Task<(int Status, string Output, string Error)> CliAsync(CloudWatchServer server, params string[] arguments)
    {
        Skip.IfNot(File.Exists(Aws), "Debian's awscli is not installed");
        return await RunAsync(server, Aws, ["--endpoint-url", server.Address.ToString(), "--region", "us-east-1", "--output", "json", .. arguments]);
    }

    /// <summary>Runs a program with the keys of a server in its environment.</summary>
    public static async Task<(int Status, string Output, string Error)> RunAsync(CloudWatchServer? server, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Path("tests/clients"),
        };
        start.Environment["AWS_ACCESS_KEY_ID"] = server?.Key?.Id ?? "none";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = server?.Key?.Secret ?? "none";
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        start.Environment["AWS_CONFIG_FILE"] = "/nonexistent";
        start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = "/nonexistent";
        start.Environment["NO_PROXY"] = "*";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    private static async Task<JsonNode> JsonAsync(CloudWatchServer server, string program, string[] arguments)
    {
        (int status, string output, string error) = await RunAsync(server, program, arguments);
        Assert.True(status == 0, $"{program} {string.Join(' ', arguments)} ended with {status}: {error}");
        return JsonNode.Parse(output, documentOptions: new JsonDocumentOptions { MaxDepth = 64 })!;
    }
}
