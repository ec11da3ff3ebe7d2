using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Sketches;
using Isobar.Core.Tests.Windows;

namespace Isobar.Core.Tests.Sketches;

public sealed class QuantileSketchTests
{
    private static readonly double[] s_quantiles = [0, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1];

    [Fact]
    public void Merge_is_the_sketch_of_both_sets_byte_for_byte() =>
        Prop.ForAll<int[], int[]>((a, b) =>
        {
            long[] left = Times(a), right = Times(b);
            QuantileSketch merged = Of(left);
            merged.Merge(Of(right));
            byte[] expected = new NaiveQuantileSketch([.. left, .. right]).Write();
            return merged.Write().SequenceEqual(expected) && merged.Count == left.Length + right.Length;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Merge_is_commutative_and_associative_and_the_empty_sketch_changes_nothing() =>
        Prop.ForAll<int[], int[], int[]>((x, y, z) =>
        {
            long[] a = Times(x), b = Times(y), c = Times(z);
            byte[] leftFirst = Merged(Merged(Of(a), Of(b)), Of(c)).Write();
            byte[] rightFirst = Merged(Of(a), Merged(Of(b), Of(c))).Write();
            byte[] reversed = Merged(Of(c), Merged(Of(b), Of(a))).Write();
            byte[] withEmpty = Merged(Merged(new QuantileSketch(), Of(a)), new QuantileSketch()).Write();
            return leftFirst.SequenceEqual(rightFirst) && leftFirst.SequenceEqual(reversed) && withEmpty.SequenceEqual(Of(a).Write());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_sketch_can_be_merged_into_itself()
    {
        QuantileSketch sketch = Of([150, 20_000, 59_000_000]);
        sketch.Merge(sketch);
        Assert.Equal(Of([150, 150, 20_000, 20_000, 59_000_000, 59_000_000]).Write(), sketch.Write());
    }

    [Theory]
    [InlineData("lognormal")]
    [InlineData("pareto")]
    [InlineData("bimodal")]
    [InlineData("constant")]
    public void Quantiles_are_within_one_percent(string distribution)
    {
        for (int seed = 1; seed <= 5; seed++)
        {
            long[] values = Draw(distribution, 5_000, seed);
            NaiveQuantileSketch naive = new(values);
            QuantileSketch sketch = Of(values);
            foreach (double q in s_quantiles)
            {
                double exact = naive.ExactQuantile(q);
                Assert.InRange(Math.Abs(sketch.Quantile(q) - exact) / exact, 0, QuantileSketch.RelativeAccuracy + 1e-12);
                Assert.Equal(naive.Quantile(q), sketch.Quantile(q), exact * 1e-9);
            }
        }
    }

    [Fact]
    public void Every_single_value_is_within_one_percent()
    {
        // Around both ends of every bucket: there the error is greatest.
        foreach (long edge in NaiveQuantileSketch.Edges)
        {
            for (long value = edge - 1; value <= edge + 1 && value <= QuantileSketch.HighestMicros; value++)
            {
                double error = Math.Abs(Of([value]).Quantile(0.5) - value) / value;
                Assert.True(error <= QuantileSketch.RelativeAccuracy + 1e-12, $"{value} µs: error {error}");
            }
        }
    }

    [Fact]
    public void Counts_at_edges_are_exact()
    {
        long[] values = [.. Draw("lognormal", 500, 1), .. Draw("pareto", 500, 2)];
        QuantileSketch sketch = Of(values);
        foreach (long threshold in (long[])[100, 101, 102, 5_000, 42_100, 50_000, 68_000, 1_000_000, 59_999_999])
        {
            long edge = QuantileSketch.EdgeAtLeast(threshold);
            Assert.InRange(edge, threshold, threshold * 1.0202021 + 1);
            Assert.Equal(values.Count(value => value <= edge), sketch.CountAtMost(edge));
        }
    }

    [Fact]
    public void Counts_are_those_of_the_naive_sketch_at_any_limit() =>
        Prop.ForAll<int[], int>((numbers, limit) =>
        {
            long[] values = Times(numbers);
            long edge = Times([limit])[0];
            return Of(values).CountAtMost(edge) == new NaiveQuantileSketch(values).CountAtMost(edge);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Values_are_clamped_at_both_ends()
    {
        QuantileSketch sketch = Of([long.MinValue, -1, 0, 1, 100, 60_000_000, 60_700_000, long.MaxValue]);
        Assert.Equal(8, sketch.Count);
        Assert.Equal(5, sketch.CountAtMost(QuantileSketch.EdgeAtLeast(QuantileSketch.LowestMicros)));
        Assert.Equal(5, sketch.CountAtMost(59_000_000));
        Assert.Equal(8, sketch.CountAtMost(QuantileSketch.EdgeAtLeast(QuantileSketch.HighestMicros)));
        Assert.Equal(8, sketch.CountAtMost(long.MaxValue));
        Assert.Equal(0, sketch.CountAtMost(99));
        Assert.Equal(0, sketch.CountAtMost(long.MinValue));
        Assert.Equal(100, sketch.Quantile(0), 1.0);
        Assert.Equal(60_000_000, sketch.Quantile(1), 600_000.0);
        Assert.Equal(QuantileSketch.EdgeAtLeast(QuantileSketch.HighestMicros), QuantileSketch.EdgeAtLeast(long.MaxValue));
    }

    [Fact]
    public void An_empty_sketch_has_no_quantile_and_no_bytes()
    {
        QuantileSketch sketch = new();
        Assert.Equal(double.NaN, sketch.Quantile(0.5));
        Assert.Empty(sketch.Write());
        Assert.Equal(0, sketch.CountAtMost(long.MaxValue));
    }

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void A_quantile_outside_0_to_1_is_refused(double q) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Of([1_000]).Quantile(q));

    [Fact]
    public void A_cleared_sketch_is_as_good_as_new()
    {
        QuantileSketch used = Of(Draw("pareto", 300, 3));
        used.Clear();
        Assert.Equal(0, used.Count);
        Assert.Empty(used.Write());
        foreach (long value in (long[])[40_000_000, 200])
        {
            used.Add(value);
        }
        Assert.Equal(Of([200, 40_000_000]).Write(), used.Write());
        Assert.Equal(Of([200, 40_000_000]).Quantile(1), used.Quantile(1));
    }

    private static QuantileSketch Of(IEnumerable<long> values)
    {
        QuantileSketch sketch = new();
        foreach (long value in values)
        {
            sketch.Add(value);
        }
        return sketch;
    }

    private static QuantileSketch Merged(QuantileSketch into, QuantileSketch other)
    {
        into.Merge(other);
        return into;
    }

    /// <summary>Spreads generated numbers over the whole range and a little past both ends, evenly on the log scale.</summary>
    private static long[] Times(int[] numbers) =>
        [.. numbers.Select(n => (long)Math.Exp(new SeededRandom(n).NextShare() * 14.5 + 4) - (n % 7 == 0 ? 100 : 0))];

    private static long[] Draw(string distribution, int count, int seed)
    {
        SeededRandom random = new(seed);
        Func<double> next = distribution switch
        {
            "lognormal" => () => 50_000 * Math.Exp(0.5 * random.NextNormal()),
            "pareto" => () => 1_000 / Math.Pow(random.NextShare(), 1 / 1.2),
            "bimodal" => () => random.Chance(0.3) ? 250_000 + 20_000 * random.NextShare() : 8_000 + 1_000 * random.NextShare(),
            "constant" => () => 12_345,
            _ => throw new ArgumentException("unknown distribution", nameof(distribution)),
        };
        return [.. Enumerable.Range(0, count).Select(_ => (long)Math.Clamp(next(), QuantileSketch.LowestMicros, QuantileSketch.HighestMicros))];
    }
}
