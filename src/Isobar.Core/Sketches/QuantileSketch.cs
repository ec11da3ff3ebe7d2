namespace Isobar.Core.Sketches;

/// <summary>
/// A quantile sketch of times in microseconds: DDSketch (Masson, Rim, Lee; VLDB 2019) with a relative accuracy of 1 %.
/// Bucket i holds the values in (γ^(i-1), γ^i], γ = 1.01/0.99; merging adds counters, so it is exact, commutative and associative, and the same on every machine.
/// </summary>
/// <remarks>
/// Values are clamped to 0.1 ms to 60 s, which is <see cref="BucketCount"/> buckets. The mapping is frozen: stored sketches depend on it.
/// </remarks>
public sealed class QuantileSketch
{
    /// <summary>Relative accuracy α: |estimate − value| ≤ α · value.</summary>
    public const double RelativeAccuracy = 0.01;

    /// <summary>Smallest value told apart, microseconds.</summary>
    public const long LowestMicros = 100;

    /// <summary>Greatest value told apart, microseconds.</summary>
    public const long HighestMicros = 60_000_000;

    /// <summary>Number of buckets between the lowest and the highest value.</summary>
    public static int BucketCount => s_edges.Length;

    private const double Gamma = (1 + RelativeAccuracy) / (1 - RelativeAccuracy);

    /// <summary>Index of the bucket of 100 µs: ⌈ln 100 / ln γ⌉.</summary>
    private const int FirstIndex = 231;

    /// <summary>Index of the bucket of 60 s: ⌈ln 6e7 / ln γ⌉.</summary>
    private const int LastIndex = 896;

    /// <summary>A counter stops here, so that the sum of all 666 stays below 2^53: no sum of hostile counts overflows, and a count is exact as a double.</summary>
    private const long CounterLimit = 1L << 43;

    internal const byte FormatVersion = 1;

    /// <summary>γ^i of each bucket: its upper edge.</summary>
    private static readonly double[] s_powers = MakePowers();

    /// <summary>Upper edge of each bucket, whole microseconds. Times are whole, so x ≤ γ^i exactly when x ≤ ⌊γ^i⌋, and no logarithm can round differently elsewhere.</summary>
    private static readonly long[] s_edges = Array.ConvertAll(s_powers, power => (long)Math.Floor(power));

    /// <summary>Counters of the buckets from <see cref="_first"/> on.</summary>
    private long[] _counts = [];
    private int _first;

    /// <summary>The lowest and highest bucket in use; all counters outside are zero.</summary>
    private int _lowest = int.MaxValue;
    private int _highest = -1;

    /// <summary>Number of values added.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a value.</summary>
    /// <param name="micros">Microseconds; clamped to the range.</param>
    public void Add(long micros) => AddToBucket(BucketOf(micros), 1);

    /// <summary>Adds all values of another sketch; the result is the sketch of both sets of values, bit for bit.</summary>
    public void Merge(QuantileSketch other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (int bucket = other._lowest; bucket <= other._highest; bucket++)
        {
            if (other.CounterOf(bucket) != 0)
            {
                AddToBucket(bucket, other.CounterOf(bucket));
            }
        }
    }

    /// <summary>Forgets all values and keeps the memory.</summary>
    public void Clear()
    {
        if (Count != 0)
        {
            Array.Clear(_counts, _lowest - _first, _highest - _lowest + 1);
            _lowest = int.MaxValue;
            _highest = -1;
            Count = 0;
        }
    }

    /// <summary>The value below which the share q of the values lies, microseconds, within 1 %; NaN when empty.</summary>
    /// <param name="q">0 to 1.</param>
    public double Quantile(double q)
    {
        if (!(q is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(q), q, "A quantile is from 0 to 1.");
        }
        if (Count == 0)
        {
            return double.NaN;
        }
        // Lower quantile: the value of rank ⌊q (n − 1)⌋, counted from 0 (as in the paper).
        long rank = (long)Math.Floor(q * (Count - 1));
        long seen = 0;
        for (int bucket = _lowest; bucket <= _highest; bucket++)
        {
            seen += CounterOf(bucket);
            if (seen > rank)
            {
                return ValueOf(bucket);
            }
        }
        throw new InvalidOperationException($"Counters sum to {seen}, not to the count {Count}.");
    }

