using Isobar.Tests;
using Isobar.Core.Atlas;
using Isobar.Core.Traffic;
using Isobar.Server.Atlases;

namespace Isobar.Server.Tests.Atlases;

public sealed class AtlasSlotTests
{
    private static readonly IpAddress s_address = IpAddress.FromIPv4(0x14000001);

    [Fact]
    public void A_lease_keeps_the_old_atlas_until_it_is_given_back()
    {
        using TemporaryFolder folder = new();
        MappedAtlas old = Open(folder, "DE"), fresh = Open(folder, "FR");
        using AtlasSlot slot = new(old);
        AtlasLease reader = slot.Lease();
        AtlasLease before = slot.Swap(fresh);
        using (AtlasLease after = slot.Lease())
        {
            Assert.Equal("France", Country(after));
            AtlasChange change = Assert.Single(AtlasChanges.Between(before.Atlas, after.Atlas));
            Assert.Equal((s_address, CityNetworkId.Of("DE", "N/A", "N/A", "N/A", 0)), (change.First, change.Before));
        }
        before.Dispose();
        Assert.False(old.IsReleased);
        Assert.Equal("Germany", Country(reader));
        reader.Dispose();
        reader.Dispose();
        Assert.True(old.IsReleased);
        Assert.False(fresh.IsReleased);
        Assert.Throws<ObjectDisposedException>(() => reader.Atlas);
        Assert.Null(old.TryLease());
    }

    [Fact]
    public void A_released_atlas_throws_and_does_not_read_freed_memory()
    {
        using TemporaryFolder folder = new();
        MappedAtlas mapped = Open(folder, "DE");
        AtlasLease lease = mapped.TryLease()!;
        CityNetworkAtlas kept = lease.Atlas;
        lease.Dispose();
        mapped.Release();
        Assert.Throws<ObjectDisposedException>(() => kept.Locate(s_address));
        Assert.Throws<InvalidOperationException>(mapped.Release);
    }

    [Fact]
    public void Readers_never_fail_while_atlases_are_swapped_under_them()
    {
        using TemporaryFolder folder = new();
        string[] paths = [Build(folder, "DE"), Build(folder, "FR")];
        MappedAtlas first = MappedAtlas.Open(paths[0]);
        AtlasSlot slot = new(first);
        List<MappedAtlas> all = [first];
        int reads = 0;
        bool isOver = false;
        Thread[] readers = [.. Enumerable.Range(0, 3).Select(_ => new Thread(() =>
        {
            while (!Volatile.Read(ref isOver))
            {
                using AtlasLease lease = slot.Lease();
                if (Country(lease) is "Germany" or "France")
                {
                    Interlocked.Increment(ref reads);
                }
            }
        }))];
        Array.ForEach(readers, static reader => reader.Start());
        for (int i = 0; i < 300 || Volatile.Read(ref reads) < 1000; i++)
        {
            MappedAtlas next = MappedAtlas.Open(paths[i % 2]);
            all.Add(next);
            slot.Swap(next).Dispose();
        }
        Volatile.Write(ref isOver, true);
        Array.ForEach(readers, static reader => reader.Join());
        slot.Dispose();
        Assert.All(all, static atlas => Assert.True(atlas.IsReleased));
        Assert.Throws<ObjectDisposedException>(slot.Lease);
    }

    [Fact]
    public void Files_that_are_no_atlas_give_an_error_that_names_them()
    {
        using TemporaryFolder folder = new();
        foreach (string path in new[] { folder["missing"], folder.File("empty", ""), folder.File("text", "hello") })
        {
            Assert.Contains(path, Assert.Throws<AtlasUnavailableException>(() => MappedAtlas.Open(path)).Message, StringComparison.Ordinal);
        }
    }

    private static string Country(AtlasLease lease) => lease.Atlas.Describe(lease.Atlas.Locate(s_address)).Country;

    private static MappedAtlas Open(TemporaryFolder folder, string country) => MappedAtlas.Open(Build(folder, country));

    private static string Build(TemporaryFolder folder, string country)
    {
        string output = folder[$"{country}.isoatlas"];
        AtlasBuild.Run([folder.File($"{country}.csv", $"20.0.0.1,20.0.0.1,{country}\n")], [], output, new AtlasEdition("test", ""), null, CancellationToken.None);
        return output;
    }
}
