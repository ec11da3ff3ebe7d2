using Isobar.Core.Sketches;

namespace Isobar.Simulator.Tests;

/// <summary>The sum of a written sketch's values, each taken as the value of its bucket.</summary>
internal static class SketchSum
{
    public static double Of(byte[] written)
    {
        QuantileSketch sketch = new();
        Assert.True(sketch.TryMerge(written));
        double sum = 0;
        long below = 0;
        for (int bucket = 0; bucket < QuantileSketch.BucketCount && below < sketch.Count; bucket++)
        {
            long upTo = sketch.CountAtMost(QuantileSketch.Edge(bucket));
            sum += (upTo - below) * QuantileSketch.ValueOf(bucket);
            below = upTo;
        }
        return sum;
    }
}
