using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Windows;

public sealed class SampleSetTests
{
    [Fact]
    public void The_four_smallest_hashes_stay_in_any_order_and_grouping() =>
        Prop.ForAll<int>(seed =>
        {
            SeededRandom random = new(seed);
            // Few hashes, so that there are ties, which the value breaks, and repeated samples, which all count.
            (ulong Hash, long Micros)[] offered = [.. Enumerable.Range(0, random.Next(30)).Select(_ => ((ulong)random.Next(12) << 32, (long)random.Next(5)))];
            long[] expected = [.. offered.OrderBy(sample => sample.Hash).ThenBy(sample => sample.Micros).Take(4).Select(sample => sample.Micros)];
            int cut = random.Next(offered.Length + 1), cut2 = cut + random.Next(offered.Length - cut + 1);
            SampleSet a = Of(offered[..cut]), b = Of(offered[cut..cut2]), c = Of(offered[cut2..]);
            return Micros(Of(offered)).SequenceEqual(expected)
                && Micros(Of(random.Shuffle(offered))).SequenceEqual(expected)
                && Micros(Merged(Merged(a, b), c)).SequenceEqual(expected)
                && Micros(Merged(c, Merged(a, b))).SequenceEqual(expected)
                && Micros(Merged(b, Merged(c, a))).SequenceEqual(expected);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Values_are_clamped_to_32_bits()
    {
        SampleSet samples = default;
        samples.Offer(3ul << 32, long.MaxValue);
        samples.Offer(1ul << 32, long.MinValue);
        samples.Offer(2ul << 32 | uint.MaxValue, 5);
        Assert.Equal([0, 5, uint.MaxValue], Micros(samples));
    }

    private static SampleSet Of(IEnumerable<(ulong Hash, long Micros)> offered)
    {
        SampleSet samples = default;
        foreach ((ulong hash, long micros) in offered)
        {
            samples.Offer(hash, micros);
        }
        return samples;
    }

    private static SampleSet Merged(SampleSet into, SampleSet other)
    {
        into.Merge(other);
        return into;
    }

    private static long[] Micros(SampleSet samples) => [.. Enumerable.Range(0, samples.Count).Select(i => samples.MicrosAt(i))];
}
