namespace Isobar.Simulator.Drawing;

/// <summary>
/// Draws the round-trip times and times to first byte of a row as bucket counts: one by one while they are few, as a multinomial over buckets when they are many. Both
/// ways draw from the same distribution.
/// </summary>
internal sealed class SampleDraws(ShapeLibrary shapes)
{
    /// <summary>Equally likely service times of a location.</summary>
    public const int ServicePoints = 32;

    /// <summary>A sample costs about 10 ns on its own; a multinomial over all buckets about 12 µs.</summary>
    internal const int FewSamples = 1024;

    private const int LevelBits = 15;
    private const int ServiceBits = 5;

    private readonly BucketShares _ttfb = new();
    private BucketShares _rtt = new();
    private BucketShares _moved = new();

    /// <summary>Round-trip times drawn since they were taken.</summary>
    public BucketCounts Rtt { get; } = new();

    /// <summary>Times to first byte drawn since they were taken: round-trip time + service time of the same request.</summary>
    public BucketCounts Ttfb { get; } = new();

    /// <summary>Adds n samples of a group.</summary>
    public void Draw(ref KeyedRandom random, in SampleGroup group, int n)
    {
        if (n > FewSamples)
        {
            DrawMany(ref random, group, n);
        }
        else if (n > 0)
        {
            DrawSingly(ref random, group, n);
        }
    }

    internal void DrawSingly(ref KeyedRandom random, in SampleGroup group, int n)
    {
        AliasCell[] lower = shapes.Cells(group.Shape), upper = shapes.Cells(group.Shape + 1);
        int lowerOrigin = shapes.Origin(group.Shape), upperOrigin = shapes.Origin(group.Shape + 1);
        double[] values = BucketGrid.Values;
        bool isDelayed = group.IsDelayed;
        for (int i = 0; i < n; i++)
        {
            // One word serves a whole sample: column 8 bits, threshold 20, shift 16, level 15, service time 5.
            ulong word = random.NextWord();
            int column = (int)(word & 0xff);
            bool isUpper = (int)(word >> 44 & ((1 << LevelBits) - 1)) < group.UpperLevel;
            AliasCell cell = (isUpper ? upper : lower)[column];
            column = (int)(word >> 8 & ((1 << ShapeLibrary.ThresholdBits) - 1)) < cell.Threshold ? column : cell.Alias;
            int bucket = (isUpper ? upperOrigin : lowerOrigin) + column + group.Kernel.Draw((int)(word >> 28 & ((1 << ShiftKernel.Bits) - 1)));
            bucket = Math.Clamp(bucket, 0, values.Length - 1);
            double micros = values[bucket];
            if (isDelayed)
            {
                micros = micros * group.RttFactor + group.RttAddMicros;
                bucket = BucketGrid.BucketOf(micros);
            }
            Rtt.Add(bucket, 1);
            double service = group.ServiceMicros[word >> (64 - ServiceBits)] * group.ServiceFactor + group.ServiceAddMicros;
            Ttfb.Add(BucketGrid.BucketOf(micros + service), 1);
        }
    }

    internal void DrawMany(ref KeyedRandom random, in SampleGroup group, int n)
    {
        double level = group.UpperLevel / (double)(1 << LevelBits);
        AddShares(group, group.Shape, 1 - level);
        AddShares(group, group.Shape + 1, level);
        AddServiceTimes(group);
        if (group.IsDelayed)
        {
            Delay(group);
        }
        _rtt.Multinomial(ref random, n, Rtt);
        _ttfb.Multinomial(ref random, n, Ttfb);
    }

    private void AddShares(in SampleGroup group, int shape, double weight)
    {
        float[] shares = shapes.Shares(shape);
        int origin = shapes.Origin(shape), columns = shapes.ColumnsInUse(shape);
        for (int tap = 0; tap < group.Kernel.Count && weight > 0; tap++)
        {
            (int shift, double share) = group.Kernel.Tap(tap);
            double tapWeight = weight * share;
            if (tapWeight > 0)
            {
                for (int column = 0; column < columns; column++)
                {
                    _rtt.Add(Math.Clamp(origin + column + shift, 0, BucketGrid.Count - 1), tapWeight * shares[column]);
                }
            }
        }
    }

    private void AddServiceTimes(in SampleGroup group)
    {
        double[] values = BucketGrid.Values;
        foreach (double usual in group.ServiceMicros)
        {
            double service = usual * group.ServiceFactor + group.ServiceAddMicros + group.RttAddMicros;
            for (int bucket = _rtt.First; bucket <= _rtt.Last; bucket++)
            {
                _ttfb.Add(BucketGrid.BucketOf(values[bucket] * group.RttFactor + service), _rtt[bucket] * (1.0 / ServicePoints));
            }
        }
    }

    private void Delay(in SampleGroup group)
    {
        for (int bucket = _rtt.First; bucket <= _rtt.Last; bucket++)
        {
            _moved.Add(BucketGrid.BucketOf(BucketGrid.Values[bucket] * group.RttFactor + group.RttAddMicros), _rtt[bucket]);
        }
        _rtt.Clear();
        (_rtt, _moved) = (_moved, _rtt);
    }
}