    /// <summary>The mean, microseconds, within 1 %; NaN when empty.</summary>
    public double Mean
    {
        get
        {
            double sum = 0;
            for (int bucket = _lowest; bucket <= _highest; bucket++)
            {
                sum += ValueOf(bucket) * CounterOf(bucket);
            }
            return Count == 0 ? double.NaN : sum / Count;
        }
    }

    /// <summary>
    /// Where the value of a rank lies on the scale of buckets: the number of its bucket plus the part of the bucket that is passed, values of one bucket
    /// taken as spread evenly over it. Its logarithm is proportional to the value's.
    /// </summary>
    /// <param name="rank">Number of values below, 0 to <see cref="Count"/>; not whole between two values.</param>
    internal double PlaceOfRank(double rank)
    {
        long seen = 0;
        for (int bucket = _lowest; bucket <= _highest; bucket++)
        {
            long count = CounterOf(bucket);
            if (count != 0 && seen + count >= rank)
            {
                return bucket + Math.Max(rank - seen, 0) / count;
            }
            seen += count;
        }
        throw new ArgumentOutOfRangeException(nameof(rank), rank, $"The sketch holds {Count} values.");
    }

    /// <summary>The upper edge of a bucket before it is rounded down to whole microseconds: γ^i.</summary>
    internal static double Power(int bucket) => s_powers[bucket];

    /// <summary>
    /// How many values, clamped to the range, are at most this edge; exact, not interpolated, when the edge comes from <see cref="EdgeAtLeast"/>.
    /// Between two edges the lower one counts.
    /// </summary>
    public long CountAtMost(long edgeMicros)
    {
        int last = edgeMicros >= s_edges[^1] ? s_edges.Length - 1 : BucketOf(edgeMicros + 1) - 1;
        long sum = 0;
        for (int bucket = _lowest; bucket <= Math.Min(last, _highest); bucket++)
        {
            sum += CounterOf(bucket);
        }
        return sum;
    }

    /// <summary>The smallest bucket edge that is at least this value, microseconds; the highest edge for values beyond the range.</summary>
    public static long EdgeAtLeast(long micros) => s_edges[BucketOf(micros)];

    /// <summary>Upper edge of a bucket, whole microseconds: values up to and including it fall into this bucket or a lower one.</summary>
    /// <param name="bucket">0 to <see cref="BucketCount"/> - 1.</param>
    public static long Edge(int bucket) => s_edges[bucket];

    /// <summary>
    /// Writes the sketch sparsely: a version byte, then for each bucket in use the distance to the one before and its count, both as LEB128.
    /// An empty sketch is written as no bytes.
    /// </summary>
    public byte[] Write()
    {
        if (Count == 0)
        {
            return [];
        }
        // Two bytes hold any step, seven any count up to the limit.
        Span<byte> buffer = stackalloc byte[1 + (_highest - _lowest + 1) * 9];
        buffer[0] = FormatVersion;
        int length = 1, previous = 0;
        for (int bucket = _lowest; bucket <= _highest; bucket++)
        {
            long count = CounterOf(bucket);
            if (count != 0)
            {
                length += Varint.Write(buffer[length..], (ulong)(bucket - previous));
                length += Varint.Write(buffer[length..], (ulong)count);
                previous = bucket;
            }
        }
        return buffer[..length].ToArray();
    }

    /// <summary>
    /// The bytes of the sketch that holds these buckets, without making one: for tallies that are drawn as bucket counts. The same buckets give the same bytes as
    /// adding their values one by one.
    /// </summary>
    /// <param name="buckets">Buckets in strictly rising order, each with a count above zero.</param>
    /// <exception cref="ArgumentException">The buckets do not rise, lie outside the range, or hold a count below one.</exception>
    public static byte[] Write(ReadOnlySpan<SketchBucket> buckets)
    {
        if (buckets.IsEmpty)
        {
            return [];
        }
        // Two bytes hold any step, five any count.
        Span<byte> buffer = stackalloc byte[1 + s_edges.Length * 7];
        buffer[0] = FormatVersion;
        int length = 1, previous = -1;
        foreach ((int bucket, int count) in buckets)
        {
            if (bucket <= previous || bucket >= s_edges.Length || count < 1)
            {
                throw new ArgumentException(
                    $"Bucket {bucket} with count {count} behind bucket {previous}: buckets must rise within 0 to {s_edges.Length - 1} and counts be positive.",
                    nameof(buckets));
            }
            length += Varint.Write(buffer[length..], (ulong)(bucket - Math.Max(previous, 0)));
            length += Varint.Write(buffer[length..], (ulong)count);
            previous = bucket;
        }
        return buffer[..length].ToArray();
    }

