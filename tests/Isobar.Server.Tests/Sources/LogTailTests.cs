using Isobar.Core.Formats;

namespace Isobar.Server.Tests.Sources;

public sealed class LogTailTests : IDisposable
{
    private readonly FollowedLog _log = new();

    public void Dispose() => _log.Dispose();

    [Fact]
    public void Lines_are_read_as_they_come()
    {
        _log.WriteLines(1, 2);
        _log.Poll(3);
        _log.WriteLines(11);
        _log.Poll(10);
        _log.Seal(20);
        Assert.Equal([(0L, 2L), (10, 1)], Stored());
        Assert.Equal(3, _log.Tail.Counters.Lines);
        Assert.Equal(0, _log.Tail.LagBytes);
    }

    [Fact]
    public void Line_without_its_end_is_held_until_more_bytes_come()
    {
        string line = FollowedLog.Line(1);
        _log.Write(FollowedLog.Line(0) + line[..30]);
        _log.Poll(1);
        Assert.Equal(1, _log.Tail.Counters.Lines);
        Assert.Equal(30, _log.Tail.LagBytes);
        Assert.Equal(_log.Now, _log.Tail.ReadUpTo);
        _log.Write(line[30..50]);
        _log.Poll(1);
        Assert.Equal(1, _log.Tail.Counters.Lines);
        _log.Write(line[50..]);
        _log.Poll(1);
        Assert.Equal(2, _log.Tail.Counters.Records);
    }

    [Fact]
    public void A_line_is_the_same_wherever_it_is_cut()
    {
        string line = FollowedLog.Line(1);
        for (int cut = 1; cut < line.Length; cut++)
        {
            _log.Write(line[..cut]);
            _log.Poll(0.01);
            _log.Write(line[cut..]);
            _log.Poll(0.01);
        }
        Assert.Equal(line.Length - 1, _log.Tail.Counters.Records);
    }

    [Fact]
    public void Lines_of_the_old_file_that_were_not_read_yet_are_read_after_a_rename()
    {
        _log.WriteLines(1);
        _log.Poll(1);
        _log.WriteLines(2, 3);
        _log.RotateByRename();
        _log.WriteLines(4);
        _log.Poll(1);
        Assert.Equal(4, _log.Tail.Counters.Records);
        Assert.Equal(1, _log.Tail.Counters.Rotations);
    }

    [Fact]
    public void A_renamed_file_is_read_on_while_the_server_still_writes_to_it()
    {
        _log.WriteLines(1);
        _log.Poll(1);
        _log.RotateByRename();
        _log.WriteLines(2);
        _log.Poll(1);
        _log.Write(FollowedLog.Line(3), "access.log.1");
        _log.Poll(30);
        _log.Write(FollowedLog.Line(3), "access.log.1");
        _log.Poll(30);
        Assert.Equal(4, _log.Tail.Counters.Records);
    }

    [Fact]
    public void A_renamed_file_is_closed_when_nothing_comes_and_its_last_line_counts_without_an_end()
    {
        _log.WriteLines(1);
        _log.Write(FollowedLog.Line(2).TrimEnd('\n'));
        _log.Poll(1);
        _log.RotateByRename();
        _log.WriteLines(3);
        _log.Poll(1);
        Assert.Equal(2, _log.Tail.FollowedPaths.Count());
        _log.Poll(61);
        Assert.Equal([_log.Log], _log.Tail.FollowedPaths);
        Assert.Equal(3, _log.Tail.Counters.Records);
    }

    [Fact]
    public void A_truncated_file_is_read_from_its_start_and_the_rest_from_its_copy()
    {
        _log.WriteLines(1, 2);
        _log.Poll(1);
        _log.WriteLines(3, 4);
        _log.RotateByCopy();
        _log.WriteLines(5);
        _log.Poll(1);
        Assert.Equal(5, _log.Tail.Counters.Records);
        Assert.Equal(0, _log.Tail.LagBytes);
    }

    [Fact]
    public void A_file_that_was_truncated_and_has_outgrown_its_old_size_is_known_by_its_beginning()
    {
        _log.WriteLines(1);
        _log.Poll(1);
        _log.RotateByCopy();
        _log.WriteLines(2, 3, 4, 5);
        _log.Poll(1);
        Assert.Equal(5, _log.Tail.Counters.Records);
    }

