using FsCheck;
using FsCheck.Fluent;
using Isobar.Storage.Events;
using Isobar.Storage.Tests.Support;

namespace Isobar.Storage.Tests.Events;

public sealed class EventStoreTests
{
    private static readonly string[] s_kinds = ["AVAILABILITY", "PERFORMANCE", "LOCAL_AVAILABILITY"];

    [Fact]
    public void Lists_equal_a_naive_reference_page_by_page()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        EventRow[] rows = Rows(400);
        folder.Commit(new CommitContent { HealthEvents = rows });
        Gen<EventFilter> filters =
            from monitor in Gen.Elements<string?>("shop", "api", "", "none", null)
            from activeFrom in Instants()
            from activeBefore in Instants()
            from startedFrom in Instants()
            from startedBefore in Instants()
            from active in Gen.Elements<bool?>(true, false, null)
            from newest in Gen.Elements(true, false)
            from kind in Gen.Elements<string?>([.. s_kinds, null])
            from limit in Gen.Choose(1, 50)
            select new EventFilter
            {
                MonitorName = monitor,
                ActiveFrom = activeFrom,
                ActiveBefore = activeBefore,
                StartedFrom = startedFrom,
                StartedBefore = startedBefore,
                IsActive = active,
                NewestFirst = newest,
                Kind = kind,
                Limit = limit,
            };
        Prop.ForAll(filters.ToArbitrary(), filter =>
        {
            var found = new List<EventRow>();
            for (EventCursor? after = null; ;)
            {
                IReadOnlyList<EventRow> page = folder.HealthEvents.List(filter with { After = after });
                Assert.True(page.Count <= filter.Limit);
                found.AddRange(page);
                if (page.Count < filter.Limit)
                {
                    break;
                }
                after = page[^1].Cursor;
            }
            Assert.Equal(Naive(rows, filter), found);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void An_event_is_replaced_by_its_next_version_and_survives_a_restart()
    {
        using var temp = new TempFolder();
        EventRow open = new("shop", "a1", 300, null, 400, 400, "AVAILABILITY", "{\"n\":1}");
        EventRow over = open with { EndedAt = 900, LastUpdatedAt = 1_000, Json = "{\"text\":\"Ünïcode, a NUL \\u0000 and 'quotes'\"}" };
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            Assert.Equal(1, folder.Commit(new CommitContent { HealthEvents = [open], InternetEvents = [open with { MonitorName = "" }] }));
            Assert.Equal(open, folder.HealthEvents.Find("shop", "a1"));
            Assert.True(open.IsActive);
            // Of one event the last version counts, also within a commit.
            Assert.Equal(2, folder.Commit(new CommitContent { HealthEvents = [open with { Kind = "PERFORMANCE" }, over] }));
        }
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            Assert.Equal([over], folder.HealthEvents.List(new EventFilter()));
            Assert.Equal([open with { MonitorName = "" }], folder.InternetEvents.List(new EventFilter { IsActive = true }));
            Assert.Empty(folder.EventGroups.List(new EventFilter()));
            Assert.Null(folder.HealthEvents.Find("api", "a1"));
            Assert.Null(folder.InternetEvents.Find("shop", "a1"));
        }
    }

    [Fact]
    public void Retention_takes_what_ended_and_leaves_what_goes_on()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        EventRow[] rows =
        [
            new("shop", "over", 0, 1_000, 0, 0, "AVAILABILITY", "{}"),
            new("shop", "at", 0, 2_000, 0, 0, "AVAILABILITY", "{}"),
            new("shop", "on", 0, null, 0, 0, "AVAILABILITY", "{}"),
        ];
        folder.Commit(new CommitContent { HealthEvents = rows, InternetEvents = rows, EventGroups = rows });
        folder.ApplyRetention(new RetentionCutoffs { HealthEvents = 2_000 });
        Assert.Equal(["at", "on"], folder.HealthEvents.List(new EventFilter()).Select(row => row.EventId));
        Assert.Equal(3, folder.InternetEvents.List(new EventFilter()).Count);
        folder.ApplyRetention(new RetentionCutoffs { InternetEvents = 2_001, EventGroups = 1_001 });
        Assert.Equal(["on"], folder.InternetEvents.List(new EventFilter()).Select(row => row.EventId));
        Assert.Equal(["at", "on"], folder.EventGroups.List(new EventFilter()).Select(row => row.EventId));
        Assert.Equal(["at", "on"], folder.HealthEvents.List(new EventFilter()).Select(row => row.EventId));
    }

    [Fact]
    public void An_event_that_ends_before_it_starts_is_refused()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        EventRow row = new("shop", "a", 300, 299, 0, 0, "AVAILABILITY", "{}");
        Assert.Throws<ArgumentException>(() => folder.Commit(new CommitContent { EventGroups = [row] }));
        Assert.Throws<ArgumentException>(() => folder.Commit(new CommitContent { HealthEvents = [row with { EventId = "", EndedAt = null }] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => folder.HealthEvents.List(new EventFilter { Limit = 0 }));
        Assert.Equal(0, folder.LastCommit);
    }

    /// <summary>Few starts, so that ties and edges occur; the ids' order differs from that of the starts.</summary>
    private static EventRow[] Rows(int count)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            long started = random.Next(20) * 300;
            return new EventRow(
                random.Next(3) switch { 0 => "shop", 1 => "api", _ => "" }, $"{random.Next(100)}-{i}", started,
                random.Next(4) == 0 ? null : started + random.Next(5) * 300, started, started, s_kinds[random.Next(3)], $"{{\"i\":{i}}}");
        })];
    }

    private static Gen<long?> Instants() => Gen.Choose(-1, 40).Select(step => step % 3 == 0 ? (long?)null : step * 150L);

    private static List<EventRow> Naive(EventRow[] rows, EventFilter filter)
    {
        IEnumerable<EventRow> found = rows.Where(row =>
            (filter.MonitorName is null || row.MonitorName == filter.MonitorName)
            && (filter.ActiveFrom is null || row.EndedAt is null || row.EndedAt > filter.ActiveFrom)
            && (filter.ActiveBefore is null || row.StartedAt < filter.ActiveBefore)
            && (filter.StartedFrom is null || row.StartedAt >= filter.StartedFrom)
            && (filter.StartedBefore is null || row.StartedAt < filter.StartedBefore)
            && (filter.IsActive is null || row.IsActive == filter.IsActive)
            && (filter.Kind is null || row.Kind == filter.Kind))
            .OrderBy(row => row.StartedAt).ThenBy(row => row.EventId, StringComparer.Ordinal).ThenBy(row => row.MonitorName, StringComparer.Ordinal);
        return [.. filter.NewestFirst ? found.Reverse() : found];
    }
}
