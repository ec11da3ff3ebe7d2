using Isobar.Storage.Control;
using Isobar.Storage.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Isobar.Storage.Tests.Control;

public sealed class ControlStoreTests
{
    [Fact]
    public void A_store_of_a_newer_program_is_refused()
    {
        using var temp = new TempFolder();
        DataFolder.Open(temp.Path, "test").Dispose();
        Change(temp.Sub("control.db"), "UPDATE schema_version SET version = 99");
        var error = Assert.Throws<StorageException>(() => DataFolder.Open(temp.Path, "test"));
        Assert.Contains("newer program", error.Message, StringComparison.Ordinal);
        Change(temp.Sub("control.db"), $"UPDATE schema_version SET version = {ControlSchema.Steps.Length}");
        DataFolder.Open(temp.Path, "test").Dispose();
    }

    [Fact]
    public void A_commit_that_is_not_made_leaves_no_trace()
    {
        using var temp = new TempFolder();
        using ControlStore store = ControlStore.Open(temp.Sub("control.db"), new IncidentLog());
        using (store.Begin(1, new CommitContent { SealedWindows = [(0, 300)], Checkpoints = [new("log", new byte[] { 1 })] }, []))
        {
            // Readers see nothing of a commit that is being made.
            Assert.Empty(store.SealedWindows());
        }
        Assert.Equal(0, store.LastCommit);
        Assert.Empty(store.SealedWindows());
        Assert.Null(store.Checkpoint("log"));
    }

    [Fact]
    public void A_full_disk_fails_the_commit_and_the_next_one_works()
    {
        using var temp = new TempFolder();
        string path = temp.Sub("control.db");
        using ControlStore store = ControlStore.Open(path, new IncidentLog());
        (short, long)[] many = [.. Enumerable.Range(0, 50_000).Select(i => ((short)0, i * 300L))];
        CommitContent content = new() { SealedWindows = many };
        store.LimitPages(40);
        var error = Assert.Throws<SqliteException>(() =>
        {
            using ControlTransaction transaction = store.Begin(1, content, []);
            transaction.Commit();
        });
        Assert.Contains("full", error.Message, StringComparison.Ordinal);
        store.LimitPages(1_000_000);
        store.Touch();
        using (ControlTransaction transaction = store.Begin(1, content, []))
        {
            transaction.Commit();
        }
        Assert.Equal(1, store.LastCommit);
        Assert.Equal(many.Length, store.SealedWindows().Count);
    }

    private static void Change(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this test.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
