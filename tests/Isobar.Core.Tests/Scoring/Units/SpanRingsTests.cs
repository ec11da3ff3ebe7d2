using Isobar.Core.Scoring.Units;

namespace Isobar.Core.Tests.Scoring.Units;

public sealed class SpanRingsTests
{
    [Theory]
    [InlineData(300, new[] { 1, 3, 12, 72 })]
    [InlineData(10, new[] { 1, 6, 30, 90, 360, 2160 })]
    [InlineData(60, new[] { 1, 5, 15, 60, 360 })]
    public void Spans_are_made_of_whole_windows_up_to_six_hours(int windowSeconds, int[] expected) =>
        Assert.Equal(expected, new SpanLayout(windowSeconds, 21600).SpanWindows);

    [Fact]
    public void At_the_end_of_a_span_the_ring_holds_exactly_the_windows_of_the_span()
    {
        SpanLayout layout = new(300, 21600);
        SpanRings rings = new(layout);
        int ring = rings.Add();
        SmallRandom random = new(4);
        List<int> votes = [];
        for (int window = 0; window < 400; window++)
        {
            UnitCounts counts = default;
            counts.Votes = random.Poisson(3);
            votes.Add(counts.Votes);
            rings.Push(ring, window, SpanBlock.Of(counts));
            for (int level = 1; level < layout.SpanWindows.Length; level++)
            {
                int span = layout.SpanWindows[level];
                if (layout.IsStep(level, window))
                {
                    Assert.Equal(votes.TakeLast(span).Sum(), rings.Sum(ring, level).Votes);
                }
            }
        }
    }

    [Fact]
    public void Counts_beyond_sixteen_bits_are_cut_and_do_not_wrap()
    {
        SpanRings rings = new(new(300, 21600));
        int ring = rings.Add();
        UnitCounts counts = default;
        counts.Votes = 60_000;
        for (int window = 0; window < 3; window++)
        {
            rings.Push(ring, window, SpanBlock.Of(counts));
        }
        Assert.Equal(ushort.MaxValue, rings.Sum(ring, 1).Votes);
    }
}
