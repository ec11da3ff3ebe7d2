using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Baselines.ChangePoints;
using Isobar.Core.Tests.Windows;

namespace Isobar.Core.Tests.Baselines.ChangePoints;

public sealed class PoissonSegmenterTests
{
    [Fact]
    public void A_segmentation_costs_as_little_as_the_best_of_all_segmentations() =>
        Prop.ForAll<int>(seed =>
        {
            (int[] counts, double penalty, int minimum) = Example(seed);
            int[] starts = PoissonSegmenter.Find(counts, penalty, minimum);
            double least = NaiveSegmentation.LeastCost(counts, penalty, minimum);
            return Math.Abs(NaiveSegmentation.Cost(counts, starts, penalty) - least) <= 1e-9 * (1 + Math.Abs(least));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_segment_is_shorter_than_the_shortest_allowed() =>
        Prop.ForAll<int>(seed =>
        {
            (int[] counts, double penalty, int minimum) = Example(seed);
            int[] starts = PoissonSegmenter.Find(counts, penalty, minimum);
            int[] bounds = [0, .. starts, counts.Length];
            return starts.Length == 0 || bounds.Zip(bounds.Skip(1)).All(pair => pair.Second - pair.First >= minimum);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Value_by_value_it_knows_at_every_step_what_the_whole_series_so_far_says() =>
        Prop.ForAll<int>(seed =>
        {
            (int[] counts, double penalty, int minimum) = Example(seed);
            var segmenter = new PoissonSegmenter(penalty, minimum);
            segmenter.Append(99);
            segmenter.Clear();
            for (int i = 0; i < counts.Length; i++)
            {
                segmenter.Append(counts[i]);
                int[] starts = PoissonSegmenter.Find(counts.AsSpan(0, i + 1), penalty, minimum);
                if (!segmenter.Starts().SequenceEqual(starts) || segmenter.LastStart != starts.LastOrDefault())
                {
                    return false;
                }
            }
            return segmenter.Length == counts.Length;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_step_is_found_where_it_is()
    {
        int[] counts = [.. Enumerable.Repeat(3, 40), .. Enumerable.Repeat(12, 30), .. Enumerable.Repeat(0, 20)];
        Assert.Equal([40, 70], PoissonSegmenter.Find(counts, 3 * Math.Log(90), 3));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(int.MaxValue)]
    public void A_constant_series_has_no_change(int count) => Assert.Empty(PoissonSegmenter.Find(Enumerable.Repeat(count, 300).ToArray(), 10, 3));

    [Fact]
    public void A_series_shorter_than_two_segments_has_no_change() => Assert.Empty(PoissonSegmenter.Find([0, 0, 90, 90, 90], 0, 3));

    [Fact]
    public void Negative_counts_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new PoissonSegmenter(1, 3).Append(-1));

    /// <summary>Up to 60 counts on levels that change at random places, so that some changes are clear and some are not.</summary>
    private static (int[] Counts, double Penalty, int Minimum) Example(int seed)
    {
        SeededRandom random = new(seed);
        var counts = new int[1 + random.Next(60)];
        int level = random.Next(30);
        for (int i = 0; i < counts.Length; i++)
        {
            level = random.Next(12) == 0 ? random.Next(60) : level;
            counts[i] = level + random.Next(1 + level / 2 + random.Next(3));
        }
        return (counts, random.Next(40) / 2.0, 1 + random.Next(5));
    }
}
