using Isobar.Storage.Events;
using Isobar.Storage.Notes;
using Isobar.Tests;

namespace Isobar.Storage.Tests.Notes;

public sealed class NoteStoreTests : IDisposable
{
    private readonly TemporaryFolder _temp = new();
    private readonly NoteStore _store;

    public NoteStoreTests() => _store = NoteStore.Open(_temp["data"], "test");

    public void Dispose()
    {
        _store.Dispose();
        _temp.Dispose();
    }

    [Fact]
    public void Annotations_touch_a_range_or_not()
    {
        _store.Add(new AnnotationRow(100, null, "note", "instant", null, null, "ann"));
        _store.Add(new AnnotationRow(50, 150, "note", "span", "shop", null, "ann"));
        Assert.Equal(["span", "instant"], _store.AnnotationsOf(100, 101, null).Select(row => row.Text));
        Assert.Equal(["span"], _store.AnnotationsOf(101, 200, "shop").Select(row => row.Text));
        Assert.Empty(_store.AnnotationsOf(101, 200, "other"));
        Assert.Empty(_store.AnnotationsOf(0, 50, null));
    }

    [Fact]
    public void A_mark_takes_the_place_of_one_of_its_kind()
    {
        _store.Put(new EventMarkRow("shop", "1", EventMarkRow.Silenced, "ann", 1, 2, ""));
        _store.Put(new EventMarkRow("shop", "1", EventMarkRow.Silenced, "bob", 2, null, "again"));
        _store.Put(new EventMarkRow("shop", "1", EventMarkRow.Acknowledged, "ann", 1, null, ""));
        Assert.Equal(["ann", "bob"], _store.MarksOf("shop").Select(row => row.User).Order());
        Assert.True(_store.RemoveMark("shop", "1", EventMarkRow.Silenced));
        Assert.False(_store.RemoveMark("shop", "1", EventMarkRow.Silenced));
    }

    [Fact]
    public void What_is_said_of_an_event_expires_with_it()
    {
        const string Arn = "arn:aws:internetmonitor:us-east-1:000000000000:monitor/shop/health-event/";
        using DataFolder folder = DataFolder.Open(_temp["data"], "test");
        EventRow Event(string id, long end) => new("shop", id, end - 10, end, end - 10, end, "AVAILABILITY", "{}");
        folder.Commit(new CommitContent
        {
            HealthEvents = [Event("old", 100), Event("young", 1000)],
            EventUpdates = [.. new[] { "old", "young" }.Select(id => new EventUpdateRow("shop", id, 1, "created", 5, 95, 3, "", "why"))],
            Notices = [.. new[] { "old", "young" }.Select(id => new NoticeRow(Arn + id, "pager", 1, "delivered", ""))],
        });
        _store.Put(new EventMarkRow("shop", "old", EventMarkRow.Silenced, "ann", 1, null, ""));
        folder.ApplyRetention(new RetentionCutoffs { HealthEvents = 500 });
        Assert.Equal((0, 1), (folder.EventRecords.Updates("shop", "old").Count, folder.EventRecords.Updates("shop", "young").Count));
        Assert.Equal((0, 1), (folder.EventRecords.Notices(Arn + "old").Count, folder.EventRecords.Notices(Arn + "young").Count));
        Assert.Empty(_store.MarksOf("shop"));
    }

    [Fact]
    public void A_message_that_waits_is_told_and_then_how_it_ended()
    {
        using DataFolder folder = DataFolder.Open(_temp["data"], "test");
        folder.Commit(new CommitContent { Deliveries = [new("pager", "health-event", "", "arn:x", 5_000, "{}")] });
        Assert.Equal("waiting", Assert.Single(folder.EventRecords.Notices("arn:x")).State);
        folder.Commit(new CommitContent { SettledDeliveries = [folder.Alarms.Deliveries("pager", 1)[0].Id], Notices = [new("arn:x", "pager", 6, "failed", "HTTP status 500")] });
        Assert.Equal(new NoticeRow("arn:x", "pager", 6, "failed", "HTTP status 500"), Assert.Single(folder.EventRecords.Notices("arn:x")));
    }
}
