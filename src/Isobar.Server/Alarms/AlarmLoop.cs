using Isobar.Core.Alarms;
using Isobar.Core.Metrics;
using Isobar.Core.Metrics.Expressions;
using Isobar.Storage;

namespace Isobar.Server.Alarms;

/// <summary>Judges the alarms that fall due, on a clock of ten seconds, and once a day deletes points and history that have become too old.</summary>
internal sealed class AlarmLoop : IAsyncDisposable
{
    private const int SecondsPerDay = 86_400;

    private readonly DataFolder _folder;
    private readonly AlarmBook _book;
    private readonly AlarmSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, long> _lastEvaluated = new(StringComparer.Ordinal);
    private Task _running = Task.CompletedTask;
    private long _expiredOn;

    public AlarmLoop(DataFolder folder, AlarmBook book, AlarmSettings settings, TimeProvider time, ILogger log)
    {
        _folder = folder;
        _book = book;
        _settings = settings;
        _time = time;
        _log = log;
    }

    /// <summary>Begins to run.</summary>
    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Judges what is due.</summary>
    /// <param name="now">The clock.</param>
    /// <exception cref="StorageException">The store failed; what was not judged is due again at the next tick.</exception>
    public void Evaluate(DateTimeOffset now)
    {
        long tick = now.ToUnixTimeSeconds();
        foreach (MetricAlarm alarm in _book.All.Values)
        {
            string name = alarm.Definition.Name;
            long? last = _lastEvaluated.TryGetValue(name, out long at) ? at : null;
            if (AlarmSchedule.IsDue(alarm.Definition, tick, last))
            {
                Evaluate(alarm, tick);
                _lastEvaluated[name] = tick;
            }
        }
        foreach (string gone in _lastEvaluated.Keys.Where(name => !_book.All.ContainsKey(name)).ToArray())
        {
            _lastEvaluated.Remove(gone);
        }
    }

    /// <summary>Deletes what is too old, once a day.</summary>
    public void Expire(DateTimeOffset now)
    {
        long seconds = now.ToUnixTimeSeconds(), today = seconds / SecondsPerDay;
        if (today == _expiredOn)
        {
            return;
        }
        _folder.ApplyRetention(new RetentionCutoffs
        {
            Metrics = seconds - (long)_settings.MetricRetentionDays * SecondsPerDay,
            AlarmHistory = seconds - (long)_settings.HistoryRetentionDays * SecondsPerDay,
        });
        _expiredOn = today;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        using PeriodicTimer ticks = new(TimeSpan.FromSeconds(AlarmSchedule.TickSeconds), _time);
        try
        {
            do
            {
                Step(_time.GetUtcNow());
            }
            while (await ticks.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private void Step(DateTimeOffset now)
    {
        try
        {
            Evaluate(now);
            Expire(now);
        }
        catch (StorageException fault)
        {
            _log.EvaluationFailed(fault.Message);
        }
    }

    private void Evaluate(MetricAlarm alarm, long now)
    {
        AlarmDefinition definition = alarm.Definition;
        MetricGrid range = AlarmSchedule.Range(definition, now, OffsetOf(definition.WallClockTimeZone, now));
        try
        {
            double[] samples = [];
            MetricQuerySet queries = definition.ToQueries();
            IReadOnlyDictionary<string, IReadOnlyList<MetricSeries>> results = queries.Evaluate(stat =>
            {
                (MetricSeries series, samples) = _folder.Metrics.Read(stat, range with { PeriodSeconds = stat.PeriodSeconds });
                return series;
            });
            string judgedId = queries.Queries.Single(query => query.ReturnData).Id;
            if (results[judgedId].Count != 1)
            {
                throw new ExpressionException($"Error in expression '{judgedId}': an alarm judges one time series, and this gives {results[judgedId].Count}.");
            }
            double[] values = results[judgedId][0].Values;
            var points = new AlarmDatapoint?[range.Count];
            for (int i = 0; i < points.Length; i++)
            {
                points[i] = double.IsNaN(values[i]) ? null : new(range.StartOf(i), values[i], definition.Metrics.IsEmpty ? samples[i] : double.PositiveInfinity);
            }
            _book.Judge(alarm, AlarmEvaluator.Evaluate(definition.Rule, alarm.State, points), null);
        }
        catch (ExpressionException fault)
        {
            _book.Judge(alarm, null, fault.Message);
        }
    }

    private static long OffsetOf(string? timeZone, long now) => timeZone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out TimeZoneInfo? zone)
        ? (long)zone.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(now)).TotalSeconds
        : 0;
}
