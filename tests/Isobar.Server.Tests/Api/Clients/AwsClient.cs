using System.Diagnostics;
using System.Text.Json.Nodes;
using Isobar.Tests;

namespace Isobar.Server.Tests.Api.Clients;

/// <summary>Real AWS clients as processes of their own, signing with a key of the server. A test whose client is not installed is skipped, and says so.</summary>
internal static class AwsClient
{
    public const string Cli = "/usr/bin/aws", Python = "/usr/bin/python3";

    /// <summary>Runs a script of `tests/clients` with Node.js.</summary>
    public static Task<JsonObject> NodeAsync(ApiFixture api, string script, string package, string name)
    {
        Skip.IfNot(Directory.Exists(Repository.Path($"tests/clients/node_modules/{package}")), "tests/clients is not installed: npm ci --prefix tests/clients");
        return JsonAsync(api, "node", [script, Endpoint(api), name]);
    }

    /// <summary>Runs the script of boto3 with Debian's Python, or with another one.</summary>
    public static Task<JsonObject> BotoAsync(ApiFixture api, string python, string name) =>
        JsonAsync(api, python, [.. python == Python ? new[] { "-I" } : [], "internetmonitor_boto3.py", Endpoint(api), name]);

    /// <summary>Skips the test where Debian's boto3 is not installed.</summary>
    public static void NeedDebianBoto() => Skip.IfNot(Directory.Exists("/usr/lib/python3/dist-packages/boto3"), "Debian's python3-boto3 is not installed");

    /// <summary>The version of the boto3 that the first Python of the path has; null where it has none.</summary>
    public static async Task<Version?> OtherBotoAsync()
    {
        try
        {
            (int status, string output, _) = await RunAsync(null, "python3", ["-c", "import boto3; print(boto3.__version__)"], withModel: false);
            return status == 0 ? Version.Parse(output.Trim()) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Runs Debian's AWS CLI.</summary>
    public static Task<(int Status, string Output, string Error)> CliAsync(ApiFixture api, params string[] arguments)
    {
        Skip.IfNot(File.Exists(Cli), "Debian's awscli is not installed");
        return RunAsync(api, Cli, ["--endpoint-url", Endpoint(api), "--region", "eu-central-1", "--output", "json", "internetmonitor", .. arguments]);
    }

    /// <summary>Runs a program with the keys of a server in its environment.</summary>
    public static Task<(int Status, string Output, string Error)> RunAsync(ApiFixture? api, string program, string[] arguments, bool withModel = true) =>
        RunWithKeyAsync(api is null ? null : (api.Key.Id, api.Key.Secret), program, arguments, withModel);

    /// <summary>Runs a program with a key in its environment.</summary>
    public static async Task<(int Status, string Output, string Error)> RunWithKeyAsync((string Id, string Secret)? key, string program, string[] arguments, bool withModel = true)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Path("tests/clients"),
        };
        start.Environment["AWS_ACCESS_KEY_ID"] = key?.Id ?? "none";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = key?.Secret ?? "none";
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        start.Environment["AWS_CONFIG_FILE"] = start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = "/nonexistent";
        start.Environment["AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE"] = "1";
        start.Environment["AWS_DEFAULT_REGION"] = "us-east-1";
        start.Environment["NO_PROXY"] = "*";
        start.Environment["TZ"] = "UTC";
        if (withModel)
        {
            start.Environment["AWS_DATA_PATH"] = Repository.Path("clients/botocore");
        }
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    private static string Endpoint(ApiFixture api) => api.Address.ToString().TrimEnd('/');

    private static async Task<JsonObject> JsonAsync(ApiFixture api, string program, string[] arguments)
    {
        (int status, string output, string error) = await RunAsync(api, program, arguments);
        Assert.True(status == 0, $"{program} {string.Join(' ', arguments)} ended with {status}: {error}");
        return JsonNode.Parse(output)!.AsObject();
    }
}
