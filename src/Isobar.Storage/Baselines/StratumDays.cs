using Isobar.Core.Baselines;

namespace Isobar.Storage.Baselines;

/// <summary>The stored summaries of one stratum, in rising order of days, each at most once. Only valid until the next stratum is taken.</summary>
public sealed class StratumDays
{
    private readonly List<(DateOnly Day, int Start, int Length)> _days = [];
    private byte[] _bytes = new byte[16_384];
    private int _used;

    internal StratumDays()
    {
    }

    /// <summary>The stratum.</summary>
    public BaselineKey Key { get; private set; }

    /// <summary>Number of days.</summary>
    public int Count => _days.Count;

    /// <summary>A day, UTC.</summary>
    public DateOnly Day(int index) => _days[index].Day;

    /// <summary>The summary of a day, as it was written.</summary>
    public ReadOnlySpan<byte> Summary(int index) => _bytes.AsSpan(_days[index].Start, _days[index].Length);

    /// <summary>Begins another stratum.</summary>
    internal void Begin(BaselineKey key)
    {
        Key = key;
        _days.Clear();
        _used = 0;
    }

    /// <summary>Adds a day; one that is there already stays as it is, as the latest writing comes first.</summary>
    internal void Add(DateOnly day, ReadOnlySpan<byte> summary)
    {
        if (_days.Count > 0 && _days[^1].Day == day)
        {
            return;
        }
        if (_bytes.Length - _used < summary.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + summary.Length));
        }
        summary.CopyTo(_bytes.AsSpan(_used));
        _days.Add((day, _used, summary.Length));
        _used += summary.Length;
    }
}
