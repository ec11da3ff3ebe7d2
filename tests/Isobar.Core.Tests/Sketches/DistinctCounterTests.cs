using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Sketches;
using Isobar.Core.Tests.Windows;
using Isobar.Core.Traffic;

namespace Isobar.Core.Tests.Sketches;

public sealed class DistinctCounterTests
{
    [Fact]
    public void Few_values_are_counted_exactly()
    {
        DistinctCounter counter = new(12);
        for (int i = 0; i < 383; i++)
        {
            Assert.Equal(i, counter.Count);
            counter.Add(Hash(i));
            counter.Add(Hash(i / 2));
            Assert.True(counter.IsExact);
        }
        counter.Add(Hash(383));
        Assert.False(counter.IsExact);
        Assert.InRange(counter.Count, 384 * 0.98, 384 * 1.02);
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(30_000)]
    [InlineData(100_000)]
    [InlineData(300_000)]
    [InlineData(1_000_000)]
    public void Many_values_are_counted_within_two_percent(int distinct)
    {
        for (int seed = 0; seed < 3; seed++)
        {
            DistinctCounter counter = new(15);
            for (int i = 0; i < distinct; i++)
            {
                counter.Add(Hash(i + seed * 10_000_000L));
            }
            Assert.False(counter.IsExact);
            Assert.InRange(counter.Count, distinct * 0.98, distinct * 1.02);
        }
    }

    [Fact]
    public void Merge_is_the_union_whatever_the_order() =>
        Prop.ForAll<int>(seed =>
        {
            SeededRandom random = new(seed);
            // At a precision of 8 the change to registers comes at 24 values, so merges meet every pair of forms.
            int[] a = Draw(random), b = Draw(random), c = Draw(random);
            DistinctCounter whole = Of(8, random.Shuffle([.. a, .. b, .. c]));
            DistinctCounter leftFirst = Merged(Merged(Of(8, a), Of(8, b)), Of(8, c));
            DistinctCounter rightFirst = Merged(Of(8, c), Merged(Of(8, b), Of(8, a)));
            DistinctCounter withEmpty = Merged(new DistinctCounter(8), Merged(whole, new DistinctCounter(8)));
            int distinct = a.Concat(b).Concat(c).Distinct().Count();
            DistinctCounter[] all = [whole, leftFirst, rightFirst, withEmpty];
            return all.All(counter => counter.Count == whole.Count && counter.IsExact == whole.IsExact)
                && whole.IsExact == distinct < 24
                && (!whole.IsExact || whole.Count == distinct);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_counter_can_be_merged_into_itself()
    {
        foreach (int size in (int[])[5, 5_000])
        {
            DistinctCounter counter = Of(12, Enumerable.Range(0, size));
            long before = counter.Count;
            counter.Merge(counter);
            Assert.Equal(before, counter.Count);
        }
    }

    [Fact]
    public void Counters_of_other_precision_are_not_merged() =>
        Assert.Throws<ArgumentException>(() => new DistinctCounter(12).Merge(new DistinctCounter(13)));

    [Theory]
    [InlineData(7)]
    [InlineData(17)]
    public void Precision_is_8_to_16(int precision) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DistinctCounter(precision));

    [Fact]
    public void A_hash_of_zero_is_counted()
    {
        DistinctCounter counter = new(12);
        counter.Add(0);
        counter.Add(0);
        Assert.Equal(1, counter.Count);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(15)]
    public void Memory_is_bounded_by_the_registers(int precision)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        DistinctCounter counter = Of(precision, Enumerable.Range(0, 50_000));
        long filled = GC.GetAllocatedBytesForCurrentThread() - before;
        // Sets of 4, 8 … places, each twice the one before, end at the size of the registers; then come those.
        Assert.InRange(filled, 1 << precision, 3 * (1 << precision) + 2_000);
        before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 50_000; i < 100_000; i++)
        {
            counter.Add(Hash(i));
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static ulong Hash(long value) => StableHash.Mix((ulong)value + 1);

    private static int[] Draw(SeededRandom random) => [.. Enumerable.Range(0, random.Next(30)).Select(_ => random.Next(60))];

    private static DistinctCounter Of(int precision, IEnumerable<int> values)
    {
        DistinctCounter counter = new(precision);
        foreach (int value in values)
        {
            counter.Add(Hash(value));
        }
        return counter;
    }

    private static DistinctCounter Merged(DistinctCounter into, DistinctCounter other)
    {
        into.Merge(other);
        return into;
    }
}
