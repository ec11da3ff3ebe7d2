using FsCheck;
using FsCheck.Fluent;
using Isobar.Storage.Columns;

namespace Isobar.Storage.Tests.Columns;

public sealed class SealedDayTests
{
    [Fact]
    public void Days_round_down_before_1970_too()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seconds =>
        {
            long day = SealedDay.DayOf(seconds);
            Assert.InRange(seconds, day * SealedDay.Seconds, (day + 1) * SealedDay.Seconds - 1);
            Assert.All(ColumnSchema.Tables, table =>
            {
                string name = SealedDay.FileName(table, day, 7);
                Assert.True(SealedDay.TryParseName(name, out ColumnTable? kind, out DateOnly date, out int generation));
                Assert.Equal((table, day, 7), (kind, SealedDay.DayOf(date), generation));
                Assert.True(SealedDay.IsOurs(name + ".new.wal"));
                Assert.Equal(date, new SealedDay(table, day, name, 0, 0).Date);
            });
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("2026-11-20.1.duckdb.corrupt-1")]
    [InlineData("2026-11-20.duckdb")]
    [InlineData("x2026-11-20.1.duckdb")]
    [InlineData("2026-13-20.1.duckdb")]
    [InlineData("others-2026-11-20.1.duckdb")]
    public void Other_names_are_no_days(string name) => Assert.False(SealedDay.TryParseName(name, out _, out _, out _));
}
