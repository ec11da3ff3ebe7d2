using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Attribution;
using Isobar.Core.Scoring;

namespace Isobar.Core.Tests.Attribution;

public sealed class PairMemoryTests
{
    private static readonly BlameSettings s_plain = BlameSettings.Default with { MemoryWindows = 4, VoteDispersion = 0, TimeDispersion = 0 };

    [Fact]
    public void Sums_over_the_last_windows_are_those_of_the_counts() =>
        Prop.ForAll<byte[]>(votes =>
        {
            PairMemory memory = new(s_plain);
            for (int window = 0; window < votes.Length; window++)
            {
                memory.Push(Map(window, votes[window], votes[window] / 3));
            }
            for (int windows = 1; windows <= Math.Min(4, votes.Length); windows++)
            {
                ChannelCounts sum = memory.Sum(0, windows, BlameChannel.Network);
                if (sum.Trials != votes.TakeLast(windows).Sum(v => v) || sum.Failed != votes.TakeLast(windows).Sum(v => v / 3))
                {
                    return false;
                }
            }
            return memory.Depth == Math.Min(4, votes.Length);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Great_counts_keep_their_share()
    {
        PairMemory memory = new(s_plain);
        memory.Push(Map(0, 10_000, 2_000));
        ChannelCounts sum = memory.Sum(0, 1, BlameChannel.Network);
        Assert.Equal(0.2, sum.Failed / sum.Trials, 0.005);
        Assert.Equal(0.01, sum.UsualShare, 1e-4);
    }

    [Fact]
    public void Windows_scatter_so_many_samples_of_one_window_count_less_than_those_of_several()
    {
        PairMemory memory = new(BlameSettings.Default);
        memory.Push(Map(0, 200, 0));
        double one = memory.Sum(0, 1, BlameChannel.Network).Trials;
        Assert.Equal(200 / (1 + 199 * 0.005), one, 1e-9);
        memory.Push(Map(1, 200, 0));
        Assert.Equal(2 * one, memory.Sum(0, 2, BlameChannel.Network).Trials, 1e-9);
    }

    [Fact]
    public void After_a_gap_nothing_older_is_remembered()
    {
        PairMemory memory = new(s_plain);
        memory.Push(Map(0, 10, 0));
        memory.Push(Map(1, 10, 0));
        memory.Push(Map(3, 10, 0));
        Assert.Equal(1, memory.Depth);
        Assert.Equal(1, memory.WindowsSince(0));
    }

    private static HealthMap Map(int window, int votes, int failed)
    {
        PairCounts counts = default;
        (counts.Votes, counts.NetworkFailed, counts.NetworkExpected) = (votes, failed, votes * 0.01f);
        return new HealthMap
        {
            WindowStart = window * 300L,
            WindowSeconds = 300,
            Pairs = new PairTable(),
            Health = new PairHealth[1],
            Counts = new[] { counts },
            Strata = Array.Empty<StratumHealth>(),
            Elements = [],
            Evidence = new Dictionary<(int, HealthMetric), Evidence>(),
        };
    }
}
