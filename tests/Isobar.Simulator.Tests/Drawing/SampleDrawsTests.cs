using Isobar.Core.Sketches;
using Isobar.Simulator.Drawing;

namespace Isobar.Simulator.Tests.Drawing;

/// <summary>Times as bucket counts, against what they are made of.</summary>
public sealed class SampleDrawsTests
{
    private const int Samples = 60_000;
    private const double AccessMicros = 12_000;

    private readonly ShapeLibrary _shapes = new();

    [Fact]
    public void Buckets_are_those_of_the_sketch()
    {
        for (int bucket = 0; bucket < QuantileSketch.BucketCount; bucket++)
        {
            foreach (long micros in new[] { QuantileSketch.Edge(bucket) - 1, QuantileSketch.Edge(bucket), QuantileSketch.Edge(bucket) + 1 })
            {
                Assert.Equal(QuantileSketch.BucketOf(micros), BucketGrid.BucketOf(micros));
            }
        }
        Assert.Equal(0, BucketGrid.BucketOf(1));
        Assert.Equal(QuantileSketch.BucketCount - 1, BucketGrid.BucketOf(1e12));
        Assert.Equal(0, BucketGrid.BucketOf(-5));
    }

    [Fact]
    public void Positions_are_the_middles_of_buckets()
    {
        // Below a millisecond edges are whole microseconds, which is coarse.
        for (int bucket = 150; bucket < QuantileSketch.BucketCount; bucket++)
        {
            double middle = Math.Sqrt((double)QuantileSketch.Edge(bucket - 1) * QuantileSketch.Edge(bucket));
            Assert.Equal(bucket, BucketGrid.PositionOf(middle), 0.3);
            Assert.Equal(middle, BucketGrid.MicrosAt(BucketGrid.PositionOf(middle)), 1e-6 * middle);
        }
    }

    [Theory]
    [InlineData(0.1, 0, 0)]
    [InlineData(1.5, 1, 3)]
    [InlineData(12, 2, 5)]
    public void Shapes_are_propagation_plus_lognormal_access_plus_gamma_queue(double ratio, int spread, int level)
    {
        int ratioLevel = ShapeLibrary.RatioLevelOf(ratio);
        int shape = ShapeLibrary.ShapeOf(_shapes.FamilyOf(ratioLevel, spread), level);
        KeyedRandom random = new(21);
        double[] plain = new double[200_000];
        for (int i = 0; i < plain.Length; i++)
        {
            double access = Math.Exp(ShapeLibrary.AccessSpreads[spread] * random.NextNormal());
            double queue = -0.5 * ShapeLibrary.QueueMeans[level] * (Math.Log(random.NextPositive()) + Math.Log(random.NextPositive()));
            plain[i] = ShapeLibrary.RatioOf(ratioLevel) + access + queue;
        }
        Array.Sort(plain);
        foreach (double share in new[] { 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95 })
        {
            double expected = Math.Log(plain[(int)(share * plain.Length)]) / BucketGrid.LogGamma;
            Assert.Equal(expected, _shapes.Quantile(shape, share), 0.75);
        }
    }

    [Fact]
    public void A_table_draws_with_the_weights_it_was_made_from()
    {
        double[] weights = [0.5, 0, 0.2, 0.05, 0.25];
        AliasCell[] cells = AliasTable.Of(weights);
        double[] drawn = new double[weights.Length];
        for (int i = 0; i < cells.Length; i++)
        {
            double keep = cells[i].Threshold / (double)(1 << ShapeLibrary.ThresholdBits);
            drawn[i] += keep / cells.Length;
            drawn[cells[i].Alias] += (1 - keep) / cells.Length;
        }
        for (int i = 0; i < weights.Length; i++)
        {
            Assert.Equal(weights[i], drawn[i], 1e-6);
        }
    }

