using System.Collections.Concurrent;
using Isobar.Server.Hosting;

namespace Isobar.Server.Web;

/// <summary>How many records come in a second: looks at the counters now and then, and compares with a minute ago.</summary>
internal sealed class SourceRates : IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(5), s_span = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Queue<(DateTimeOffset At, long Records)>> _seen = new(StringComparer.Ordinal);
    private readonly Func<LiveStatus> _status;
    private readonly ITimer _timer;

    /// <param name="status">How things are.</param>
    /// <param name="time">The clock of the data: at its pace it looks.</param>
    public SourceRates(Func<LiveStatus> status, TimeProvider time)
    {
        _status = status;
        _timer = time.CreateTimer(_ => Look(), null, TimeSpan.Zero, s_interval);
    }

    /// <summary>Records a second of a source; null while it has been looked at once only.</summary>
    public double? Of(string source)
    {
        if (!_seen.TryGetValue(source, out Queue<(DateTimeOffset At, long Records)>? seen))
        {
            return null;
        }
        lock (seen)
        {
            ((DateTimeOffset first, long before), (DateTimeOffset last, long after)) = (seen.Peek(), seen.Last());
            return last > first ? Math.Round((after - before) / (last - first).TotalSeconds, 2) : null;
        }
    }

    /// <summary>Looks at the counters.</summary>
    public void Look()
    {
        LiveStatus status = _status();
        foreach (SourceStatus source in status.Sources)
        {
            Queue<(DateTimeOffset At, long Records)> seen = _seen.GetOrAdd(source.Name, _ => new());
            lock (seen)
            {
                if (seen.Count > 0 && seen.Last().At >= status.At)
                {
                    continue;
                }
                seen.Enqueue((status.At, source.Records));
                while (seen.Count > 2 && status.At - seen.Peek().At > s_span)
                {
                    seen.Dequeue();
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();
}
