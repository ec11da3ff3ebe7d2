using System.Globalization;
using Isobar.Storage.Tests.Support;

namespace Isobar.Storage.Tests;

public sealed class DataFolderLockTests
{
    [Fact]
    public void A_folder_in_use_is_refused_by_name()
    {
        using var temp = new TempFolder();
        using (DataFolder.Open(temp.Path, "isobar up"))
        {
            foreach (Action open in new Action[] { () => DataFolder.Open(temp.Path, "isobar replay"), () => DataFolder.Repair(temp.Path, "isobar repair") })
            {
                var error = Assert.Throws<StorageException>(open);
                string pid = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
                Assert.Contains($"in use by process {pid} (isobar up)", error.Message, StringComparison.Ordinal);
                Assert.Contains("--data", error.Message, StringComparison.Ordinal);
            }
        }
        DataFolder.Open(temp.Path, "isobar replay").Dispose();
    }

    [Fact]
    public void A_new_folder_is_for_its_owner_only()
    {
        using var temp = new TempFolder();
        string path = Path.Combine(temp.Path, "a", "b");
        DataFolder.Open(path, "test").Dispose();
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public void A_folder_that_cannot_be_created_is_named()
    {
        using var temp = new TempFolder();
        File.WriteAllText(temp.Sub("file"), "");
        var error = Assert.Throws<StorageException>(() => DataFolder.Open(temp.Sub("file"), "test"));
        Assert.Contains(temp.Sub("file"), error.Message, StringComparison.Ordinal);
    }
}