    [Theory]
    [InlineData(17.3, 0)]
    [InlineData(-4.75, 0)]
    [InlineData(200, 0)]
    [InlineData(50.2, 1.7)]
    public void A_kernel_has_its_position_as_mean_and_its_spread(double position, double spread)
    {
        ShiftKernel kernel = ShiftKernel.Of(position, spread);
        double total = 0, mean = 0, square = 0;
        for (int tap = 0; tap < kernel.Count; tap++)
        {
            (int shift, double share) = kernel.Tap(tap);
            total += share;
            mean += share * shift;
            square += share * shift * shift;
        }
        Assert.Equal(1, total, 1e-9);
        Assert.Equal(position, mean, 1e-3);
        // Rounding to whole buckets adds a quarter of a bucket's square at most.
        Assert.InRange(square - mean * mean, spread * spread - 1e-3, spread * spread + 0.25 + 1e-3);
        int[] drawn = [.. Enumerable.Range(0, 1 << ShiftKernel.Bits).Select(kernel.Draw)];
        Assert.Equal(mean, drawn.Average(), 1e-9);
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(1, 25_000, 0)]
    [InlineData(1.8, 0, 90_000)]
    public void Many_samples_are_distributed_as_single_ones(double factor, double addMicros, double serviceAdd)
    {
        SampleGroup group = Group() with { RttFactor = factor, RttAddMicros = addMicros, ServiceAddMicros = serviceAdd };
        SampleDraws draws = new(_shapes);
        KeyedRandom random = new(22);
        draws.DrawSingly(ref random, group, Samples);
        (double[] rtt, double[] ttfb) = (Counts(draws.Rtt), Counts(draws.Ttfb));
        draws.DrawMany(ref random, group, Samples);
        (double[] manyRtt, double[] manyTtfb) = (Counts(draws.Rtt), Counts(draws.Ttfb));
        Assert.Equal(Samples, rtt.Sum());
        Assert.Equal(Samples, manyRtt.Sum());
        Assert.Equal(Samples, manyTtfb.Sum());
        Assert.InRange(Fit.TwoSampleSigmas(rtt, manyRtt), -4, 4);
        Assert.InRange(Fit.TwoSampleSigmas(ttfb, manyTtfb), -4, 4);
    }

    [Fact]
    public void A_delay_moves_each_round_trip_time_and_the_first_byte_with_it()
    {
        SampleDraws draws = new(_shapes);
        double usualRtt, usualTtfb;
        (usualRtt, usualTtfb) = Means(draws, Group());
        (double rtt, double ttfb) = Means(draws, Group() with { RttAddMicros = 40_000 });
        Assert.Equal(usualRtt + 40_000, rtt, 0.01 * rtt);
        Assert.Equal(usualTtfb + 40_000, ttfb, 0.01 * ttfb);
        (rtt, ttfb) = Means(draws, Group() with { RttFactor = 2 });
        Assert.Equal(2 * usualRtt, rtt, 0.01 * rtt);
        Assert.Equal(usualTtfb + usualRtt, ttfb, 0.01 * ttfb);
        (rtt, ttfb) = Means(draws, Group() with { ServiceAddMicros = 70_000 });
        Assert.Equal(usualRtt, rtt, 0.01 * rtt);
        Assert.Equal(usualTtfb + 70_000, ttfb, 0.01 * ttfb);
    }

    private SampleGroup Group() => new()
    {
        Shape = ShapeLibrary.ShapeOf(_shapes.FamilyOf(ShapeLibrary.RatioLevelOf(1.3), 1), 2),
        UpperLevel = 12_345,
        Kernel = ShiftKernel.Of(BucketGrid.PositionOf(AccessMicros), 0.8),
        RttFactor = 1,
        ServiceFactor = 1.05,
        ServiceMicros = [.. Enumerable.Range(1, SampleDraws.ServicePoints).Select(i => 1500.0 * i)],
    };

    private static (double Rtt, double Ttfb) Means(SampleDraws draws, in SampleGroup group)
    {
        KeyedRandom random = new(23);
        draws.DrawSingly(ref random, group, Samples);
        return (Mean(draws.Rtt), Mean(draws.Ttfb));
    }

    private static double Mean(BucketCounts counts)
    {
        double sum = 0;
        foreach ((int bucket, int count) in counts.Take())
        {
            sum += count * QuantileSketch.ValueOf(bucket);
        }
        return sum / Samples;
    }

    private static double[] Counts(BucketCounts counts)
    {
        double[] all = new double[QuantileSketch.BucketCount];
        foreach ((int bucket, int count) in counts.Take())
        {
            all[bucket] = count;
        }
        return all;
    }
}
