using System.CommandLine;
using Isobar.Server.Api.Access;
using Isobar.Server.Commands;
using Isobar.Server.Configuration;
using Isobar.Storage;
using Isobar.Tests;

namespace Isobar.Server.Tests.Api.Access;

public sealed class AccessKeysTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_key_is_found_with_its_secret_and_not_after_it_was_revoked()
    {
        using AccessKeys keys = AccessKeys.Open(_folder.Path, "test", _time);
        AccessKey made = keys.Create("123456789012", AccessPolicy.ReadOnly, "mine");
        Assert.Equal(made, keys.Find(made.Id));
        Assert.True(keys.Revoke(made.Id));
        Assert.False(keys.Revoke(made.Id));
        Assert.Null(keys.Find(made.Id));
    }

    [Fact]
    public void What_another_process_revokes_is_refused_a_second_later()
    {
        using AccessKeys server = AccessKeys.Open(_folder.Path, "test", _time);
        using AccessKeys tool = AccessKeys.Open(_folder.Path, "test", _time);
        AccessKey made = tool.Create("123456789012", AccessPolicy.Full, "");
        Assert.Equal(made, server.Find(made.Id));
        tool.Revoke(made.Id);
        Assert.Equal(made, server.Find(made.Id));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(server.Find(made.Id));
    }

    [Fact]
    public void Keys_are_made_while_a_server_has_the_folder()
    {
        using DataFolder folder = DataFolder.Open(_folder.Path, "isobar up");
        using AccessKeys keys = AccessKeys.Open(_folder.Path, "isobar keys", _time);
        AccessKey made = keys.Create("123456789012", AccessPolicy.Full, "");
        folder.Commit(new CommitContent { Checkpoints = [new SourceCheckpoint("a", new byte[] { 1 })] });
        Assert.Equal(made, keys.Find(made.Id));
    }

    [Fact]
    public void A_folder_that_keys_made_is_opened_by_a_server()
    {
        using (AccessKeys keys = AccessKeys.Open(_folder["new"], "test", _time))
        {
            keys.Create("123456789012", AccessPolicy.Full, "");
        }
        using DataFolder folder = DataFolder.Open(_folder["new"], "isobar up");
        Assert.Empty(folder.Incidents);
    }

    [Fact]
    public void The_secret_is_nowhere_on_disk_and_the_ring_is_the_owners()
    {
        string secret;
        using (AccessKeys keys = AccessKeys.Open(_folder.Path, "test", _time))
        {
            secret = keys.Create("123456789012", AccessPolicy.Full, "").Secret;
        }
        string[] files = Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories);
        Assert.DoesNotContain(files, file => File.ReadAllBytes(file).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret)) >= 0);
        string[] ring = Directory.GetFiles(_folder["key-ring"]);
        Assert.NotEmpty(ring);
        Assert.All(ring, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void The_command_makes_lists_and_revokes()
    {
        string made = Run("create", "--policy", "read-only", "--name", "board", "--account", "999999999999");
        string id = made.Split('\n')[0]["AWS_ACCESS_KEY_ID=".Length..];
        string secret = made.Split('\n')[1]["AWS_SECRET_ACCESS_KEY=".Length..];
        string list = Run("list");
        Assert.StartsWith($"{id}  999999999999  ", list, StringComparison.Ordinal);
        Assert.EndsWith("read-only  board\n", list, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, list, StringComparison.Ordinal);
        using (AccessKeys keys = AccessKeys.Open(_folder.Path, "test", _time))
        {
            Assert.Equal(secret, keys.Find(id)?.Secret);
        }
        Run("revoke", id);
        Assert.Empty(Run("list"));
    }

    [Theory]
    [InlineData("--policy", "everything")]
    [InlineData("--policy", "")]
    [InlineData("--account", "12345")]
    public void The_command_refuses_nonsense(string option, string value)
    {
        Command command = KeysCommand.Create(ConfigurationInputs.None);
        InvocationConfiguration streams = new() { Output = TextWriter.Null, Error = TextWriter.Null };
        Assert.Equal(ExitCode.Usage, command.Parse(["create", "--data", _folder.Path, option, value]).Invoke(streams));
    }

    [Theory]
    [InlineData("full", "internetmonitor:DeleteMonitor", true)]
    [InlineData("read-only", "internetmonitor:GetMonitor", true)]
    [InlineData("read-only", "internetmonitor:ListTagsForResource", true)]
    [InlineData("read-only", "internetmonitor:StartQuery", true)]
    [InlineData("read-only", "cloudwatch:DescribeAlarms", true)]
    [InlineData("read-only", "internetmonitor:TagResource", false)]
    [InlineData("read-only", "cloudwatch:PutMetricData", false)]
    [InlineData("internetmonitor:Get*, cloudwatch:ListMetrics", "internetmonitor:GetMonitor", true)]
    [InlineData("internetmonitor:Get*, cloudwatch:ListMetrics", "cloudwatch:ListMetrics", true)]
    [InlineData("internetmonitor:Get*, cloudwatch:ListMetrics", "cloudwatch:GetMetricData", false)]
    [InlineData("internetmonitor:*", "internetmonitor:DeleteMonitor", true)]
    public void A_policy_allows_what_it_says(string text, string action, bool isAllowed)
    {
        Assert.True(AccessPolicy.TryParse(text, out AccessPolicy? policy));
        Assert.Equal(isAllowed, policy.Allows(action));
        Assert.True(AccessPolicy.TryParse(policy.Text, out AccessPolicy? again));
        Assert.Equal(isAllowed, again.Allows(action));
    }

    private string Run(params string[] arguments)
    {
        StringWriter output = new(), error = new();
        InvocationConfiguration streams = new() { Output = output, Error = error };
        int status = KeysCommand.Create(ConfigurationInputs.None).Parse([.. arguments, "--data", _folder.Path]).Invoke(streams);
        Assert.True(status == 0, error.ToString());
        return output.ToString();
    }
}
