using Isobar.Core.Baselines;
using Isobar.Core.Events;
using Isobar.Core.Windows;
using Isobar.Server.Hosting.Health;
using Isobar.Server.Sources;
using Isobar.Storage;

namespace Isobar.Server.Hosting;

/// <summary>
/// The street from growing logs to stored windows, walked in small steps by one thread: read what has come, hand it to the shards, seal the windows that the
/// watermark has passed, score them, store all with the checkpoints of all sources. Time is an argument.
/// </summary>
internal sealed class LivePipeline : ISteppedPipeline, IDisposable
{
    private const long MicrosPerSecond = 1_000_000;

    private static readonly TimeSpan s_prepareDelay = TimeSpan.FromSeconds(10);

    private readonly LiveOptions _options;
    private readonly DataFolder _folder;
    private readonly ILogger _log;
    private readonly WindowClock _clock;
    private readonly AtlasFollower _atlas;
    private readonly OpenWindows _open;
    private readonly LogTail[] _tails;
    private readonly CommitQueue _commits;
    private readonly DayKeeper _days;
    private readonly LiveHealth _health;
    private readonly Action<IReadOnlyList<HealthEventChange>> _onNews;
    private readonly List<IReadOnlyList<BaselineMove>> _moves = [];
    private readonly HashSet<string> _toldFaults = new(StringComparer.Ordinal);
    private DateTimeOffset? _watermark;
    private DateTimeOffset _prepareAt = DateTimeOffset.MinValue;
    private string? _prepareFault;
    private long _earlyWindows;
    private ConfigurationStatus _configuration = new(0, false, 0);
    private LiveStatus _status;
    private LiveReload? _reload;

    /// <param name="options">What to do.</param>
    /// <param name="folder">Where windows are stored.</param>
    /// <param name="atlas">Tells where clients are.</param>
    /// <param name="time">Times the commits; the clock comes with each step.</param>
    /// <param name="log">Told what an operator should know.</param>
    /// <param name="now">The clock.</param>
    /// <param name="onNews">Told of health events that opened or changed, once they are stored.</param>
    /// <exception cref="IOException">A checkpoint cannot be read.</exception>
    /// <exception cref="StorageException">What scoring goes on with cannot be read.</exception>
    public LivePipeline(
        LiveOptions options, DataFolder folder, AtlasFollower atlas, TimeProvider time, ILogger log, DateTimeOffset now,
        Action<IReadOnlyList<HealthEventChange>>? onNews = null)
    {
        _options = options;
        _folder = folder;
        _log = log;
        _atlas = atlas;
        _clock = new WindowClock(options.WindowSeconds);
        StratumTable strata = new(options.MaximumStrata);
        _open = new OpenWindows(_clock, options.Shards, strata, atlas.Locate);
        _commits = new CommitQueue(folder, time);
        _days = new DayKeeper(folder, options.RetentionDays);
        _tails = [.. options.Sources.Select(source => new LogTail(source, _clock, strata, _open.Tallies))];
        _onNews = onNews ?? (_ => { });
        _health = new LiveHealth(
            new()
            {
                WindowSeconds = options.WindowSeconds,
                Region = options.Region,
                Account = options.Account,
                Webhooks = options.Webhooks,
                Quiet = options.Quiet,
                Sources = [.. options.Sources.Select(source => (source.Name, source.Location))],
            },
            folder, atlas.Find, time, atlas.Seen);
        TakeNote(_health.MovesOf(atlas.MovesSinceSeen));
        Restore(now);
        _status = Describe(now);
    }

    /// <summary>How things are, as of the last step; for any thread.</summary>
    public LiveStatus Status => Volatile.Read(ref _status);

    /// <summary>The monitors, for any thread: what changes there is in force from the next window on.</summary>
    public MonitorDirectory Monitors => _health.Monitors;

    /// <summary>Hands over what changed in the configuration, for any thread. It is taken over before the next step; of several that come before it the last one counts.</summary>
    public void Post(LiveReload reload) => Volatile.Write(ref _reload, reload);

    /// <summary>Does one step; true when there is more to do at once.</summary>
    public bool Step(DateTimeOffset now)
    {
        if (Interlocked.Exchange(ref _reload, null) is { } reload)
        {
            TakeOver(reload);
        }
        if (_atlas.Poll(now, _open.FirstOpen, _open.Newest))
        {
            _log.AtlasSwapped(_atlas.Count);
            TakeNote(_health.MovesOf(_atlas.LastMoves));
        }
        bool isFull = _open.Bytes > _options.OpenTalliesBytes;
        // While the store fails nothing can be sealed, so nothing is read beyond the budget: the logs keep what is not read.
        bool hasMore = (!isFull || _commits.IsIdle) && Read(now);
        _open.Drain();
        hasMore |= Seal(now);
        if (_commits.Poll(now))
        {
            _log.Committed(_folder.LastCommit, _commits.Windows);
            if (_health.News.Count > 0)
            {
                _onNews(_health.News);
            }
            _health.Stored();
        }
        if (_commits.IsIdle && _open.FirstOpen != long.MinValue)
        {
            _days.Poll(StartOf(_open.FirstOpen), now);
        }
        TellFaults();
        Volatile.Write(ref _status, Describe(now));
        return hasMore && _commits.IsIdle;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (LogTail tail in _tails)
        {
            tail.Dispose();
        }
        _atlas.Dispose();
    }

