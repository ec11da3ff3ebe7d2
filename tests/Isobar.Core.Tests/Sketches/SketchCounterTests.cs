using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Sketches;

namespace Isobar.Core.Tests.Sketches;

public sealed class SketchCounterTests
{
    [Fact]
    public void Counts_above_edges_are_those_of_the_sketch() => Prop.ForAll<PositiveInt[]>(values =>
    {
        QuantileSketch sketch = new();
        foreach (PositiveInt value in values)
        {
            sketch.Add(100 + value.Get * 997L % 1_000_000);
        }
        ushort[] edges = [50, 200, 300, 400, 660];
        int[] above = new int[edges.Length];
        int total = SketchCounter.CountAbove(sketch.Write(), edges, above);
        return total == sketch.Count && edges.Select((edge, i) => above[i] == sketch.Count - sketch.CountAtMost(QuantileSketch.Edge(edge))).All(same => same);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Broken_bytes_count_as_far_as_they_can_be_read()
    {
        int[] above = new int[1];
        Assert.Equal(0, SketchCounter.CountAbove([9, 9, 9], (ushort[])[3], above));
        Assert.Equal(0, SketchCounter.CountAbove([], (ushort[])[3], above));
        Assert.Equal([0], above);
    }
}
