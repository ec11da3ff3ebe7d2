using FsCheck;
using FsCheck.Fluent;

namespace Isobar.Server.Tests.Sources;

public sealed class LogTailRestartTests
{
    [Fact]
    public void Lines_of_open_windows_are_read_again_and_those_of_sealed_windows_are_not_late()
    {
        using FollowedLog log = new();
        log.WriteLines(1, 11, 2, 12, 3);
        log.Poll(13);
        log.Seal(10);
        log.Crash();
        log.WriteLines(14, 4);
        log.Poll(1);
        log.Seal(20);
        Assert.Equal([(0L, 3L), (10, 3)], Stored(log));
        Assert.Equal(2, log.Tail.Counters.Skipped);
        Assert.Equal(1, log.Tail.Counters.Late);
    }

    [Fact]
    public void A_file_that_was_renamed_while_nobody_looked_is_found_by_its_identity()
    {
        using FollowedLog log = new();
        log.WriteLines(1, 11);
        log.Poll(12);
        log.Seal(10);
        log.WriteLines(13);
        log.RotateByRename();
        log.WriteLines(14);
        log.Crash();
        log.Poll(3);
        log.Seal(20);
        Assert.Equal([(0L, 1L), (10, 3)], Stored(log));
    }

    [Fact]
    public void Files_that_several_rotations_made_while_nobody_looked_are_read_in_turn()
    {
        using FollowedLog log = new();
        log.WriteLines(1, 11);
        log.Poll(12);
        log.Seal(10);
        log.WriteLines(12);
        for (int rotation = 0; rotation < 3; rotation++)
        {
            log.RotateByRename();
            log.WriteLines(13 + rotation, 13 + rotation);
            File.SetLastWriteTimeUtc(log.Log, DateTime.UtcNow.AddSeconds(rotation + 1));
        }
        log.Write("noise\n", "access.log.old");
        log.Write("noise\n", "access.other.log");
        log.Crash();
        log.Poll(3);
        log.Seal(20);
        Assert.Equal([(0L, 1L), (10, 8)], Stored(log));
        Assert.Empty(log.Tail.Counters.Rejected);
    }

    [Fact]
    public void A_file_that_was_copied_and_truncated_while_nobody_looked_is_found_in_its_copy()
    {
        using FollowedLog log = new();
        log.WriteLines(1, 11);
        log.Poll(12);
        log.Seal(10);
        log.WriteLines(13);
        log.RotateByCopy();
        log.WriteLines(14, 15, 16, 17);
        log.Crash();
        log.Poll(6);
        log.Seal(20);
        Assert.Equal([(0L, 1L), (10, 6)], Stored(log));
    }

    [Fact]
    public void A_file_that_is_gone_is_counted_as_lost()
    {
        using FollowedLog log = new();
        log.WriteLines(1, 11);
        log.Poll(12);
        log.Seal(10);
        File.Delete(log.Log);
        log.Crash();
        log.Poll(1);
        Assert.Equal(1, log.Tail.Counters.LostFiles);
    }

    [Fact]
    public void Headers_are_read_again_after_a_restart()
    {
        Assert.True(Core.Formats.LogFormats.TryFind("w3c", out Core.Formats.LogFormat? format));
        using FollowedLog log = new(format: format);
        log.Write("#Version: 1.0\n#Fields: date time c-ip cs-uri-stem sc-status\n2026-11-20 12:00:01 198.18.0.1 / 200\n");
        log.Write("#Fields: c-ip date time sc-status\n198.18.0.1 2026-11-20 12:00:02 200\n198.18.0.1 2026-11-20 12:00:11 200\n");
        log.Write("#Fields: time date c-ip sc-status\n12:00:12 2026-11-20 198.18.0.1 200\n");
        log.Poll(13);
        log.Seal(10);
        log.Crash();
        log.Write("12:00:13 2026-11-20 198.18.0.1 200\n");
        log.Poll(1);
        log.Seal(20);
        Assert.Equal([(0L, 2L), (10, 3)], Stored(log));
    }

    [Fact]
    public void Headers_of_open_windows_are_kept_when_other_rules_are_taken_over()
    {
        Assert.True(Core.Formats.LogFormats.TryFind("w3c", out Core.Formats.LogFormat? format));
        using FollowedLog log = new(format: format);
        log.Write("#Fields: c-ip date time sc-status\n198.18.0.1 2026-11-20 12:00:02 200\n198.18.0.1 2026-11-20 12:00:11 200\n");
        log.Write("#Fields: time date c-ip sc-status\n12:00:12 2026-11-20 198.18.0.1 200\n");
        log.Poll(13);
        log.Tail.TakeOver(TimeSpan.Zero, Core.Formats.ParserOptions.Default);
        log.Write("12:00:13 2026-11-20 198.18.0.1 200\n");
        log.Poll(1);
        log.Seal(10);
        log.Crash();
        log.Poll(1);
        log.Seal(20);
        Assert.Equal([(0L, 1L), (10, 3)], Stored(log));
    }

