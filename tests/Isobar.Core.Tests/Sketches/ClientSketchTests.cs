using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Sketches;
using Isobar.Core.Tests.Windows;

namespace Isobar.Core.Tests.Sketches;

public sealed class ClientSketchTests
{
    [Fact]
    public void Bytes_are_those_of_the_definition_in_any_order() =>
        Prop.ForAll<int>(seed =>
        {
            SeededRandom random = new(seed);
            ulong[] hashes = Hashes(random, random.Next(60));
            byte[] expected = NaiveClientSketch.Write(hashes);
            return Of(hashes).Write().SequenceEqual(expected)
                && Of(random.Shuffle(hashes.Concat(hashes))).Write().SequenceEqual(expected)
                && expected.Length <= 64;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Merge_is_the_sketch_of_the_union_in_every_grouping() =>
        Prop.ForAll<int>(seed =>
        {
            SeededRandom random = new(seed);
            // Three overlapping draws from one pool, so that unions fall on both sides of the change from set to registers.
            ulong[] pool = Hashes(random, 40);
            ulong[][] parts = [.. Enumerable.Range(0, 3).Select(_ => random.Shuffle(pool)[..random.Next(24)])];
            byte[] expected = NaiveClientSketch.Write(parts.SelectMany(part => part));
            byte[] a = Of(parts[0]).Write(), b = Of(parts[1]).Write(), c = Of(parts[2]).Write();
            byte[][] groupings =
            [
                Merged(Merged(a, b), c), Merged(a, Merged(b, c)), Merged(Merged(a, c), b), Merged(c, Merged(b, a)), Merged(Merged(a, b, c), []), Merged([], Merged(c, a, b)),
            ];
            return groupings.All(bytes => bytes.SequenceEqual(expected));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Up_to_15_clients_are_counted_exactly()
    {
        ClientSketch sketch = new();
        ulong[] hashes = Hashes(new SeededRandom(1), 15);
        for (int i = 0; i < hashes.Length; i++)
        {
            Assert.Equal(i, sketch.Estimate());
            sketch.Add(hashes[i]);
            sketch.Add(hashes[i]);
        }
        Assert.Equal(15, sketch.Estimate());
        Assert.Equal(60, sketch.Write().Length);
        sketch.Add(~hashes[0]);
        Assert.Equal(64, sketch.Write().Length);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(100)]
    [InlineData(1_000)]
    [InlineData(10_000)]
    [InlineData(1_000_000)]
    public void More_clients_are_estimated_within_three_and_a_half_standard_errors(int clients)
    {
        int runs = clients > 100_000 ? 3 : 20;
        double standardError = 1.04 / Math.Sqrt(64), sumOfErrors = 0;
        for (int seed = 0; seed < runs; seed++)
        {
            double error = Of(Hashes(new SeededRandom(seed), clients)).Estimate() / clients - 1;
            Assert.InRange(error, -3.5 * standardError, 3.5 * standardError);
            sumOfErrors += error;
        }
        // No bias: the mean of the runs is nearer by the root of their number.
        Assert.InRange(Math.Abs(sumOfErrors / runs), 0, 3.5 * standardError / Math.Sqrt(runs));
    }

    [Fact]
    public void A_cleared_sketch_is_empty()
    {
        ClientSketch sketch = Of(Hashes(new SeededRandom(2), 100));
        sketch.Clear();
        Assert.Equal(0, sketch.Estimate());
        Assert.Empty(sketch.Write());
        sketch.Add(7ul << 32);
        Assert.Equal([7, 0, 0, 0], sketch.Write());
    }

    [Fact]
    public void Bytes_of_other_lengths_are_refused_and_change_nothing()
    {
        ClientSketch sketch = Of(Hashes(new SeededRandom(3), 5));
        byte[] before = sketch.Write();
        for (int length = 1; length < 200; length++)
        {
            bool isLegal = length == 64 || (length <= 60 && length % 4 == 0);
            // 0, 1, 2 … as little endian words: they rise by their highest byte, and as registers they are legal up to 27.
            byte[] bytes = [.. Enumerable.Range(0, length).Select(i => (byte)(length == 64 ? i % 28 : i))];
            Assert.Equal(isLegal, sketch.TryMerge(bytes));
            if (isLegal)
            {
                Assert.NotEqual(before, sketch.Write());
                sketch = Of(Hashes(new SeededRandom(3), 5));
            }
            Assert.Equal(before, sketch.Write());
        }
    }

    [Theory]
    [InlineData("0200000001000000", "falling")]
    [InlineData("0200000002000000", "a hash twice")]
    [InlineData("020000000300000001000000", "falling at the end")]
    public void A_set_that_does_not_rise_is_refused(string hex, string why)
    {
        ClientSketch sketch = new();
        Assert.False(sketch.TryMerge(Convert.FromHexString(hex)), why);
        Assert.Empty(sketch.Write());
    }

    [Fact]
    public void A_register_above_the_highest_rank_is_refused()
    {
        ClientSketch sketch = new();
        for (int register = 0; register < 64; register++)
        {
            byte[] bytes = new byte[64];
            bytes[register] = 28;
            Assert.False(sketch.TryMerge(bytes));
        }
        Assert.Empty(sketch.Write());
    }

    [Fact]
    public void Made_up_registers_give_a_finite_estimate()
    {
        ClientSketch highest = new(), none = new();
        Assert.True(highest.TryMerge(Enumerable.Repeat((byte)27, 64).ToArray()));
        Assert.Equal(4294967296, highest.Estimate());
        Assert.True(none.TryMerge(new byte[64]));
        Assert.Equal(0, none.Estimate());
    }

    private static ulong[] Hashes(SeededRandom random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextWord())];

    private static ClientSketch Of(IEnumerable<ulong> hashes)
    {
        ClientSketch sketch = new();
        foreach (ulong hash in hashes)
        {
            sketch.Add(hash);
        }
        return sketch;
    }

    private static byte[] Merged(params byte[][] parts)
    {
        ClientSketch sketch = new();
        Assert.All(parts, part => Assert.True(sketch.TryMerge(part)));
        return sketch.Write();
    }
}
