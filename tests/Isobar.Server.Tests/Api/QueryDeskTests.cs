using Isobar.Core.Monitors;
using Isobar.Server.Api;
using Isobar.Server.Api.Operations;
using Isobar.Server.Api.Queries;
using Isobar.Storage;
using Isobar.Tests;

namespace Isobar.Server.Tests.Api;

public sealed class QueryDeskTests : IDisposable
{
    private static readonly QueryPlan s_plan = QueryPlanner.Plan(new StartQueryRequest { QueryType = QueryTypes.Measurements }, "m", 0, 300, TrafficWeight.Bytes);

    private readonly TemporaryFolder _temporary = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Twenty_queries_of_a_monitor_may_be_open_and_others_do_not_count()
    {
        using DataFolder folder = DataFolder.Open(_temporary["data"], "test");
        using SemaphoreSlim nobodyRuns = new(0);
        using QueryDesk desk = new(folder, [], _time, nobodyRuns);
        string[] ids = [.. Enumerable.Range(0, 20).Select(_ => desk.Start("1", "m", s_plan))];
        Assert.Equal(ErrorShape.LimitExceeded, Assert.Throws<ApiException>(() => desk.Start("1", "m", s_plan)).Shape);
        desk.Start("1", "other", s_plan);
        desk.Start("2", "m", s_plan);
        RunningQuery first = desk.Find("1", "m", ids[0]);
        Assert.Equal("QUEUED", first.StatusWord);
        first.Stop();
        Assert.Equal("CANCELED", first.StatusWord);
        Assert.False(first.TryMove(QueryStatus.Succeeded));
        desk.Start("1", "m", s_plan);
    }

    [Fact]
    public void A_query_that_was_stopped_writes_no_more_rows()
    {
        RunningQuery query = new("id", "1", "m", s_plan, 0, _temporary["rows"]);
        int taken = 0;
        IEnumerable<string[]> rows()
        {
            for (int i = 0; ; i++)
            {
                taken = i;
                if (i == 3)
                {
                    query.Stop();
                }
                yield return [.. Enumerable.Repeat("x", s_plan.Columns.Count)];
            }
        }
        query.TryMove(QueryStatus.Running);
        query.Write(rows());
        Assert.Equal(3, taken);
    }

    [Fact]
    public void Results_outlive_the_process_for_a_day()
    {
        using DataFolder folder = DataFolder.Open(_temporary["data"], "test");
        folder.Measure("m", 0, 1, (Samples.Berlin, "eu-central-1", 600, 100, 40));
        string id;
        List<List<string>> rows;
        using (QueryDesk desk = new(folder, [], _time))
        {
            id = desk.Start("1", "m", s_plan);
            RunningQuery query = desk.Find("1", "m", id);
            Assert.True(SpinWait.SpinUntil(() => !query.IsOpen, TimeSpan.FromMinutes(1)));
            rows = query.ReadPage(0, 10).Rows;
            Assert.Equal("0|100.0|100.0|40|80|120|60|540", string.Join('|', Assert.Single(rows)));
        }
        using (QueryDesk desk = new(folder, [], _time))
        {
            RunningQuery again = desk.Find("1", "m", id);
            Assert.Equal("SUCCEEDED", again.StatusWord);
            Assert.Equal(s_plan.Columns.Select(column => (column.Name, column.Type)), again.Columns.Select(column => (column.Name, column.Type)));
            Assert.Equal(rows, again.ReadPage(0, 10).Rows);
            Assert.Throws<ApiException>(() => desk.Find("2", "m", id));
        }
        _time.Advance(TimeSpan.FromDays(1));
        using (QueryDesk desk = new(folder, [], _time))
        {
            Assert.Throws<ApiException>(() => desk.Find("1", "m", id));
        }
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(folder.Path, "queries")));
    }

    [Fact]
    public void What_a_former_process_left_is_cleared_away()
    {
        using DataFolder folder = DataFolder.Open(_temporary["data"], "test");
        string left = Path.Combine(folder.Path, "queries", "AQICold");
        Directory.CreateDirectory(Path.GetDirectoryName(left)!);
        File.WriteAllText(left, "rows");
        using QueryDesk desk = new(folder, [], _time);
        Assert.False(File.Exists(left));
    }
}
