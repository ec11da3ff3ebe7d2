namespace Isobar.Core.Baselines.ChangePoints;

/// <summary>
/// Cuts a growing series of counts into segments of constant Poisson rate, at the least total cost: PELT (Killick, Fearnhead, Eckley 2012) with the
/// modified BIC of Zhang and Siegmund (2007). It takes one value at a time; the best segmentation of what has come so far is always at hand.
/// </summary>
/// <remarks>
/// A segment of n counts with sum S costs 2·S·(ln n − ln S) + ln n, and each change a penalty. The pruning is exact: a start s is dropped by a later
/// start t once F(s) + 2·S·(ln n − ln S) ≥ F(t), without the ln n, which can only grow more for s than for t, and not before t may begin a segment that
/// ends here (the shortest segment later).
/// </remarks>
public sealed class PoissonSegmenter
{
    private const int FirstCapacity = 64;
    private readonly double _penalty;
    private readonly int _minimum;

    // Index t: after t values. _best is the least cost, _start where its last segment begins, _sum the sum of the counts, _log ln t.
    private double[] _best = new double[FirstCapacity];
    private double[] _sum = new double[FirstCapacity];
    private double[] _log = new double[FirstCapacity];
    private int[] _start = new int[FirstCapacity];

    // Starts that may still win, ascending, and the length from which each is known to lose.
    private int[] _candidates = new int[FirstCapacity];
    private int[] _dropFrom = new int[FirstCapacity];
    private double[] _costs = new double[FirstCapacity];
    private int _candidateCount;

    /// <param name="penalty">Cost of a change, as twice a log-likelihood; 3·ln N is the modified BIC's.</param>
    /// <param name="minimumSegment">Fewest values of a segment, at least 1.</param>
    public PoissonSegmenter(double penalty, int minimumSegment)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(penalty);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumSegment, 1);
        _penalty = penalty;
        _minimum = minimumSegment;
        Clear();
    }

    /// <summary>How many values have come since the last <see cref="Clear"/>.</summary>
    public int Length { get; private set; }

    /// <summary>Index of the first value of the last segment; 0 while there is no change.</summary>
    public int LastStart => _start[Length];

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Length = 0;
        _best[0] = -_penalty;
        _sum[0] = 0;
        _start[0] = 0;
        _candidates[0] = 0;
        _dropFrom[0] = int.MaxValue;
        _candidateCount = 1;
    }

    /// <summary>Takes the next value.</summary>
    /// <param name="count">Not negative.</param>
    public void Append(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        int length = Length + 1;
        Grow(length);
        _sum[length] = _sum[length - 1] + count;
        _log[length] = Math.Log(length);
        Length = length;
        if (length < _minimum)
        {
            _best[length] = double.PositiveInfinity;
            _start[length] = 0;
            return;
        }
        ChooseStart(length);
        DropLosers(length);
        AddCandidate(length + 1 - _minimum);
    }

    /// <summary>The first indices of all segments but the first, ascending.</summary>
    public int[] Starts()
    {
        int count = 0;
        for (int end = Length; _start[end] > 0; end = _start[end])
        {
            count++;
        }
        var starts = new int[count];
        for (int end = Length; _start[end] > 0; end = _start[end])
        {
            starts[--count] = _start[end];
        }
        return starts;
    }

    /// <summary>The first indices of all segments but the first, for a whole series at once.</summary>
    /// <param name="counts">The series; no value negative.</param>
    /// <param name="penalty">Cost of a change, as twice a log-likelihood.</param>
    /// <param name="minimumSegment">Fewest values of a segment, at least 1.</param>
    public static int[] Find(ReadOnlySpan<int> counts, double penalty, int minimumSegment)
    {
        var segmenter = new PoissonSegmenter(penalty, minimumSegment);
        foreach (int count in counts)
        {
            segmenter.Append(count);
        }
        return segmenter.Starts();
    }

    private void ChooseStart(int length)
    {
        double least = double.PositiveInfinity;
        int start = 0;
        for (int i = 0; i < _candidateCount; i++)
        {
            int s = _candidates[i];
            _costs[i] = _best[s] + Misfit(s, length);
            double cost = _costs[i] + _log[length - s];
            if (cost < least)
            {
                least = cost;
                start = s;
            }
        }
        _best[length] = least + _penalty;
        _start[length] = start;
    }

    private void DropLosers(int length)
    {
        int kept = 0;
        for (int i = 0; i < _candidateCount; i++)
        {
            int s = _candidates[i];
            int dropFrom = _dropFrom[i];
            if (dropFrom == int.MaxValue && _costs[i] >= _best[length])
            {
                dropFrom = length + _minimum;
            }
            // The next value makes the length one more.
            if (length + 1 < dropFrom)
            {
                _candidates[kept] = s;
                _dropFrom[kept] = dropFrom;
                kept++;
            }
        }
        _candidateCount = kept;
    }

    private void AddCandidate(int start)
    {
        if (start < _minimum)
        {
            return;
        }
        _candidates[_candidateCount] = start;
        _dropFrom[_candidateCount] = int.MaxValue;
        _candidateCount++;
    }

    /// <summary>Twice the negative log-likelihood at the best rate, but for terms that are the same for every segmentation.</summary>
    private double Misfit(int from, int to)
    {
        double sum = _sum[to] - _sum[from];
        return sum > 0 ? 2 * sum * (_log[to - from] - Math.Log(sum)) : 0;
    }

    private void Grow(int length)
    {
        if (length + 1 < _best.Length)
        {
            return;
        }
        int capacity = _best.Length * 2;
        Array.Resize(ref _best, capacity);
        Array.Resize(ref _sum, capacity);
        Array.Resize(ref _log, capacity);
        Array.Resize(ref _start, capacity);
        Array.Resize(ref _candidates, capacity);
        Array.Resize(ref _dropFrom, capacity);
        Array.Resize(ref _costs, capacity);
    }
}
