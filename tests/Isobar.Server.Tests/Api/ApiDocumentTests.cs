using System.Text.RegularExpressions;
using Isobar.Server.Api;
using Isobar.Server.Api.CloudWatch;
using Isobar.Tests;

namespace Isobar.Server.Tests.Api;

/// <summary>The tables of docs/api.md and docs/cloudwatch.md against the operations of the server and the calls of the clients' scripts.</summary>
public sealed partial class ApiDocumentTests
{
    /// <summary>Where each client of the table makes its calls, and how it writes an operation.</summary>
    private static readonly (string Client, string Script, Func<string, string[]> Calls)[] s_clients =
    [
        ("2", "tests/clients/internetmonitor-scenario.js", operation => [$"'{operation}'"]),
        ("3", "tests/clients/internetmonitor-scenario.js", operation => [$"'{operation}'"]),
        ("b", "tests/clients/internetmonitor_boto3.py", operation => [$"\"{Snake(operation)}\"", $".{Snake(operation)}("]),
        ("n", "tests/clients/internetmonitor_boto3.py", operation => [$"\"{Snake(operation)}\"", $".{Snake(operation)}("]),
        ("c", "tests/Isobar.Server.Tests/Api/Clients/RealClientTests.cs", operation => [$"\"{Snake(operation).Replace('_', '-')}\""]),
    ];

    /// <summary>What `@aws-sdk/client-internetmonitor` 3.332.0 does not know (tests/clients/internetmonitor-v3.mjs asserts that it knows ten).</summary>
    private static readonly string[] s_unknownTo3 = ["ListInternetEvents", "GetInternetEvent", "StartQuery", "GetQueryStatus", "GetQueryResults", "StopQuery"];

    [Fact]
    public async Task Every_operation_stands_in_the_table_with_the_clients_that_call_it()
    {
        await using ApiFixture api = await ApiFixture.StartAsync();
        Dictionary<string, string[]> table = OperationRow().Matches(File.ReadAllText(Repository.Path("docs/api.md")))
            .ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value.Split(' '));
        string[] operations = [.. InternetMonitorApi.All(api.Host.Services).Select(operation => operation.Name)];
        Assert.Equal(operations.Order(), table.Keys.Order());
        foreach (string operation in operations)
        {
            string[] callers =
            [
                .. s_clients.Where(client => !(client.Client == "3" && s_unknownTo3.Contains(operation)))
                    .Where(client => client.Calls(operation).Any(call => File.ReadAllText(Repository.Path(client.Script)).Contains(call, StringComparison.Ordinal))).Select(client => client.Client),
            ];
            Assert.True(callers.SequenceEqual(table[operation]), $"{operation}: {string.Join(' ', callers)} call it, the table says {string.Join(' ', table[operation])}");
        }
    }

    [Fact]
    public void Every_operation_of_CloudWatch_stands_in_its_table()
    {
        string document = File.ReadAllText(Repository.Path("docs/cloudwatch.md"));
        IEnumerable<string> listed = CloudWatchRow().Matches(document).SelectMany(row => Word().Matches(row.Groups[1].Value).Select(word => word.Value));
        Assert.Equal(CloudWatchOperations.All.Keys.Order(StringComparer.Ordinal), listed.Where(CloudWatchOperations.All.ContainsKey).Distinct().Order(StringComparer.Ordinal));
    }

    private static string Snake(string operation) => Capital().Replace(operation, "_$1").ToLowerInvariant().TrimStart('_');

    [GeneratedRegex(@"^\| ([A-Z][A-Za-z]+) \| ([23bnc ]+) \|", RegexOptions.Multiline)]
    private static partial Regex OperationRow();

    [GeneratedRegex(@"^\| ([A-Z][^|]+) \| ✓", RegexOptions.Multiline)]
    private static partial Regex CloudWatchRow();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Word();

    [GeneratedRegex("([A-Z])")]
    private static partial Regex Capital();
}
