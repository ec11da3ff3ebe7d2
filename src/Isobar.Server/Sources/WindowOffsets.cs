namespace Isobar.Server.Sources;

/// <summary>Where in a file the first line of each window lies: what must be read again after a restart if that window is not sealed by then.</summary>
internal sealed class WindowOffsets
{
    private readonly Dictionary<long, long> _first = [];
    private long _lastWindow = long.MinValue;

    /// <summary>Notes a line of a window. Offsets come in rising order, so the first noted is the smallest.</summary>
    public void Note(long window, long offset)
    {
        // Neighbouring lines are mostly of one window: then nothing is looked up.
        if (window != _lastWindow)
        {
            _lastWindow = window;
            _first.TryAdd(window, offset);
        }
    }

    /// <summary>Whether a line of a window from <paramref name="window"/> on has been noted.</summary>
    public bool HasFrom(long window) => _first.Keys.Any(noted => noted >= window);

    /// <summary>The smallest offset of a line of a window from <paramref name="window"/> on; <paramref name="otherwise"/> when there is none.</summary>
    public long FirstFrom(long window, long otherwise)
    {
        long first = otherwise;
        foreach ((long noted, long offset) in _first)
        {
            first = noted >= window ? Math.Min(first, offset) : first;
        }
        return first;
    }

    /// <summary>Forgets the windows before this one: they are sealed.</summary>
    public void ForgetBefore(long window)
    {
        foreach (long noted in _first.Keys)
        {
            if (noted < window)
            {
                _first.Remove(noted);
            }
        }
        if (_lastWindow < window)
        {
            _lastWindow = long.MinValue;
        }
    }
}
