using FsCheck;
using FsCheck.Fluent;
using Isobar.Benchmarks.Rtt;
using Isobar.Core.Tests.Windows;

namespace Isobar.Core.Tests.Accuracy;

public sealed class WindowMatchingTests
{
    [Fact]
    public void A_matching_has_as_many_pairs_and_as_little_distance_as_the_best_of_all_matchings() =>
        Prop.ForAll<int>(seed =>
        {
            SeededRandom random = new(seed);
            int window = random.Next(6);
            int[] labels = Places(random);
            int[] detections = Places(random);
            List<(int Label, int Detection)> pairs = WindowMatching.Match(labels, detections, window);
            int distance = pairs.Sum(pair => Math.Abs(labels[pair.Label] - detections[pair.Detection]));
            return pairs.TrueForAll(pair => Math.Abs(labels[pair.Label] - detections[pair.Detection]) <= window)
                && pairs.Select(pair => pair.Label).Distinct().Count() == pairs.Count
                && pairs.Select(pair => pair.Detection).Distinct().Count() == pairs.Count
                && (pairs.Count, -distance) == Best(labels, detections, window, 0, 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void More_pairs_win_over_nearer_ones()
    {
        // 10-11 alone would be nearer, but leaves 12 without an answer.
        Assert.Equal([(0, 0), (1, 1)], WindowMatching.Match([10, 12], [8, 11], 2));
    }

    [Fact]
    public void A_second_detection_of_the_same_change_is_left_over() => Assert.Equal([(0, 1)], WindowMatching.Match([100], [98, 100, 101], 2));

    [Fact]
    public void Nothing_matches_beyond_the_window() => Assert.Empty(WindowMatching.Match([100], [103], 2));

    private static int[] Places(SeededRandom random) =>
        [.. Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(14)).Distinct().Order()];

    /// <summary>All matchings, crossing ones too: each label takes no detection or any free one.</summary>
    private static (int Pairs, int Nearness) Best(int[] labels, int[] detections, int window, int label, int taken)
    {
        if (label == labels.Length)
        {
            return (0, 0);
        }
        (int Pairs, int Nearness) best = Best(labels, detections, window, label + 1, taken);
        for (int i = 0; i < detections.Length; i++)
        {
            int distance = Math.Abs(labels[label] - detections[i]);
            if (distance <= window && (taken & 1 << i) == 0)
            {
                (int pairs, int nearness) = Best(labels, detections, window, label + 1, taken | 1 << i);
                best = (pairs + 1, nearness - distance).CompareTo(best) > 0 ? (pairs + 1, nearness - distance) : best;
            }
        }
        return best;
    }
}