    /// <summary>Histories follow when the whole state can be saved with them.</summary>
    private void TakeNote(IReadOnlyList<BaselineMove> moves)
    {
        if (moves.Count > 0)
        {
            _moves.Add(moves);
        }
    }

    /// <summary>What is harmless while windows are open: how long they wait, how further lines are read, and how long sealed ones are kept.</summary>
    private void TakeOver(LiveReload reload)
    {
        foreach (LogTail tail in _tails)
        {
            LogSource source = reload.Options.Sources.Single(source => source.Name == tail.Source.Name);
            tail.TakeOver(source.Grace, source.Parser);
        }
        _days.RetentionDays = reload.Options.RetentionDays;
        _configuration = reload.Configuration;
    }

    /// <summary>Goes on behind all that is sealed, whoever sealed it: another source's windows, or a replay into the same folder.</summary>
    private void Restore(DateTimeOffset now)
    {
        long openFrom = _health.Next ?? long.MinValue;
        foreach ((_, long start) in _folder.SealedWindows())
        {
            openFrom = Math.Max(openFrom, start + _options.WindowSeconds);
        }
        foreach (LogTail tail in _tails)
        {
            if (_folder.Checkpoint(CheckpointName(tail)) is { } stored)
            {
                TailCheckpoint checkpoint = TailCheckpoint.Read(tail.Source.Name, stored.Span);
                tail.Restore(checkpoint, now);
                openFrom = Math.Max(openFrom, checkpoint.OpenFromSeconds ?? long.MinValue);
                if (tail.Counters.LostFiles > 0)
                {
                    _log.FilesLost(tail.Source.Name, tail.Counters.LostFiles);
                }
            }
        }
        if (openFrom != long.MinValue)
        {
            // Rounded up: a window of another length that is sealed in part must not be sealed again.
            _open.FirstOpen = _clock.WindowOf((openFrom + _options.WindowSeconds - 1) * MicrosPerSecond);
        }
    }

    private bool Read(DateTimeOffset now)
    {
        bool hasMore = false;
        foreach (LogTail tail in _tails)
        {
            long budget = _options.StepBytes;
            tail.Poll(now, ref budget);
            hasMore |= budget <= 0;
        }
        // A window holds the records of all sources, so the least of their watermarks seals it.
        _watermark = _tails.Any(tail => tail.Watermark is null) ? null : _tails.Min(tail => tail.Watermark);
        return hasMore;
    }

    /// <summary>
    /// Seals what the watermark has passed, a commit's worth at most. The watermark stands still until all that is written has been read, so that after a start
    /// on an old log, or after a pause, no record is late. Where memory does not suffice for that, the oldest windows are sealed early.
    /// </summary>
    private bool Seal(DateTimeOffset now)
    {
        if (!_commits.IsIdle)
        {
            return false;
        }
        SealedWindows? part = null;
        bool isEarly = false;
        if (_watermark is DateTimeOffset watermark && WindowOf(watermark) > _open.FirstOpen && IsReadyToScore(WindowOf(watermark), now, out long limit))
        {
            part = _open.Seal(Math.Min(WindowOf(watermark), limit), _options.CommitRows);
        }
        if (part is null or { Count: 0 } && _open.Bytes > _options.OpenTalliesBytes)
        {
            // Somewhat more than needed, or the next block of lines would have it done again.
            long first = _open.FirstThatFits(_options.OpenTalliesBytes / 4 * 3);
            part = IsReadyToScore(first, now, out limit) ? _open.Seal(Math.Min(first, limit), _options.CommitRows) : part;
            isEarly = true;
        }
        bool hasPassed = part is not null && _health.Next < StartSecondsOf(_open.FirstOpen);
        if (part is null or { Count: 0 } && !hasPassed && !_tails.Any(tail => tail.HasUnknownFiles))
        {
            return false;
        }
        // A file that no checkpoint knows could not be found again if it were rotated before the next window is sealed.
        part ??= new SealedWindows(_options.WindowSeconds, _options.Shards);
        if (isEarly && part.Count > 0)
        {
            _earlyWindows += part.Count;
            _log.SealedEarly(StartOf(_open.FirstOpen - 1), _options.OpenTalliesBytes);
        }
        TellSealed(part);
        SourceCheckpoint[] checkpoints = [.. _tails.Select(tail => new SourceCheckpoint(CheckpointName(tail), tail.Checkpoint(_open.FirstOpen).Write()))];
        long before = part.Count > 0 || hasPassed ? StartSecondsOf(_open.FirstOpen) : long.MinValue;
        _commits.Add(_health.Score(part, before, _atlas.Describe(part.CityNetworks), checkpoints), part.Count, now);
        return part.Count > 0 || hasPassed;
    }

