using Isobar.Storage.Alarms;
using Isobar.Storage.Tests.Support;

namespace Isobar.Storage.Tests.Alarms;

public sealed class AlarmStoreTests
{
    [Fact]
    public void Alarms_are_replaced_by_name_removed_and_kept_over_a_restart()
    {
        using var temp = new TempFolder();
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            folder.Commit(new CommitContent { Alarms = [new("b", "{}"), new("a", "1")] });
            folder.Commit(new CommitContent { Alarms = [new("a", "2")], RemovedAlarms = ["b", "c"] });
        }
        using DataFolder again = DataFolder.Open(temp.Path, "test");
        Assert.Equal([new AlarmRow("a", "2")], again.Alarms.All());
    }

    [Fact]
    public void A_message_waits_from_the_commit_that_it_tells_of_to_the_commit_that_settles_it()
    {
        using var temp = new TempFolder();
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            folder.Commit(new CommitContent
            {
                Alarms = [new("a", "ALARM")],
                Deliveries = [Delivery("ops", "first"), Delivery("chat", "second"), Delivery("ops", "third")],
            });
        }
        using DataFolder again = DataFolder.Open(temp.Path, "test");
        Assert.Equal([new("chat", 1), new("ops", 2)], again.Alarms.WaitingDeliveries().OrderBy(webhook => webhook.Key, StringComparer.Ordinal));
        IReadOnlyList<DeliveryRow> waiting = again.Alarms.Deliveries("ops", 10);
        Assert.Equal(["first", "third"], waiting.Select(row => row.Body));
        again.Commit(new CommitContent { SettledDeliveries = [waiting[0].Id], AlarmHistory = [new("a", 5, "Action", "told", "{}")] });
        Assert.Equal(["third"], again.Alarms.Deliveries("ops", 10).Select(row => row.Body));
        Assert.Equal(2, again.Alarms.WaitingDeliveries().Values.Sum());
        Assert.Equal(["told"], again.Alarms.History(new AlarmHistoryFilter { Limit = 10 }).Select(row => row.Summary));
    }

    [Fact]
    public void Numbers_of_messages_are_not_used_again()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        folder.Commit(new CommitContent { Deliveries = [Delivery("ops", "first")] });
        long id = folder.Alarms.Deliveries("ops", 1)[0].Id;
        folder.Commit(new CommitContent { SettledDeliveries = [id] });
        folder.Commit(new CommitContent { Deliveries = [Delivery("ops", "second")] });
        Assert.True(folder.Alarms.Deliveries("ops", 1)[0].Id > id);
    }

    [Fact]
    public void History_is_read_by_alarm_kind_and_time_page_by_page_in_both_directions()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        AlarmHistoryRow[] rows =
            [.. Enumerable.Range(0, 9).Select(i => new AlarmHistoryRow(i % 2 == 0 ? "a" : "b", 1_000 * (i / 2), i % 3 == 0 ? "Action" : "StateUpdate", $"{i}", "{}"))];
        folder.Commit(new CommitContent { AlarmHistory = rows });
        var filter = new AlarmHistoryFilter { Limit = 100 };
        string Read(AlarmHistoryFilter by) => string.Concat(folder.Alarms.History(by).Select(row => row.Summary));
        Assert.Equal("876543210", Read(filter));
        Assert.Equal("86420", Read(filter with { AlarmName = "a" }));
        Assert.Equal("036", Read(filter with { Kind = "Action", NewestFirst = false }));
        Assert.Equal("2345", Read(filter with { From = 1_000, Until = 2_000, NewestFirst = false }));
        foreach (bool newestFirst in new[] { true, false })
        {
            string all = "";
            AlarmHistoryFilter page = filter with { Limit = 2, NewestFirst = newestFirst };
            while (folder.Alarms.History(page) is { Count: > 0 } found)
            {
                all += string.Concat(found.Select(row => row.Summary));
                page = page with { After = (found[^1].At, found[^1].Id) };
            }
            Assert.Equal(newestFirst ? "876543210" : "012345678", all);
        }
        folder.ApplyRetention(new RetentionCutoffs { AlarmHistory = 2 });
        Assert.Equal("87654", Read(filter));
    }

    private static DeliveryRow Delivery(string webhook, string body) => new(webhook, "alarm", "a", "arn", 1, body);
}
