using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Atlas;

namespace Isobar.Core.Tests.Atlas;

public sealed class SampledTreeTests
{
    // Sizes round the powers of sixteen; keys close together (crowded buckets) and far apart (empty ones).
    private static readonly Arbitrary<uint[]> s_keys = Gen.Elements(0, 1, 2, 14, 15, 16, 17, 255, 256, 257, 600, 5000)
        .SelectMany(static count => Gen.Elements(1, 3, 1000, 400_000).SelectMany(step => Gen.Choose(1, step).ArrayOf(count)))
        .Select(static gaps =>
        {
            uint key = 0;
            return (uint[])[0, .. gaps.Select(gap => key += (uint)gap)];
        })
        .ToArbitrary();

    [Fact]
    public void Tree_and_buckets_find_what_a_linear_search_finds() => Prop.ForAll(s_keys, static keys =>
    {
        uint[] tree = SampledTree.Build<uint>(keys);
        int[] layout = SampledTree.Layout(keys.Length);
        ulong[] wide = [.. keys.Select(static key => (ulong)key << 31)];
        ulong[] wideTree = SampledTree.Build<ulong>(wide);
        BucketTable buckets = new(keys);
        Assert.True(SampledTree.IsValid<uint>(tree, layout, keys.Length) && SampledTree.IsValid<ulong>(wideTree, layout, keys.Length));
        for (int i = 0; i < keys.Length; i += 1 + (keys.Length / 300))
        {
            foreach (uint sought in (ReadOnlySpan<uint>)[keys[i], keys[i] + 1, Math.Max(keys[i], 1) - 1, uint.MaxValue, uint.MaxValue - 1, 0x8000_0000])
            {
                int expected = Array.FindLastIndex(keys, key => key <= sought);
                Assert.Equal(expected, SampledTree.Find(tree, layout, keys.Length, sought));
                Assert.Equal(expected, buckets.Find(tree, layout, keys.Length, sought));
                Assert.Equal(expected, SampledTree.Find(wideTree, layout, keys.Length, ((ulong)sought << 31) + 5));
            }
        }
        Assert.Equal(keys.Length - 1, SampledTree.Find(wideTree, layout, keys.Length, ulong.MaxValue));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_tree_with_any_wrong_key_is_not_valid()
    {
        uint[] keys = [.. Enumerable.Range(0, 300).Select(static i => (uint)i * 7)];
        int[] layout = SampledTree.Layout(keys.Length);
        uint[] tree = SampledTree.Build<uint>(keys);
        for (int i = 0; i < tree.Length; i++)
        {
            uint[] wrong = [.. tree];
            wrong[i] = 1234567;
            // The last key of level 0 may be any larger one.
            Assert.Equal(i == keys.Length - 1, SampledTree.IsValid<uint>(wrong, layout, keys.Length));
        }
    }
}
