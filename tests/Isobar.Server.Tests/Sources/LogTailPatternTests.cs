namespace Isobar.Server.Tests.Sources;

public sealed class LogTailPatternTests : IDisposable
{
    private readonly FollowedLog _log = new("*.log*");

    public void Dispose() => _log.Dispose();

    [Fact]
    public void Files_that_appear_under_a_pattern_are_read_from_their_start()
    {
        _log.Write(FollowedLog.Line(1), "a.log");
        _log.Poll(1);
        _log.Write(FollowedLog.Line(2) + FollowedLog.Line(3), "b.log");
        _log.Write(FollowedLog.Line(2), "notes.txt");
        _log.Poll(2);
        Assert.Equal(3, _log.Tail.Counters.Records);
        Assert.Equal(2, _log.Tail.FollowedPaths.Count());
    }

    [Fact]
    public void A_pattern_that_matches_the_rotated_file_too_counts_it_once()
    {
        _log.WriteLines(1, 2);
        _log.Poll(1);
        _log.RotateByRename();
        _log.WriteLines(3);
        _log.Poll(2);
        _log.RotateByRename();
        _log.WriteLines(4);
        _log.Poll(2);
        Assert.Equal(4, _log.Tail.Counters.Records);
    }

    [Fact]
    public void A_pattern_that_matches_the_copy_too_counts_it_once()
    {
        _log.WriteLines([.. Enumerable.Repeat(1.0, 40)]);
        _log.Poll(1);
        _log.WriteLines(2);
        File.Copy(_log.Log, _log.PathOf("access.log.1"));
        _log.Poll(2);
        Assert.Equal(41, _log.Tail.Counters.Records);
        File.WriteAllText(_log.Log, "");
        _log.WriteLines(3);
        _log.Poll(2);
        Assert.Equal(42, _log.Tail.Counters.Records);
        _log.Crash();
        _log.Poll(2);
        Assert.Equal(42, _log.Tail.Counters.Records);
    }

    [Fact]
    public void A_rotated_file_under_the_pattern_is_not_read_again_after_a_restart()
    {
        _log.WriteLines(1, 2);
        _log.Poll(1);
        _log.RotateByRename();
        _log.WriteLines(11);
        _log.Poll(12);
        _log.Seal(20);
        _log.Crash();
        _log.WriteLines(22);
        _log.Poll(13);
        _log.Seal(30);
        Assert.Equal([(0L, 2L), (10, 1), (20, 1)], _log.Stored.Select(window => (window.Key, window.Value)));
        Assert.Equal(0, _log.Tail.Counters.Late);
    }

    [Fact]
    public void Compressed_files_are_left_to_replay()
    {
        _log.WriteLines(1);
        File.WriteAllBytes(_log.PathOf("access.log.2.gz"), [0x1f, 0x8b, 8, 0]);
        _log.Poll(1);
        Assert.Equal([_log.PathOf("access.log.2.gz")], _log.Tail.Compressed);
        Assert.Equal(1, _log.Tail.Counters.Lines);
        Assert.Empty(_log.Tail.Faults);
    }

    [Fact]
    public void The_oldest_file_is_read_first()
    {
        _log.Write(FollowedLog.Line(20), "a.log");
        _log.Write(FollowedLog.Line(1), "b.log");
        File.SetLastWriteTimeUtc(_log.PathOf("b.log"), DateTime.UnixEpoch);
        _log.Poll(21);
        Assert.Equal([_log.PathOf("b.log"), _log.PathOf("a.log")], _log.Tail.FollowedPaths);
    }
}
