using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Attribution;
using Isobar.Core.Scoring;

namespace Isobar.Core.Tests.Attribution;

public sealed class ElementIndexTests
{
    [Fact]
    public void Members_are_those_that_a_plain_search_finds()
    {
        TestWorld world = TestWorld.Make(3, 300);
        ElementIndex index = new();
        index.Refresh(world.Table());
        AssertMembers(world, index, [.. Enumerable.Range(0, world.Pairs.Length)]);
    }

    [Fact]
    public void Names_lead_back_to_keys()
    {
        TestWorld world = TestWorld.Make(4, 200);
        ElementIndex index = new();
        index.Refresh(world.Table());
        List<ElementKey> keys = [];
        for (int pair = 0; pair < world.Pairs.Length; pair++)
        {
            index.KeysOf(pair, keys);
            Assert.All(keys, key => Assert.Equal(key, index.Find(index.Name(key))));
        }
        Assert.Null(index.Find(new NetworkElement(ElementKind.Country, "", "ZZ")));
        Assert.Null(index.Find(new NetworkElement(ElementKind.ServiceLocation, "nowhere", "")));
    }

    [Fact]
    public void Pairs_that_come_later_and_paths_that_change_are_taken_over() =>
        Prop.ForAll<int>(seed =>
        {
            TestWorld world = TestWorld.Make(Math.Abs(seed % 1000), 60);
            Random random = new(seed);
            PairTable table = new();
            ElementIndex index = new();
            for (int i = 0; i < world.Pairs.Length; i++)
            {
                // Paths that are not the true ones, put right later.
                TestPair other = world.Pairs[random.Next(world.Pairs.Length)];
                table.Add(world.Pairs[i].Pair with { AsPaths = other.Pair.AsPaths });
                if (random.Next(10) == 0)
                {
                    index.Refresh(table);
                }
            }
            for (int i = 0; i < world.Pairs.Length; i++)
            {
                table.Update(i, world.Pairs[i].Pair);
            }
            index.Refresh(table);
            AssertMembers(world, index, [.. Enumerable.Range(0, world.Pairs.Length)]);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Members_come_in_an_order_that_numbers_do_not_change()
    {
        TestWorld world = TestWorld.Make(5, 200);
        PairTable reversed = new();
        foreach (TestPair pair in world.Pairs.Reverse())
        {
            reversed.Add(pair.Pair);
        }
        ElementIndex one = new(), other = new();
        one.Refresh(world.Table());
        other.Refresh(reversed);
        NetworkElement location = new(ElementKind.ServiceLocation, "loc-a", "");
        Assert.Equal(
            one.Members(one.Find(location)!.Value).ToArray().Select(pair => one.Table[pair]),
            other.Members(other.Find(location)!.Value).ToArray().Select(pair => other.Table[pair]));
    }

    private static void AssertMembers(TestWorld world, ElementIndex index, int[] pairs)
    {
        List<ElementKey> keys = [];
        HashSet<ElementKey> all = [];
        foreach (int pair in pairs)
        {
            index.KeysOf(pair, keys);
            all.UnionWith(keys);
        }
        foreach (ElementKey key in all)
        {
            ImmutableArray<int> naive = [.. world.Scope(index.Name(key))];
            Assert.Equal(naive, index.Members(key).ToArray().Order());
        }
    }
}
