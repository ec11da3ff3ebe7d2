using System.CommandLine;
using Isobar.Server.Commands;
using Isobar.Storage;

namespace Isobar.Server.Tests.Commands;

public sealed class RepairCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("isobar-repair-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_lost_control_store_is_derived_from_the_measurements()
    {
        string data = Path.Combine(_folder.FullName, "data");
        using (DataFolder folder = DataFolder.Open(data, "test"))
        {
            folder.Commit([], [], [(0, 300)], []);
            folder.Commit([], [], [(0, 600)], []);
        }
        File.Delete(Path.Combine(data, "control.db"));
        (int status, string output, _) = Run("--data", data);
        Assert.Equal(0, status);
        Assert.Contains("last commit 0 -> 2", output, StringComparison.Ordinal);
        using (DataFolder folder = DataFolder.Open(data, "test"))
        {
            Assert.Equal(2, folder.LastCommit);
        }
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_error()
    {
        (int status, string output, string error) = Run("--data", Path.Combine(_folder.FullName, "nowhere"));
        Assert.Equal(1, status);
        Assert.Empty(output);
        Assert.Contains("nowhere", error, StringComparison.Ordinal);
    }

    private static (int Status, string Output, string Error) Run(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        var configuration = new InvocationConfiguration { Output = output, Error = error };
        return (RepairCommand.Create().Parse(arguments).Invoke(configuration), output.ToString(), error.ToString());
    }
}
