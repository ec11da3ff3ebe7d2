using Isobar.Core.Alarms;
using Isobar.Storage.Alarms;

namespace Isobar.Server.Tests.Alarms;

public sealed class AlarmLoopTests : IAsyncLifetime
{
    private readonly AlarmFixture _alarms = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _alarms.DisposeAsync();

    [Fact]
    public void A_point_over_the_threshold_alarms_and_the_next_below_it_ends_the_alarm()
    {
        _alarms.Put(AlarmFixture.Definition());
        _alarms.Evaluate();
        Assert.Equal("INSUFFICIENT_DATA", _alarms.State());
        _alarms.Add(51, minutesAgo: 0);
        _alarms.Evaluate();
        Assert.Equal("ALARM", _alarms.State());
        MetricAlarm alarm = _alarms.Service.Book.All["high"];
        Assert.StartsWith("Threshold Crossed: 1 out of the last 1 datapoints [51.0 (", alarm.Reason, StringComparison.Ordinal);
        Assert.Contains("\"recentDatapoints\":[51.0]", alarm.ReasonData, StringComparison.Ordinal);
        _alarms.Add(49, minutesAgo: 0);
        _alarms.Evaluate();
        Assert.Equal("OK", _alarms.State());
        Assert.Equal(
            [
                "Alarm \"high\" created", "Alarm updated from INSUFFICIENT_DATA to ALARM",
                $"Failed to execute action {AlarmFixture.Action}. Received error: \"no webhook of the configuration stands for this ARN\"",
                "Alarm updated from ALARM to OK",
            ],
            _alarms.History());
    }

    [Fact]
    public void A_state_set_by_hand_lasts_until_the_next_evaluation()
    {
        _alarms.Put(AlarmFixture.Definition());
        _alarms.Add(49, minutesAgo: 0);
        _alarms.Evaluate();
        Assert.True(_alarms.Service.Book.SetState("high", AlarmState.Alarm, "drill", null));
        Assert.Equal("ALARM", _alarms.State());
        _alarms.Add(49, minutesAgo: 0);
        _alarms.Evaluate();
        Assert.Equal("OK", _alarms.State());
    }

    [Fact]
    public async Task State_and_history_survive_a_restart()
    {
        _alarms.Put(AlarmFixture.Definition());
        _alarms.Add(51, minutesAgo: 0);
        _alarms.Evaluate();
        string before = _alarms.Service.Book.All["high"].Write();
        string[] history = _alarms.History();
        await _alarms.RestartAsync();
        Assert.Equal(before, _alarms.Service.Book.All["high"].Write());
        Assert.Equal(history, _alarms.History());
        _alarms.Evaluate();
        Assert.Equal(history.Length, _alarms.History().Length);
    }

    [Fact]
    public void An_alarm_of_a_minute_is_not_judged_twice_in_it()
    {
        _alarms.Time.Advance(TimeSpan.FromSeconds(60 - _alarms.Time.GetUtcNow().ToUnixTimeSeconds() % 60));
        _alarms.Put(AlarmFixture.Definition());
        _alarms.Evaluate(0);
        _alarms.Add(51, minutesAgo: 1);
        _alarms.Evaluate(10);
        Assert.Equal("INSUFFICIENT_DATA", _alarms.State());
        _alarms.Add(51, minutesAgo: 0);
        _alarms.Evaluate(50);
        Assert.Equal("ALARM", _alarms.State());
    }

    [Fact]
    public void Disabled_actions_are_not_executed()
    {
        _alarms.Put(AlarmFixture.Definition());
        _alarms.Service.Book.EnableActions(["high", "none"], isEnabled: false);
        _alarms.Add(51, minutesAgo: 0);
        _alarms.Evaluate();
        Assert.Equal("ALARM", _alarms.State());
        Assert.Equal(["Alarm \"high\" created", "Alarm \"high\" updated", "Alarm updated from INSUFFICIENT_DATA to ALARM"], _alarms.History());
    }