    [Fact]
    public void A_truncation_without_a_copy_loses_what_was_not_read_and_nothing_else()
    {
        _log.WriteLines(1, 2, 3);
        _log.Poll(1);
        File.WriteAllText(_log.Log, FollowedLog.Line(4));
        _log.Poll(1);
        Assert.Equal(4, _log.Tail.Counters.Records);
    }

    [Fact]
    public void Several_rotations_between_two_looks_lose_nothing()
    {
        _log.WriteLines(1);
        _log.Poll(1);
        Rotate(_log.RotateByRename, 2);
        Rotate(_log.RotateByRename, 3);
        Rotate(_log.RotateByCopy, 4);
        _log.Poll(1);
        Assert.Equal(4, _log.Tail.Counters.Records);
        Rotate(_log.RotateByCopy, 5);
        Rotate(_log.RotateByCopy, 6);
        Rotate(_log.RotateByRename, 7);
        _log.Poll(1);
        Assert.Equal(7, _log.Tail.Counters.Records);
    }

    [Fact]
    public void A_file_may_appear_later()
    {
        _log.Poll(1);
        Assert.Contains("there is no file", Assert.Single(_log.Tail.Faults), StringComparison.Ordinal);
        _log.WriteLines(1);
        _log.Poll(1);
        Assert.Equal(1, _log.Tail.Counters.Records);
        Assert.Empty(_log.Tail.Faults);
    }

    [Fact]
    public void All_is_read_up_to_now_only_when_nothing_is_left()
    {
        _log.WriteLines(1, 2, 3, 4, 5, 6);
        _log.Poll(1, budget: 1);
        _log.WriteLines([.. Enumerable.Repeat(7.0, 10_000)]);
        _log.Poll(1, budget: 1);
        Assert.NotEqual(_log.Now, _log.Tail.ReadUpTo);
        Assert.True(_log.Tail.LagBytes > 0);
        _log.Poll(1);
        Assert.Equal(_log.Now, _log.Tail.ReadUpTo);
        Assert.Equal(10_006, _log.Tail.Counters.Records);
    }

    [Fact]
    public void Records_of_sealed_windows_are_late_and_those_far_ahead_are_future()
    {
        _log.WriteLines(1, 11);
        _log.Poll(12);
        _log.Seal(10);
        _log.WriteLines(2, 3, 13, 3611, 3614);
        _log.Poll(0);
        Assert.Equal(2, _log.Tail.Counters.Late);
        Assert.Equal(1, _log.Tail.Counters.Future);
        _log.Seal(4000);
        Assert.Equal([(0L, 1L), (10, 2), (3610, 1)], Stored());
    }

    [Fact]
    public void A_line_longer_than_all_bounds_is_counted_once_and_skipped()
    {
        _log.WriteLines(1);
        _log.Write(new string('x', 100_000) + "\n");
        _log.WriteLines(2);
        _log.Write(new string('y', 700_000));
        _log.Poll(1);
        _log.Write(new string('y', 700_000));
        _log.Poll(1);
        _log.Write("\n");
        _log.WriteLines(3);
        _log.Poll(1);
        Assert.Equal(3, _log.Tail.Counters.Records);
        Assert.Equal([(ParseError.TooLong, 2L)], _log.Tail.Counters.Rejected);
        Assert.Equal(5, _log.Tail.Counters.Lines);
    }

    [Fact]
    public void Records_cost_no_memory_of_their_own()
    {
        const int Records = 50_000;
        _log.WriteLines(1);
        _log.Poll(1);
        _log.Poll(1);
        _log.Write(string.Concat(Enumerable.Repeat(FollowedLog.Line(2), Records)));
        long before = GC.GetAllocatedBytesForCurrentThread();
        _log.Poll(1);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(Records + 1, _log.Tail.Counters.Records);
        Assert.True(allocated <= Records, $"{allocated} bytes for {Records} records");
    }

    /// <summary>A line follows the rotation, written measurably later than what was written before.</summary>
    private void Rotate(Action rotation, double seconds)
    {
        rotation();
        _log.WriteLines(seconds);
        File.SetLastWriteTimeUtc(_log.Log, DateTime.UtcNow.AddSeconds(seconds));
    }

    private IEnumerable<(long, long)> Stored() => _log.Stored.Select(window => (window.Key, window.Value));
}
