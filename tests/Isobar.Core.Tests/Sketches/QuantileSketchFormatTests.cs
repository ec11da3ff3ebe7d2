using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Sketches;
using Isobar.Core.Tests.Windows;

namespace Isobar.Core.Tests.Sketches;

/// <summary>The format is frozen: stored sketches depend on every number here. A change needs a new version byte and a reader for this one.</summary>
public sealed class QuantileSketchFormatTests
{
    /// <summary>The greatest counter that a written sketch may hold.</summary>
    private const long CounterLimit = 1L << 43;

    [Fact]
    public void Edges_are_the_exact_powers_of_101_to_99()
    {
        Assert.Equal(666, QuantileSketch.BucketCount);
        foreach (long edge in NaiveQuantileSketch.Edges)
        {
            Assert.Equal(edge, QuantileSketch.EdgeAtLeast(edge));
            Assert.Equal(edge, QuantileSketch.EdgeAtLeast(edge - 1));
        }
    }

    [Theory]
    [InlineData(100, 101)]
    [InlineData(101, 101)]
    [InlineData(102, 103)]
    [InlineData(10_000, 10_100)]
    [InlineData(42_100, 42_631)]
    [InlineData(60_000, 61_106)]
    [InlineData(302_676, 302_676)]
    [InlineData(16_527_794, 16_527_794)]
    [InlineData(60_000_000, 60_648_009)]
    public void Some_edges_are_these(long micros, long edge) => Assert.Equal(edge, QuantileSketch.EdgeAtLeast(micros));

    [Fact]
    public void A_fixed_sketch_has_these_bytes()
    {
        QuantileSketch sketch = new();
        foreach (long value in (long[])[1, 100, 101, 102, 20_000, 20_100, 50_000, 1_000_000, 60_000_000, 1_000_000_000_000])
        {
            sketch.Add(value);
        }
        for (int i = 0; i < 300; i++)
        {
            sketch.Add(30_000);
        }
        Assert.Equal("010003010188020214AC021901960101CD0102", Convert.ToHexString(sketch.Write()));
    }