    /// <summary>Adds the values of a written sketch; false, with this sketch unchanged, when the bytes are not one.</summary>
    public bool TryMerge(ReadOnlySpan<byte> written) =>
        written.IsEmpty || (TryWalk(written, null) && TryWalk(written, this));

    /// <summary>Whether these are the bytes of a written sketch; no bytes are the empty one.</summary>
    public static bool IsWritten(ReadOnlySpan<byte> written) => written.IsEmpty || TryWalk(written, null);

    private static bool TryWalk(ReadOnlySpan<byte> written, QuantileSketch? target)
    {
        if (written[0] != FormatVersion)
        {
            return false;
        }
        long bucket = 0;
        bool first = true;
        for (ReadOnlySpan<byte> rest = written[1..]; !rest.IsEmpty; first = false)
        {
            if (!Varint.TryRead(ref rest, out uint step) || !Varint.TryRead(ref rest, out ulong count)
                || count is 0 or > CounterLimit || (step == 0 && !first))
            {
                return false;
            }
            bucket += step;
            if (bucket >= s_edges.Length)
            {
                return false;
            }
            target?.AddToBucket((int)bucket, (long)count);
        }
        return !first;
    }

    /// <summary>Counters cover only the buckets between the lowest and highest in use: a typical window touches 20 to 60 of the 666.</summary>
    private void AddToBucket(int bucket, long count)
    {
        if (_counts.Length == 0)
        {
            _first = Math.Max(bucket - 8, 0);
            _counts = new long[Math.Min(24, s_edges.Length - _first)];
        }
        if (bucket < _first || bucket >= _first + _counts.Length)
        {
            Widen(bucket);
        }
        _lowest = Math.Min(_lowest, bucket);
        _highest = Math.Max(_highest, bucket);
        ref long counter = ref _counts[bucket - _first];
        long room = Math.Min(count, CounterLimit - counter);
        counter += room;
        Count += room;
    }

    private long CounterOf(int bucket) => _counts[bucket - _first];

    private void Widen(int bucket)
    {
        // A quarter more than needed on the side that grows, so that repeated growth costs O(final width).
        int spare = _counts.Length / 4;
        int first = bucket < _first ? Math.Max(bucket - spare, 0) : _first;
        int end = bucket >= _first + _counts.Length ? Math.Min(bucket + 1 + spare, s_edges.Length) : _first + _counts.Length;
        long[] wider = new long[end - first];
        _counts.CopyTo(wider, _first - first);
        _counts = wider;
        _first = first;
    }

    /// <summary>The bucket that a value falls into, 0 to <see cref="BucketCount"/> - 1; values beyond the range fall into the first or the last.</summary>
    public static int BucketOf(long micros)
    {
        if (micros <= s_edges[0])
        {
            return 0;
        }
        int found = Array.BinarySearch(s_edges, micros);
        return Math.Min(found >= 0 ? found : ~found, s_edges.Length - 1);
    }

    /// <summary>The value, microseconds, that is within α of everything in the bucket: 2γ^i / (γ + 1).</summary>
    public static double ValueOf(int bucket) => 2 * s_powers[bucket] / (Gamma + 1);

    private static double[] MakePowers()
    {
        // Repeated multiplication is exactly specified by IEEE 754 and so the same everywhere; Math.Pow and Math.Exp are not.
        double power = 1;
        double[] powers = new double[LastIndex - FirstIndex + 1];
        for (int i = 1; i <= LastIndex; i++)
        {
            power *= Gamma;
            if (i >= FirstIndex)
            {
                powers[i - FirstIndex] = power;
            }
        }
        return powers;
    }
}
