namespace Isobar.Core.Baselines.ChangePoints;

/// <summary>The median of the last values of a series: a baseline that up to half of them being raised does not move.</summary>
public sealed class TrailingMedian
{
    private readonly double[] _arrived;
    private readonly double[] _sorted;
    private int _next;

    /// <param name="capacity">How many of the latest values count, at least 1.</param>
    public TrailingMedian(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _arrived = new double[capacity];
        _sorted = new double[capacity];
    }

    /// <summary>How many values count now.</summary>
    public int Count { get; private set; }

    /// <summary>The median; NaN before the first value.</summary>
    public double Value => Count == 0 ? double.NaN : RobustLevel.MiddleOf(_sorted.AsSpan(0, Count));

    /// <summary>Takes the next value; the oldest leaves when there are too many.</summary>
    /// <param name="value">Not NaN.</param>
    public void Add(double value)
    {
        if (double.IsNaN(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A lost sample has no place in a median.");
        }
        if (Count == _arrived.Length)
        {
            Remove(_arrived[_next]);
        }
        Insert(value);
        _arrived[_next] = value;
        _next = _next + 1 == _arrived.Length ? 0 : _next + 1;
    }

    private void Insert(double value)
    {
        int at = Place(value);
        _sorted.AsSpan(at, Count - at).CopyTo(_sorted.AsSpan(at + 1));
        _sorted[at] = value;
        Count++;
    }

    private void Remove(double value)
    {
        int at = Place(value);
        _sorted.AsSpan(at + 1, Count - at - 1).CopyTo(_sorted.AsSpan(at));
        Count--;
    }

    private int Place(double value)
    {
        int at = _sorted.AsSpan(0, Count).BinarySearch(value);
        return at < 0 ? ~at : at;
    }
}
