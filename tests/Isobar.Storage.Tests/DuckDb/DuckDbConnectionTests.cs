using System.Text;
using Isobar.Storage.DuckDb;
using Isobar.Storage.Tests.Support;

namespace Isobar.Storage.Tests.DuckDb;

public sealed class DuckDbConnectionTests : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly DuckDbDatabase _database;
    private readonly DuckDbConnection _connection;

    public DuckDbConnectionTests()
    {
        _database = DuckDbDatabase.Open(_temp.Sub("test.duckdb"), new DuckDbSettings(64, 1, null));
        _connection = _database.Connect();
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
        _temp.Dispose();
    }

    [Fact]
    public void The_library_is_the_pinned_one() => Assert.Equal("v1.5.6", DuckDbDatabase.LibraryVersion);

    [Fact]
    public void No_extension_is_fetched_or_loaded_by_itself()
    {
        Assert.Equal("false", _connection.ExecuteString("SELECT value FROM duckdb_settings() WHERE name = 'autoinstall_known_extensions'"));
        Assert.Equal("false", _connection.ExecuteString("SELECT value FROM duckdb_settings() WHERE name = 'autoload_known_extensions'"));
        Assert.Throws<DuckDbException>(() => _connection.ExecuteNonQuery("SELECT * FROM 'https://localhost:1/x.parquet'"));
    }

    [Fact]
    public void Texts_and_blobs_of_every_length_come_back()
    {
        byte[][] values = [.. Enumerable.Range(0, 5_000)
            .Select(i => Encoding.UTF8.GetBytes(new string((char)('a' + i % 26), i % 40) + (i % 3 == 0 ? "é" : "")))];
        _connection.ExecuteNonQuery("CREATE TABLE t (n INTEGER, text VARCHAR, blob BLOB)");
        using (DuckDbAppender appender = _connection.CreateAppender("t", [DuckDbType.Int32, DuckDbType.Varchar, DuckDbType.Blob]))
        {
            for (int first = 0; first < values.Length; first += appender.Capacity)
            {
                int count = Math.Min(appender.Capacity, values.Length - first);
                for (int i = 0; i < count; i++)
                {
                    appender.Column<int>(0)[i] = first + i;
                }
                appender.SetBytes(1, values.AsSpan(first, count));
                appender.SetBytes(2, values.AsSpan(first, count));
                appender.AppendRows(count);
            }
            appender.Close();
        }
        int row = 0;
        using DuckDbDataReader reader = _connection.ExecuteReader("SELECT n, text, blob FROM t ORDER BY n");
        while (reader.ReadChunk())
        {
            for (int i = 0; i < reader.Count; i++, row++)
            {
                Assert.Equal(row, reader.Column<int>(0)[i]);
                Assert.Equal(Encoding.UTF8.GetString(values[row]), reader.GetString(1, i));
                Assert.True(reader.GetBytes(2, i).SequenceEqual(values[row]));
            }
        }
        Assert.Equal(values.Length, row);
    }

    [Fact]
    public void Parameters_of_each_type_are_bound()
    {
        using DuckDbDataReader reader = _connection.ExecuteReader(
            "SELECT ?::BIGINT, ?::INTEGER, ?::UBIGINT, ?::VARCHAR, NULL::BIGINT", long.MinValue, 42, ulong.MaxValue, "it's ünïcode");
        Assert.True(reader.ReadChunk());
        Assert.Equal(long.MinValue, reader.Column<long>(0)[0]);
        Assert.Equal(42, reader.Column<int>(1)[0]);
        Assert.Equal(ulong.MaxValue, reader.Column<ulong>(2)[0]);
        Assert.Equal("it's ünïcode", reader.GetString(3, 0));
        Assert.False(reader.IsNull(3, 0));
        Assert.True(reader.IsNull(4, 0));
        Assert.False(reader.ReadChunk());
        Assert.Throws<ArgumentException>(() => _connection.ExecuteInt64("SELECT ?", 1.5));
    }

    [Fact]
    public void Reading_a_column_as_another_type_is_refused()
    {
        using DuckDbDataReader reader = _connection.ExecuteReader("SELECT 1::INTEGER, 'x'");
        Assert.Throws<InvalidOperationException>(() => reader.Column<int>(0)[0]);
        Assert.True(reader.ReadChunk());
        Assert.Throws<InvalidOperationException>(() => reader.Column<long>(0)[0]);
        Assert.Throws<InvalidOperationException>(() => reader.GetString(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.GetString(1, 1));
    }

    [Fact]
    public void Errors_carry_the_engines_text()
    {
        Assert.Contains("nosuch", Assert.Throws<DuckDbException>(() => _connection.ExecuteNonQuery("SELECT * FROM nosuch")).Message, StringComparison.Ordinal);
        Assert.Contains("nosuch", Assert.Throws<DuckDbException>(() => _connection.ExecuteReader("SELECT * FROM nosuch")).Message, StringComparison.Ordinal);
        Assert.Contains("nosuch", Assert.Throws<DuckDbException>(() => _connection.CreateAppender("nosuch", [])).Message, StringComparison.Ordinal);
        Assert.Throws<DuckDbException>(() => _connection.ExecuteInt64("SELECT CAST('x' || range AS BIGINT) FROM range(5)"));
        _connection.ExecuteNonQuery("CREATE TABLE t (a INTEGER NOT NULL)");
        Assert.Throws<DuckDbException>(() => _connection.ExecuteNonQuery("INSERT INTO t VALUES (NULL)"));
        Assert.Equal(2, _connection.ExecuteNonQuery("INSERT INTO t VALUES (1), (2)"));
    }

    [Fact]
    public void A_transaction_that_is_not_committed_leaves_nothing()
    {
        _connection.ExecuteNonQuery("CREATE TABLE t (a BIGINT)");
        using (_connection.BeginTransaction())
        {
            // More rows than the appender commits by itself outside of a transaction.
            using DuckDbAppender appender = _connection.CreateAppender("t", [DuckDbType.Int64]);
            for (int i = 0; i < 150; i++)
            {
                appender.AppendRows(appender.Capacity);
            }
            appender.Close();
        }
        Assert.Equal(0, _connection.ExecuteInt64("SELECT count(*) FROM t"));
    }

    [Fact]
    public void An_appender_that_is_not_closed_drops_what_it_buffered()
    {
        _connection.ExecuteNonQuery("CREATE TABLE t (a BIGINT)");
        using (DuckDbAppender appender = _connection.CreateAppender("t", [DuckDbType.Int64]))
        {
            appender.AppendRows(10);
        }
        Assert.Equal(0, _connection.ExecuteInt64("SELECT count(*) FROM t"));
    }

    [Fact]
    public void Faults_of_the_surroundings_are_not_taken_for_damage()
    {
        Assert.False(new DuckDbException("IO Error: Could not set lock on file").IsDamage);
        Assert.False(new DuckDbException("FATAL Error: database has been invalidated. Original error: No space left on device").IsDamage);
        Assert.False(new DuckDbException("Binder Error: column not found").IsDamage);
        Assert.True(new DuckDbException("IO Error: Corrupt database file: computed checksum 1 does not match").IsDamage);
        File.WriteAllText(_temp.Sub("text.duckdb"), new string('x', 100_000));
        Assert.True(Assert.Throws<DuckDbException>(() => DuckDbDatabase.Open(_temp.Sub("text.duckdb"), new DuckDbSettings(64, 1, null))).IsDamage);
        Assert.False(Assert.Throws<DuckDbException>(() => DuckDbDatabase.Open(_temp.Sub("no/such/folder"), new DuckDbSettings(64, 1, null))).IsDamage);
    }
}