    [Fact]
    public void Written_bytes_are_read_back() =>
        Prop.ForAll<int, int>((seed, size) =>
        {
            QuantileSketch sketch = Random(seed, Math.Abs(size % 3000));
            QuantileSketch read = new();
            return read.TryMerge(sketch.Write()) && read.Write().SequenceEqual(sketch.Write()) && read.Count == sketch.Count;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Merging_written_bytes_is_merging() =>
        Prop.ForAll<int, int>((a, b) =>
        {
            QuantileSketch direct = Random(a, 200), written = Random(a, 200);
            direct.Merge(Random(b, 300));
            return written.TryMerge(Random(b, 300).Write()) && direct.Write().SequenceEqual(written.Write());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_truncated_sketch_is_refused_or_is_that_of_its_lowest_buckets()
    {
        QuantileSketch sketch = Random(5, 2_000);
        byte[] whole = sketch.Write();
        int refused = 0;
        for (int length = 1; length < whole.Length; length++)
        {
            byte[] cut = whole[..length];
            QuantileSketch target = Random(6, 50);
            byte[] before = target.Write();
            if (!target.TryMerge(cut))
            {
                refused++;
                Assert.Equal(before, target.Write());
                continue;
            }
            QuantileSketch alone = new();
            Assert.True(alone.TryMerge(cut));
            Assert.Equal(cut, alone.Write());
        }
        Assert.True(refused >= whole.Length / 2, $"{refused} of {whole.Length} refused");
    }

    [Theory]
    [InlineData("01", "nothing after the version")]
    [InlineData("020101", "unknown version")]
    [InlineData("000101", "version 0")]
    [InlineData("010500", "a count of zero")]
    [InlineData("0105010001", "a bucket twice")]
    [InlineData("019A0501", "the bucket behind the last")]
    [InlineData("01FFFFFFFF0F01", "a step of 32 bits")]
    [InlineData("01FFFFFFFFFFFFFFFFFF0101", "a step of 64 bits")]
    [InlineData("0105018080", "a step without end")]
    [InlineData("0105FFFFFFFFFFFFFFFFFF01", "a count of 64 bits")]
    [InlineData("0105FFFFFFFFFFFFFFFFFFFFFFFF01", "a count without end")]
    [InlineData("010581808080808002", "a count one above the limit")]
    public void Damaged_bytes_are_refused_and_change_nothing(string hex, string why)
    {
        QuantileSketch target = Random(1, 20);
        byte[] before = target.Write();
        Assert.False(target.TryMerge(Convert.FromHexString(hex)), why);
        Assert.Equal(before, target.Write());
        // Good buckets in front of the damage change nothing either.
        Assert.False(target.TryMerge([1, 3, 7, .. Convert.FromHexString(hex)[1..], 0xff]), why);
        Assert.Equal(before, target.Write());
        Assert.Equal(20, target.Count);
    }

    [Fact]
    public void Random_bytes_never_throw_and_change_nothing_when_refused() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            byte[] hostile = [1, .. bytes];
            QuantileSketch target = Random(1, 20);
            byte[] before = target.Write();
            return target.TryMerge(hostile)
                ? target.Count > 20 && target.Quantile(1) > 0
                : target.Write().SequenceEqual(before) && target.Count == 20;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Hostile_counts_add_up_to_the_limit_and_no_further()
    {
        byte[] full = WithCounts(Enumerable.Range(0, QuantileSketch.BucketCount).Select(bucket => (bucket, CounterLimit)));
        QuantileSketch sketch = new();
        for (int i = 0; i < 3; i++)
        {
            Assert.True(sketch.TryMerge(full));
            Assert.Equal(666 * CounterLimit, sketch.Count);
        }
        sketch.Merge(sketch);
        sketch.Add(5_000);
        Assert.Equal(full, sketch.Write());
        Assert.Equal(60_000_000, sketch.Quantile(1), 600_000.0);
        Assert.Equal(100, sketch.Quantile(0), 2.0);
        Assert.Equal(NaiveQuantileSketch.Edges[332], sketch.Quantile(0.5), NaiveQuantileSketch.Edges[332] * 0.02);
        Assert.Equal(10 * CounterLimit, sketch.CountAtMost(NaiveQuantileSketch.Edges[9]));
    }

    [Fact]
    public void Merging_stays_associative_at_the_limit()
    {
        byte[] a = WithCounts([(10, CounterLimit - 1)]), b = WithCounts([(10, 1), (11, int.MaxValue)]), c = WithCounts([(10, 5), (11, 3)]);
        byte[][] merged = [.. new byte[][][] { [a, b, c], [c, b, a], [b, a, c] }.Select(parts =>
        {
            QuantileSketch sketch = new();
            Assert.All(parts, part => Assert.True(sketch.TryMerge(part)));
            Assert.Equal(CounterLimit + int.MaxValue + 3L, sketch.Count);
            return sketch.Write();
        })];
        Assert.Equal(WithCounts([(10, CounterLimit), (11, int.MaxValue + 3L)]), merged[0]);
        Assert.All(merged, bytes => Assert.Equal(merged[0], bytes));
    }

    [Fact]
    public void A_typical_window_takes_at_most_120_bytes()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            SeededRandom random = new(seed);
            QuantileSketch sketch = new();
            for (int i = 0; i < 200; i++)
            {
                // The usual shape of the statistical design: p50 50 ms, p90 68 ms.
                sketch.Add((long)(50_000 * Math.Exp(0.24 * random.NextNormal())));
            }
            Assert.InRange(sketch.Write().Length, 40, 120);
        }
    }

    private static byte[] WithCounts(IEnumerable<(int Bucket, long Count)> counters)
    {
        List<byte> bytes = [1];
        int previous = 0;
        foreach ((int bucket, long count) in counters)
        {
            bytes.AddRange(NaiveQuantileSketch.Varint(bucket - previous));
            bytes.AddRange(NaiveQuantileSketch.Varint(count));
            previous = bucket;
        }
        return [.. bytes];
    }

    private static QuantileSketch Random(int seed, int size)
    {
        SeededRandom random = new(seed);
        QuantileSketch sketch = new();
        for (int i = 0; i < size; i++)
        {
            sketch.Add((long)Math.Exp(10 + 2 * random.NextNormal()));
        }
        return sketch;
    }
}
