using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Sketches;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Sketches;

/// <summary>A sketch written from its buckets is the sketch of their values.</summary>
public sealed class SketchBucketTests
{
    private static readonly Gen<long[]> s_values = Gen.OneOf(
        Gen.Choose(0, 400_000), Gen.Choose(0, 120_000_000)).Select(value => (long)value).ArrayOf();

    [Fact]
    public void Buckets_are_written_as_the_sketch_of_their_values() =>
        Prop.ForAll(Arb.From(s_values), values =>
        {
            QuantileSketch sketch = SketchOf(values);
            SketchBucket[] buckets = BucketsOf(values);
            Assert.Equal(sketch.Write(), QuantileSketch.Write(buckets));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_summary_of_buckets_is_that_of_the_sketch() =>
        Prop.ForAll(Arb.From(s_values), values =>
        {
            TimeSummary ofSketch = TimeSummary.Of(SketchOf(values)), ofBuckets = TimeSummary.Of(BucketsOf(values));
            Assert.Equal(ofSketch with { Sketch = [] }, ofBuckets with { Sketch = [] });
            Assert.Equal(ofSketch.Sketch, ofBuckets.Sketch);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_edges_bound_the_buckets()
    {
        for (int bucket = 0; bucket < QuantileSketch.BucketCount; bucket++)
        {
            Assert.Equal(bucket, QuantileSketch.BucketOf(QuantileSketch.Edge(bucket)));
            Assert.Equal(Math.Min(bucket + 1, QuantileSketch.BucketCount - 1), QuantileSketch.BucketOf(QuantileSketch.Edge(bucket) + 1));
        }
    }

    [Theory]
    [InlineData(5, 1, 5, 1)]
    [InlineData(5, 1, 4, 1)]
    [InlineData(5, 0, 6, 1)]
    [InlineData(-1, 1, 6, 1)]
    [InlineData(5, 1, 666, 1)]
    public void Buckets_that_no_sketch_has_are_refused(int first, int firstCount, int second, int secondCount) =>
        Assert.Throws<ArgumentException>(() => QuantileSketch.Write([new SketchBucket(first, firstCount), new SketchBucket(second, secondCount)]));

    private static QuantileSketch SketchOf(long[] values)
    {
        QuantileSketch sketch = new();
        foreach (long value in values)
        {
            sketch.Add(value);
        }
        return sketch;
    }

    private static SketchBucket[] BucketsOf(long[] values) =>
        [.. values.GroupBy(QuantileSketch.BucketOf).OrderBy(bucket => bucket.Key).Select(bucket => new SketchBucket(bucket.Key, bucket.Count()))];
}
