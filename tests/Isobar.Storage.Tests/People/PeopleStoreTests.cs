using Isobar.Storage.Control;
using Isobar.Storage.People;
using Isobar.Tests;
using Microsoft.Data.Sqlite;

namespace Isobar.Storage.Tests.People;

public sealed class PeopleStoreTests : IDisposable
{
    private readonly TemporaryFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void Users_and_sessions_are_there_after_a_restart()
    {
        UserRow user = new("ann", "admin", "hash", 1, null, false, 0, null);
        SessionRow session = new("s-1", "ann", 1, 2, 3, "127.0.0.1", "browser");
        using (PeopleStore store = PeopleStore.Open(_temp["data"], "test"))
        {
            Assert.Empty(store.Users());
            Assert.True(store.AddUser(user));
            Assert.False(store.AddUser(user with { Role = "viewer" }));
            store.AddSession(session, [1, 2, 3]);
        }
        using PeopleStore again = PeopleStore.Open(_temp["data"], "test");
        Assert.Equal(user, again.FindUser("ann"));
        Assert.Equal(session, again.FindSession([1, 2, 3]));
        Assert.Null(again.FindSession([1, 2, 4]));
    }

    [Fact]
    public void It_is_written_while_a_server_has_the_folder_open()
    {
        using DataFolder folder = DataFolder.Open(_temp["data"], "test");
        using PeopleStore store = PeopleStore.Open(_temp["data"], "test");
        Assert.True(store.AddUser(new("ann", "admin", null, 1, null, false, 0, null)));
        folder.Commit(new CommitContent());
        Assert.Equal(1, folder.LastCommit);
    }

    [Fact]
    public void A_change_is_made_of_what_is_stored_and_a_removal_takes_the_sessions_along()
    {
        using PeopleStore store = PeopleStore.Open(_temp["data"], "test");
        store.AddUser(new("ann", "admin", null, 1, null, false, 0, null));
        store.AddSession(new("s-1", "ann", 1, 1, 9, "", ""), [1]);
        Assert.True(store.ChangeUser("ann", (user, all) => user with { Failures = user.Failures + all.Count }));
        Assert.False(store.ChangeUser("bob", (user, _) => user));
        Assert.Equal(1, store.FindUser("ann")!.Failures);
        Assert.False(store.RemoveUser("ann", (_, _) => false));
        Assert.True(store.RemoveUser("ann", (_, _) => true));
        Assert.Null(store.RemoveUser("ann", (_, _) => true));
        Assert.Empty(store.Sessions());
    }

    [Fact]
    public void A_user_of_a_provider_is_one_whatever_their_name()
    {
        UserRow user = new("ann", "viewer", null, 1, null, false, 0, null, "https://id.example.org", "4711");
        using PeopleStore store = PeopleStore.Open(_temp["data"], "test");
        Assert.True(store.AddUser(user));
        Assert.False(store.AddUser(user with { Name = "ann.lee" }));
        Assert.False(store.AddUser(user with { Subject = "4712" }));
        Assert.True(store.AddUser(user with { Name = "bob", Subject = "4712" }));
        Assert.True(store.AddUser(user with { Name = "local", Provider = null, Subject = null }));
        Assert.True(store.AddUser(user with { Name = "another", Provider = null, Subject = null }));
        Assert.Equal(user, store.FindUserOf("https://id.example.org", "4711"));
        Assert.Null(store.FindUserOf("https://id.example.com", "4711"));
    }

    [Fact]
    public void A_store_without_users_of_providers_is_brought_forward()
    {
        using (PeopleStore store = PeopleStore.Open(_temp["data"], "test"))
        {
            store.AddUser(new("ann", "admin", "hash", 1, null, false, 0, null));
        }
        using (SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = Path.Combine(_temp["data"], "control.db"), Pooling = false }.ToString()))
        {
            connection.Open();
            connection.Execute("DROP TABLE publications; DROP INDEX measured_windows_of_monitor; DROP INDEX users_of_provider; ALTER TABLE users DROP COLUMN provider; ALTER TABLE users DROP COLUMN subject; UPDATE schema_version SET version = 5");
        }
        using PeopleStore again = PeopleStore.Open(_temp["data"], "test");
        Assert.Equal(new UserRow("ann", "admin", "hash", 1, null, false, 0, null), Assert.Single(again.Users()));
    }

    [Fact]
    public void Sessions_that_are_over_are_forgotten()
    {
        using PeopleStore store = PeopleStore.Open(_temp["data"], "test");
        store.AddSession(new("old", "ann", 1, 90, 100, "", ""), [1]);
        store.AddSession(new("silent", "ann", 1, 10, 200, "", ""), [2]);
        store.AddSession(new("alive", "ann", 1, 90, 200, "", ""), [3]);
        store.RemoveExpiredSessions(now: 100, seenBefore: 50);
        Assert.Equal("alive", Assert.Single(store.Sessions()).Id);
    }

    [Fact]
    public void Changes_are_told_the_youngest_first()
    {
        using PeopleStore store = PeopleStore.Open(_temp["data"], "test");
        foreach (int i in Enumerable.Range(1, 3))
        {
            store.AddAudit(new(i, "ann", "127.0.0.1", "UpdateMonitor", "shop", "ok", "{}"));
        }
        IReadOnlyList<AuditRow> page = store.Audit(null, 2);
        Assert.Equal([3, 2], page.Select(row => row.At));
        Assert.Equal(1, Assert.Single(store.Audit(page[^1].Id, 2)).At);
    }
}
