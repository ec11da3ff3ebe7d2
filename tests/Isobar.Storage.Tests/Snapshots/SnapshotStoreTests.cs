using Isobar.Storage.Snapshots;
using Isobar.Storage.Tests.Support;

namespace Isobar.Storage.Tests.Snapshots;

public sealed class SnapshotStoreTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(SnapshotFiles.LargestInline)]
    [InlineData(SnapshotFiles.LargestInline + 1)]
    [InlineData(3_000_000)]
    public void A_snapshot_comes_back_as_it_was_given_with_its_commit(int length)
    {
        using var temp = new TempFolder();
        byte[] value = Bytes(length, 1);
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            folder.Commit(new CommitContent());
            folder.Commit(new CommitContent { Snapshots = [new("engine", value), new("piecewise", stream => WriteInPieces(stream, value))] });
            folder.Commit(new CommitContent());
        }
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            Assert.Equal(value, Read(folder, "engine", 2));
            Assert.Equal(value, Read(folder, "piecewise", 2));
            Assert.Null(folder.Snapshots.Open("other", out long commit));
            Assert.Equal(0, commit);
            Assert.Empty(folder.Incidents);
        }
        Assert.Equal(length > SnapshotFiles.LargestInline ? 2 : 1, Files(temp).Length);
    }

    [Fact]
    public void A_replaced_snapshot_leaves_no_file_and_whoever_reads_it_reads_on()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        byte[] first = Bytes(200_000, 1), second = Bytes(200_001, 2);
        folder.Commit(new CommitContent { Snapshots = [new("engine", first)] });
        using (Stream open = folder.Snapshots.Open("engine", out _)!)
        {
            folder.Commit(new CommitContent { Snapshots = [new("engine", second)] });
            Assert.Equal(["engine.2.bin"], Files(temp));
            Assert.Equal(first, ReadAll(open));
        }
        Assert.Equal(second, Read(folder, "engine", 2));
        folder.Commit(new CommitContent { Snapshots = [new("engine", new byte[] { 1 })] });
        Assert.Empty(Files(temp));
        Assert.Equal([1], Read(folder, "engine", 3));
    }

    [Fact]
    public void A_snapshot_that_fails_to_be_written_leaves_the_one_before()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        byte[] first = Bytes(200_000, 1);
        folder.Commit(new CommitContent { Snapshots = [new("engine", first)] });
        int attempts = 0;
        void Write(Stream stream)
        {
            stream.Write(first.AsSpan(0, 100_000));
            if (++attempts == 1)
            {
                throw new IOException("No space left on device.");
            }
        }
        CommitContent content = new() { Snapshots = [new("other", first), new("engine", Write)], SealedWindows = [(0, 300)] };
        Assert.Throws<StorageException>(() => folder.Commit(content));
        Assert.Equal(["engine.1.bin"], Files(temp));
        Assert.Equal(first, Read(folder, "engine", 1));
        Assert.Empty(folder.SealedWindows());
        Assert.Equal(2, folder.Commit(content));
        Assert.Equal(first[..100_000], Read(folder, "engine", 2));
        Assert.Equal(["engine.2.bin", "other.2.bin"], Files(temp));
    }

    [Theory]
    [InlineData(FaultPoint.SnapshotsWritten)]
    [InlineData(FaultPoint.InsideColumns)]
    [InlineData(FaultPoint.AfterColumns)]
    public void A_commit_that_fails_leaves_no_file_of_its_snapshots(object point)
    {
        using var temp = new TempFolder();
        bool broken = true;
        var settings = new StorageSettings
        {
            Faults = at => { if (broken && at == (FaultPoint)point) { throw new IOException("No space left on device."); } },
        };
        using DataFolder folder = DataFolder.Open(temp.Path, "test", settings);
        CommitContent content = new() { Snapshots = [new("engine", Bytes(200_000, 1))] };
        Assert.Throws<StorageException>(() => folder.Commit(content));
        Assert.Empty(Files(temp));
        Assert.Null(folder.Snapshots.Open("engine", out _));
        broken = false;
        folder.Commit(content);
        Assert.Equal(Bytes(200_000, 1), Read(folder, "engine", 1));
    }

    [Fact]
    public void A_damaged_or_lost_snapshot_is_told_and_done_without()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        folder.Commit(new CommitContent { Snapshots = [new("flipped", Bytes(200_000, 1)), new("cut", Bytes(200_000, 2)), new("gone", Bytes(200_000, 3))] });
        string folderPath = temp.Sub("snapshots");
        byte[] flipped = File.ReadAllBytes(Path.Combine(folderPath, "flipped.1.bin"));
        flipped[123_456] ^= 1;
        File.WriteAllBytes(Path.Combine(folderPath, "flipped.1.bin"), flipped);
        File.WriteAllBytes(Path.Combine(folderPath, "cut.1.bin"), flipped.AsSpan(0, 100));
        File.Delete(Path.Combine(folderPath, "gone.1.bin"));
        string[] names = ["flipped", "cut", "gone"];
        Assert.All(names, name => Assert.Null(folder.Snapshots.Open(name, out _)));
        Assert.Equal(names, folder.Incidents.Select(incident => Path.GetFileName(incident.File).Split('.')[0]));
        folder.Commit(new CommitContent { Snapshots = [new("flipped", Bytes(200_000, 4))] });
        Assert.Equal(Bytes(200_000, 4), Read(folder, "flipped", 2));
    }

    [Fact]
    public void Leavings_are_deleted_at_start_and_strangers_are_not()
    {
        using var temp = new TempFolder();
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            folder.Commit(new CommitContent { Snapshots = [new("engine", Bytes(200_000, 1))] });
        }
        File.WriteAllText(temp.Sub("snapshots/engine.2.bin"), "a kill before the commit");
        File.WriteAllText(temp.Sub("snapshots/notes.txt"), "mine");
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            Assert.Equal(["engine.1.bin", "notes.txt"], Files(temp));
            Assert.Equal(Bytes(200_000, 1), Read(folder, "engine", 1));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Engine")]
    [InlineData("../engine")]
    [InlineData("1engine")]
    public void Names_that_are_no_file_names_are_refused(string name) => Assert.Throws<ArgumentException>(() => new Snapshot(name, new byte[1]));

    [Fact]
    public void A_name_given_twice_is_refused()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        Assert.Throws<ArgumentException>(() => folder.Commit(new CommitContent { Snapshots = [new("a", new byte[1]), new("a", new byte[2])] }));
    }

    private static string[] Files(TempFolder temp) =>
        [.. Directory.EnumerateFiles(temp.Sub("snapshots")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    private static byte[] Read(DataFolder folder, string name, long commit)
    {
        using Stream stream = folder.Snapshots.Open(name, out long number)!;
        Assert.Equal(commit, number);
        return ReadAll(stream);
    }

    private static byte[] ReadAll(Stream stream)
    {
        var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static void WriteInPieces(Stream stream, byte[] value)
    {
        for (int i = 0; i < value.Length; i += 70_001)
        {
            stream.Write(value.AsSpan(i, Math.Min(70_001, value.Length - i)));
        }
    }

    private static byte[] Bytes(int length, int seed)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
