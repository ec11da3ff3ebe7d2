using Isobar.Server.Sources;
using Isobar.Tests;

namespace Isobar.Server.Tests.Sources;

public sealed class LogFilesTests : IDisposable
{
    private const int Rotated = 40, Rotations = 150;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_rotation_in_the_midst_of_the_search_hides_no_file()
    {
        HashSet<ulong> all = [];
        for (int number = 1; number <= Rotated; number++)
        {
            File.WriteAllText(Name(number), $"{number}\n");
            all.Add(FileStatus.Of(Name(number))!.Value.Inode);
        }
        for (int rotation = 0; rotation < Rotations; rotation++)
        {
            int shift = rotation;
            Task rotating = Task.Run(() => Rotate(shift));
            HashSet<ulong> found = [];
            LogFiles.FollowRotatedSince(
                new(0, 0), _folder["access.log"], status => found.Contains(status.Inode),
                path => found.UnionWith(FileStatus.Of(path) is { } status ? [status.Inode] : []));
            await rotating;
            Assert.Equal(all.Order(), found.Order());
        }
    }

    /// <summary>Renames one file after the other, as logrotate does: the last becomes the next higher number.</summary>
    private void Rotate(int rotation)
    {
        for (int number = Rotated + rotation; number > rotation; number--)
        {
            File.Move(Name(number), Name(number + 1));
        }
    }

    private string Name(int number) => _folder[$"access.log.{number}"];
}
