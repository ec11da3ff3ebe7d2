namespace Isobar.Server.Replay.Health;

/// <summary>Stretches of time, those that touch joined.</summary>
internal sealed class TimeRanges
{
    private readonly List<(long From, long To)> _ranges = [];

    /// <param name="ranges">Starts, inclusive, and ends, exclusive, in any order.</param>
    public TimeRanges(IEnumerable<(long From, long To)> ranges)
    {
        foreach ((long from, long to) in ranges.Where(range => range.From < range.To).Order())
        {
            if (_ranges.Count > 0 && from <= _ranges[^1].To)
            {
                _ranges[^1] = (_ranges[^1].From, Math.Max(_ranges[^1].To, to));
            }
            else
            {
                _ranges.Add((from, to));
            }
        }
    }

    /// <summary>Whether a time lies in one of them.</summary>
    public bool Holds(long time) => Meets(time, time);

    /// <summary>Whether one of them shares a moment with this stretch, both ends of which belong to it.</summary>
    public bool Meets(long first, long last)
    {
        // The first range that ends behind the start is the only one that can matter.
        int low = 0, high = _ranges.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _ranges[middle].To > first ? (low, middle) : (middle + 1, high);
        }
        return low < _ranges.Count && _ranges[low].From <= last;
    }
}