    /// <summary>
    /// Makes scoring ready for the day of the first window that is not scored, and tells the first window that must wait for another step: windows are sealed a day at a time,
    /// since what is usual is derived from all days before, and no more than are scored in a blink, since nothing is read meanwhile.
    /// </summary>
    /// <param name="before">The first window that is not to be sealed.</param>
    /// <param name="now">The clock.</param>
    /// <param name="limit">The first window that must wait.</param>
    private bool IsReadyToScore(long before, DateTimeOffset now, out long limit)
    {
        long? first = _health.Next ?? (_open.Oldest is { } oldest ? StartSecondsOf(oldest) : null);
        limit = long.MaxValue;
        if (first is not { } start || start >= StartSecondsOf(before))
        {
            return true;
        }
        DateOnly day = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(start).UtcDateTime);
        long dayEnd = WindowOf(new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));
        limit = Math.Min(dayEnd, WindowOf(DateTimeOffset.FromUnixTimeSeconds(_health.LimitFrom(start))));
        if (now < _prepareAt)
        {
            return false;
        }
        try
        {
            _health.Prepare(day);
            while (_moves.Count > 0 && _health.CanMove)
            {
                _atlas.RelocateSeen();
                _health.Move(_moves[0], start);
                _moves.RemoveAt(0);
            }
            _prepareFault = null;
            return true;
        }
        catch (StorageException error)
        {
            _prepareFault = $"what is usual on {day:yyyy-MM-dd} could not be derived, windows wait: {error.Message}";
            _prepareAt = now + s_prepareDelay;
            return false;
        }
    }

    private void TellSealed(SealedWindows part)
    {
        if (!_log.IsEnabled(LogLevel.Debug))
        {
            return;
        }
        foreach (IGrouping<long, int> window in part.Batches
            .SelectMany(batch => Enumerable.Range(0, batch.Count).Select(row => (Start: batch.WindowStart[row], Connections: (int)Math.Min(batch.Connections[row], int.MaxValue))))
            .GroupBy(row => row.Start, row => row.Connections).OrderBy(window => window.Key))
        {
            _log.Sealed(DateTimeOffset.FromUnixTimeSeconds(window.Key), window.Sum(count => (long)count), window.Count());
        }
    }

    private void TellFaults()
    {
        string[] faults = [.. CurrentFaults().Select(fault => fault.Text)];
        foreach (string fault in faults.Where(_toldFaults.Add))
        {
            _log.Fault(fault);
        }
        foreach (string fault in _toldFaults.Except(faults).ToArray())
        {
            _toldFaults.Remove(fault);
            _log.FaultGone(fault);
        }
    }

    private IEnumerable<LiveFault> CurrentFaults()
    {
        foreach (LogTail tail in _tails)
        {
            foreach (string fault in tail.Faults)
            {
                yield return new(LiveFaultKind.Source, $"source {tail.Source.Name}: {fault}");
            }
        }
        if (_commits.Fault is string commit)
        {
            yield return new(LiveFaultKind.Commit, commit);
        }
        if (_prepareFault is { } scoring)
        {
            yield return new(LiveFaultKind.Scoring, scoring);
        }
        foreach (string warning in _health.Status.Warnings)
        {
            yield return new(LiveFaultKind.Source, warning);
        }
        if (_days.Fault is string days)
        {
            yield return new(LiveFaultKind.Maintenance, days);
        }
        if (_atlas.Fault is string atlas)
        {
            yield return new(LiveFaultKind.Atlas, atlas);
        }
        foreach (StorageIncident incident in _folder.Incidents)
        {
            yield return new(LiveFaultKind.Store, incident.ToString());
        }
    }

    private LiveStatus Describe(DateTimeOffset now) => new()
    {
        At = now,
        Sources = [.. _tails.Select(tail => SourceStatus.Of(tail, now))],
        Faults = [.. CurrentFaults()],
        Unlocated = _open.Tallies.UnlocatedRecords,
        OpenWindows = _open.Count,
        OpenBytes = _open.Bytes,
        EarlyWindows = _earlyWindows,
        SealedWindows = _commits.Windows,
        Commits = _commits.Commits,
        CommitFailures = _commits.Failures,
        CommitDurations = _commits.Durations.Snapshot(),
        DaysRolled = _days.DaysRolled,
        Watermark = _watermark,
        Health = _health.Status,
        Configuration = _configuration,
        AtlasCityNetworks = _atlas.Count,
        AtlasSwaps = _atlas.Swaps,
    };

    private static string CheckpointName(LogTail tail) => $"log:{tail.Source.Name}";

    private long WindowOf(DateTimeOffset time) => _clock.WindowOf((time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);

    private long StartSecondsOf(long window) => _clock.StartSeconds(window);

    private DateTimeOffset StartOf(long window) => DateTimeOffset.FromUnixTimeSeconds(_clock.StartSeconds(window));
}
