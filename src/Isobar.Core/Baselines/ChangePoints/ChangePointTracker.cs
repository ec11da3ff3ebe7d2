namespace Isobar.Core.Baselines.ChangePoints;

/// <summary>
/// Finds the changes of level of a round-trip time series as it comes. Each answer uses only values up to <see cref="ChangePoint.KnownAt"/> and is never
/// taken back. Its memory holds at most two buffers of values since the last change; what is older is forgotten.
/// </summary>
/// <remarks>
/// The running median is late by half its width, the segmentation is PELT's recursion carried on value by value, and its last segment is believed once it
/// has lasted <see cref="ChangePointRules.RequiredRun"/> values and two answers in a row agree on its start.
/// </remarks>
public sealed class ChangePointTracker
{
    /// <summary>At 4 minutes a value 17 hours: long enough for a faint shift, short enough to follow a daily rhythm. The penalty is for 1,000 values.</summary>
    private const int Buffer = 250;
    private const double PenaltyLength = 1000;
    private readonly ChangePointRules _rules;
    private readonly PoissonSegmenter _segmenter;
    private readonly int _half;

    // The values from _origin on, usable ones; the smoothed ones end _half earlier.
    private readonly double[] _values;
    private readonly double[] _smooth;
    private readonly double[] _scratch;
    private long _origin;
    private int _valueCount;
    private int _smoothCount;

    // The buffer's part that the segmenter has seen begins here; before it lie only the neighbours of the running median.
    private int _segmentStart;
    private double _floor = double.PositiveInfinity;
    private long _lastAnswer = -1;

    /// <param name="rules">What counts as a change.</param>
    public ChangePointTracker(ChangePointRules rules)
    {
        MedianFilter.CheckWidth(rules.FilterWidth);
        _rules = rules;
        _half = rules.FilterWidth / 2;
        _segmenter = new PoissonSegmenter(rules.PenaltyFactor * Math.Log(PenaltyLength), rules.ShortestSegment);
        int capacity = 2 * Buffer + rules.FilterWidth;
        _values = new double[capacity];
        _smooth = new double[capacity];
        _scratch = new double[capacity];
    }

    /// <summary>How many values have come.</summary>
    public long Length => _origin + _valueCount;

    /// <summary>Takes the next value.</summary>
    /// <param name="millis">Round-trip time, milliseconds; a lost sample is NaN (or not positive).</param>
    /// <returns>A change that is certain now; null when there is none.</returns>
    public ChangePoint? Add(double millis)
    {
        if (_valueCount == _values.Length)
        {
            Forget();
        }
        _values[_valueCount++] = _rules.Usable(millis);
        if (_valueCount <= _half)
        {
            return null;
        }
        Smooth();
        return Judge();
    }

    /// <summary>Smooths the value that now has all its neighbours, and carries the segmentation on.</summary>
    private void Smooth()
    {
        int at = _smoothCount++;
        double smooth = MedianFilter.At(_values.AsSpan(Math.Max(0, at - _half).._valueCount));
        _smooth[at] = smooth;
        if (smooth < _floor)
        {
            // The counts of the model are above the floor: with a new floor all of them are new.
            _floor = smooth;
            Segment(Math.Max(_segmentStart, _smoothCount - Buffer));
            return;
        }
        _segmenter.Append(_rules.Count(smooth, _floor));
    }

    private ChangePoint? Judge()
    {
        int start = _segmentStart + _segmenter.LastStart;
        if (start == _segmentStart || _valueCount - start < _rules.ShortestRun)
        {
            _lastAnswer = -1;
            return null;
        }
        RobustLevel before = RobustLevel.Of(_values.AsSpan(_segmentStart..start), _scratch);
        RobustLevel after = RobustLevel.Of(_values.AsSpan(start.._valueCount), _scratch);
        double shift = Math.Abs(after.Median - before.Median);
        if (!_rules.Differ(before, after) || _valueCount - start < _rules.RequiredRun(shift, Math.Min(before.Spread, after.Spread)))
        {
            _lastAnswer = -1;
            return null;
        }
        long answer = _origin + start;
        bool agrees = _lastAnswer >= 0 && Math.Abs(answer - _lastAnswer) <= 1;
        _lastAnswer = answer;
        if (!agrees)
        {
            return null;
        }
        _lastAnswer = -1;
        Segment(start);
        return new ChangePoint(answer, Length - 1, before, after);
    }

    /// <summary>Keeps the latest values only.</summary>
    private void Forget()
    {
        int keep = Buffer + _rules.FilterWidth;
        int drop = _valueCount - keep;
        _values.AsSpan(drop, keep).CopyTo(_values);
        _smooth.AsSpan(drop, _smoothCount - drop).CopyTo(_smooth);
        _origin += drop;
        _valueCount -= drop;
        _smoothCount -= drop;
        Segment(Math.Max(0, _segmentStart - drop));
    }

    /// <summary>Segments anew from a value of the buffer on.</summary>
    private void Segment(int from)
    {
        _segmentStart = from;
        _segmenter.Clear();
        for (int i = from; i < _smoothCount; i++)
        {
            _segmenter.Append(_rules.Count(_smooth[i], _floor));
        }
    }
}