    [Fact]
    public void An_expression_is_judged_like_a_metric()
    {
        AlarmQuery Metric(string name) => new() { Id = name.ToLowerInvariant(), Namespace = "Shop", MetricName = name, Statistic = "Sum", PeriodSeconds = 60, ReturnData = false };
        _alarms.Put(AlarmFixture.Definition() with
        {
            Namespace = null, MetricName = null, Statistic = null, PeriodSeconds = null,
            Metrics = [new() { Id = "rate", Expression = "100 * errors / orders" }, Metric("Errors"), Metric("Orders")],
        });
        _alarms.Add(10, minutesAgo: 0);
        _alarms.Add(4, minutesAgo: 0, name: "Errors");
        _alarms.Evaluate();
        Assert.Equal("OK", _alarms.State());
        _alarms.Add(10, minutesAgo: 0);
        _alarms.Add(6, minutesAgo: 0, name: "Errors");
        _alarms.Evaluate();
        Assert.Equal("ALARM", _alarms.State());
    }

    [Fact]
    public void An_expression_that_gives_several_series_is_an_evaluation_error()
    {
        AlarmQuery Metric(string name) => new() { Id = name.ToLowerInvariant(), Namespace = "Shop", MetricName = name, Statistic = "Sum", PeriodSeconds = 60, ReturnData = false };
        _alarms.Put(AlarmFixture.Definition() with
        {
            Namespace = null, MetricName = null, Statistic = null, PeriodSeconds = null,
            Metrics = [new() { Id = "all", Expression = "METRICS() * 2" }, Metric("Errors"), Metric("Orders")],
        });
        _alarms.Evaluate();
        MetricAlarm alarm = _alarms.Service.Book.All["high"];
        Assert.Equal(("EVALUATION_ERROR", AlarmState.InsufficientData), (alarm.EvaluationState, alarm.State));
        Assert.Contains("one time series", alarm.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_percentile_of_few_samples_keeps_the_state_where_that_is_asked_for()
    {
        _alarms.Put(AlarmFixture.Definition() with { Statistic = "p90", LowSamplePercentile = "ignore" });
        _alarms.Put(AlarmFixture.Definition("other") with { Statistic = "p90" });
        _alarms.Add(51, minutesAgo: 0);
        _alarms.Evaluate();
        Assert.Equal(("INSUFFICIENT_DATA", "ALARM"), (_alarms.State(), _alarms.State("other")));
    }

    [Fact]
    public void Old_points_and_history_are_deleted_once_a_day()
    {
        _alarms.Put(AlarmFixture.Definition());
        _alarms.Add(51, minutesAgo: 0);
        _alarms.Time.Advance(TimeSpan.FromDays(15));
        _alarms.Service.Loop.Expire(_alarms.Time.GetUtcNow());
        Assert.Empty(_alarms.History());
        Assert.Single(_alarms.Folder.Metrics.List(new() { From = 0, To = long.MaxValue }, _ => true, 10));
        _alarms.Time.Advance(TimeSpan.FromDays(456));
        _alarms.Service.Loop.Expire(_alarms.Time.GetUtcNow());
        Assert.Empty(_alarms.Folder.Metrics.List(new() { From = 0, To = long.MaxValue }, _ => true, 10));
    }

    [Fact]
    public void Deleted_alarms_leave_nothing_but_their_history()
    {
        _alarms.Put(AlarmFixture.Definition());
        _alarms.Evaluate();
        Assert.Equal(["none"], _alarms.Service.Book.Delete(["high", "none"]));
        _alarms.Evaluate();
        Assert.Empty(_alarms.Folder.Alarms.All());
        Assert.Equal(AlarmHistoryKinds, _alarms.Folder.Alarms.History(new AlarmHistoryFilter { Limit = 10 }).Select(row => row.Kind));
    }

    private static readonly string[] AlarmHistoryKinds = ["ConfigurationUpdate", "ConfigurationUpdate"];
}
