using Isobar.Core.Events;
using Isobar.Core.Scoring;
using Isobar.Core.Windows;
using Isobar.Storage;
using Isobar.Storage.Events;

namespace Isobar.Server.Hosting.Health;

/// <summary>
/// Brings scoring back to where the last commit left it: the whole state of an earlier window, and the stored windows since, played again. Where there is no such state (another
/// release wrote it, or it is damaged), tests begin anew, warmed up by the hours before it, and the events of then are gone on with.
/// </summary>
internal sealed class HealthRestart(DataFolder folder, HealthStore store, DayHistory days, int windowSeconds)
{
    /// <summary>Hours that tests look back at most: what new ones are warmed up with.</summary>
    private static readonly long s_warmUpSeconds = ScoringSettings.Default.LongestSpanSeconds;

    /// <summary>Hours that profiles of monitors hold.</summary>
    private const long ProfileSeconds = 3 * 3600;

    private long _strataPlayed;
    private DateOnly _today;

    /// <summary>Does it.</summary>
    /// <exception cref="StorageException">The store cannot be read.</exception>
    public RestoredHealth Run()
    {
        if (Journal() is not { } journal)
        {
            return new(store.Create(), new(), null, default, false, 0);
        }
        if (journal.WindowSeconds == windowSeconds && store.TryRestore(journal.StateNext) is { } street)
        {
            _today = street.Table.Today;
            Play(street, journal, null);
            return new(street, Orphans(street, journal.Next), journal, _today, false, _strataPlayed);
        }
        return Begin(journal);
    }

    /// <summary>Goes on with the events alone. A journal without a state has seen its first windows only: all of them are played again, to the same end.</summary>
    private RestoredHealth Begin(HealthJournal journal)
    {
        ScoringStreet street = store.Create();
        bool isSameWindow = journal.WindowSeconds == windowSeconds;
        bool isFromStart = isSameWindow && journal.StateNext == journal.First;
        long next = isSameWindow ? journal.StateNext : journal.Next;
        BeginDay(street, next);
        HealthContent content = new() { TakesMeasurements = false };
        if (!isFromStart)
        {
            foreach (SealedWindow window in isSameWindow ? Windows(Math.Max(next - s_warmUpSeconds, journal.First), next) : [])
            {
                street.Pipeline.WarmUp(window);
            }
            store.TryRestoreEvents(street);
            foreach (SealedWindow window in Windows(Math.Max(next - ProfileSeconds, journal.First), next))
            {
                street.Pipeline.Remember(window);
            }
            street.LastTraffic = next - windowSeconds;
        }
        if (isSameWindow)
        {
            Play(street, journal, isFromStart ? null : content);
        }
        content.ForgetChanges(IsTold);
        foreach (HealthEventChange change in Orphans(street, journal.Next).Changes)
        {
            content.Add(change);
        }
        content.TakesMeasurements = true;
        return new(street, content, journal, _today, !isFromStart, _strataPlayed);
    }

    /// <summary>
    /// Whether a change of a window that is stored was told when that was stored: its event was made, or had ended, by then. What went on in between is not told again.
    /// </summary>
    private bool IsTold(HealthEventChange change)
    {
        EventRow? stored = folder.HealthEvents.Find(change.Event.MonitorName, change.Event.EventId);
        bool wasOver = stored?.EndedAt is not null;
        return stored is not null && (change.Kind != HealthEventChangeKind.Closed || wasOver);
    }

    private HealthJournal? Journal() => HealthStore.Read(folder, HealthJournal.SnapshotName, out _) is { } written ? HealthJournal.Read(written) : null;

    private void Play(ScoringStreet street, HealthJournal journal, HealthContent? content)
    {
        foreach (SealedWindow window in Windows(journal.StateNext, journal.Next))
        {
            BeginDay(street, window.Start);
            foreach (MonitorChange change in journal.Changes.Where(change => change.Window == window.Start))
            {
                street.Apply(change, content);
            }
            if (!LiveHealth.IsPassedOver(street, window.Start, window.Batches))
            {
                street.Advance(window.Start, window.Batches, content);
                _strataPlayed += street.Table.Count;
            }
        }
    }

    private void BeginDay(ScoringStreet street, long window)
    {
        DateOnly day = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(window).UtcDateTime);
        if (day != _today)
        {
            days.Derive(day, street.Table, street.Engine);
            _today = day;
        }
    }

    /// <summary>All windows of a time, those without traffic too, from one pass over the store: a query for each window would take longer than to score it.</summary>
    private IEnumerable<SealedWindow> Windows(long from, long to)
    {
        long window = from;
        List<TallyBatch> rows = [];
        foreach (TallyBatch batch in folder.Tallies.Scan(from, to))
        {
            WindowSlices slices = new([batch]);
            while (slices.NextStart is { } start)
            {
                for (; start >= window + windowSeconds; window += windowSeconds)
                {
                    yield return new(window, rows);
                    rows = [];
                }
                rows.AddRange(slices.Take(start));
            }
        }
        for (; window < to; window += windowSeconds)
        {
            yield return new(window, rows);
            rows = [];
        }
    }

    /// <summary>Open events in the store that nobody goes on with: they ended unseen, as their state was lost.</summary>
    private HealthContent Orphans(ScoringStreet street, long now)
    {
        HealthContent content = new();
        HashSet<(string, string)> known = [.. street.Pipeline.Events.Select(one => (one.MonitorName, one.EventId))];
        foreach (EventRow row in folder.HealthEvents.List(new EventFilter { IsActive = true, Limit = int.MaxValue }))
        {
            if (!known.Contains((row.MonitorName, row.EventId)))
            {
                HealthEvent ended = EventDocument.ReadHealthEvent(row.Json) with
                {
                    Status = EventStatus.Resolved,
                    EndedAt = Math.Max(now, row.StartedAt),
                    LastUpdatedAt = now,
                    ClosedBecause = ClosingReason.NoData,
                };
                content.Add(new HealthEventChange(HealthEventChangeKind.Closed, ended));
            }
        }
        return content;
    }
}

/// <summary>Scoring as a restart found it.</summary>
/// <param name="Street">The street, behind all that is stored.</param>
/// <param name="Content">What the next commit must store besides.</param>
/// <param name="Journal">How far scoring had come; null where it begins.</param>
/// <param name="Today">The day whose baselines are derived.</param>
/// <param name="IsStateDue">Whether the whole state should be saved soon.</param>
/// <param name="StrataPlayed">Strata that were played again.</param>
internal sealed record RestoredHealth(
    ScoringStreet Street, HealthContent Content, HealthJournal? Journal, DateOnly Today, bool IsStateDue, long StrataPlayed);