    private enum Act
    {
        Write,
        WriteHalf,
        WriteEarlier,
        Rename,
        Copy,
        Poll,
        Seal,
        Crash,
    }

    /// <summary>Whatever happens in whatever order, each line is stored once in its window.</summary>
    [Theory]
    [InlineData("access.log")]
    [InlineData("access.log*")]
    public void A_crash_at_any_point_loses_nothing_and_counts_nothing_twice(string pattern)
    {
        Gen<Act> act = Gen.Frequency(
            (6, Gen.Constant(Act.Write)), (1, Gen.Constant(Act.WriteHalf)), (2, Gen.Constant(Act.WriteEarlier)), (1, Gen.Constant(Act.Rename)),
            (1, Gen.Constant(Act.Copy)), (3, Gen.Constant(Act.Poll)), (2, Gen.Constant(Act.Seal)), (2, Gen.Constant(Act.Crash)));
        Prop.ForAll(Arb.From(act.ArrayOf(60), WithoutOne), acts =>
        {
            using History history = new(pattern);
            foreach (Act next in acts)
            {
                history.Do(next);
            }
            history.Finish();
            string all = string.Join(' ', acts);
            Assert.True(history.IsExact, $"{all}{Environment.NewLine}{history}");
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>So that a failure shows the fewest acts that make it.</summary>
    private static IEnumerable<Act[]> WithoutOne(Act[] acts) => Enumerable.Range(0, acts.Length).Select(left => acts.Where((_, at) => at != left).ToArray());

    private static IEnumerable<(long, long)> Stored(FollowedLog log) => log.Stored.Select(window => (window.Key, window.Value));

    private sealed class History(string pattern) : IDisposable
    {
        private readonly FollowedLog _log = new(pattern);
        private readonly SortedDictionary<long, long> _written = [];
        private double _seconds;
        private double _sealed;
        private string _half = "";
        private bool _isSeen;
        private int _number;
        private int _writes;

        public void Do(Act act)
        {
            _seconds += 1.5;
            switch (act)
            {
                case Act.Write:
                    Write(_seconds);
                    break;
                case Act.WriteHalf when _half.Length == 0:
                    string line = Line(_seconds);
                    _log.Write(line[..20]);
                    Age("access.log");
                    _half = line[20..];
                    break;
                case Act.WriteEarlier:
                    Write(Math.Max(_sealed, _seconds - 25));
                    break;
                // The tail must have seen the log once: what came and went before that cannot be known.
                case Act.Rename when _isSeen && File.Exists(_log.Log) && _half.Length == 0:
                    _log.RotateByRename();
                    Write(_seconds);
                    break;
                case Act.Copy when _isSeen && File.Exists(_log.Log) && _half.Length == 0:
                    _log.RotateByCopy();
                    Age("access.log.1");
                    Age("access.log");
                    break;
                case Act.Poll:
                    Poll();
                    break;
                case Act.Seal when _half.Length == 0:
                    Poll();
                    _sealed = Math.Floor(_seconds / 10) * 10;
                    _log.Seal(_sealed);
                    break;
                case Act.Crash:
                    _log.Crash();
                    break;
            }
        }

        public bool IsExact => _log.Stored.SequenceEqual(_written) && _log.Tail.Counters.Late == 0;

        public void Finish()
        {
            Write(_seconds);
            Poll();
            _log.Seal(_seconds + 100);
        }

        public override string ToString() =>
            $"written {string.Join(' ', _written)}, stored {string.Join(' ', _log.Stored)}, late {_log.Tail.Counters.Late}, lost {_log.Tail.Counters.LostFiles}";

        public void Dispose() => _log.Dispose();

        private void Poll()
        {
            _log.Poll(1.5);
            _isSeen |= new FileInfo(_log.Log) is { Exists: true, Length: > 0 };
        }

        /// <summary>Each line is another, as two logs that begin with the same kilobyte are taken for copies.</summary>
        private string Line(double seconds)
        {
            long window = (long)Math.Floor(seconds / 10) * 10;
            _written[window] = _written.GetValueOrDefault(window) + 1;
            return FollowedLog.Line(seconds, $"198.18.{++_number / 250}.{_number % 250}");
        }

        private void Write(double seconds)
        {
            _log.Write(_half);
            _half = "";
            _log.Write(Line(seconds));
            Age("access.log");
        }

        /// <summary>Makes each write later than the one before, as it is when time passes.</summary>
        private void Age(string name) => File.SetLastWriteTimeUtc(_log.PathOf(name), FollowedLog.Start.UtcDateTime.AddMilliseconds(++_writes));
    }
}
