using Isobar.Core.Atlas;
using Isobar.Core.Traffic;
using Isobar.Simulator.Worlds;

namespace Isobar.Simulator.Tests.Worlds;

/// <summary>The atlas of a world knows its clients as the world itself does.</summary>
public sealed class WorldAtlasTests
{
    private static readonly SimulatedWorld s_world = new(new WorldOptions { Seed = 12, Pairs = 3_000 });
    private static readonly CityNetworkAtlas s_atlas = CityNetworkAtlas.Open(WorldAtlas.Build(s_world));

    [Fact]
    public void Every_client_is_found_in_its_city_network()
    {
        for (int i = 0; i < s_world.CityNetworks.Length; i++)
        {
            foreach (bool isIPv6 in new[] { false, true })
            {
                foreach (int client in new[] { 0, 1, (1 << s_world.Addresses.BlockBits) - 1 })
                {
                    IpAddress address = s_world.Addresses.ClientOf(i, client, isIPv6);
                    Assert.Equal(s_world.CityNetworks[i], s_atlas.Describe(s_atlas.Locate(address)));
                    Assert.True(s_world.Addresses.TryFind(address, out int found));
                    Assert.Equal(i, found);
                }
            }
        }
    }

    [Fact]
    public void Addresses_outside_the_plan_belong_to_nobody()
    {
        foreach (string text in new[] { "192.0.2.1", "198.20.0.1", "255.255.255.255", "2001:db8:ffff:ffff::1", "2001:db9::1", "::1" })
        {
            Assert.True(IpAddress.TryParse(System.Text.Encoding.ASCII.GetBytes(text), out IpAddress address));
            Assert.False(s_world.Addresses.TryFind(address, out _));
            Assert.Equal(0, s_atlas.Locate(address));
        }
    }

    [Fact]
    public void Networks_on_the_way_have_names_and_addresses_of_their_own()
    {
        uint transit = s_world.Pairs[0].AsPaths[0].Transit[0];
        IpAddress router = AddressPlan.TransitBlock((int)(transit - NetworkNames.TransitAsn(0))).First;
        CityNetwork found = s_atlas.Describe(s_atlas.Locate(router));
        Assert.Equal(transit, found.Asn);
        Assert.Equal(NetworkNames.TransitOf((int)(transit - NetworkNames.TransitAsn(0))), found.NetworkName);
        Assert.Equal(NetworkNames.ServiceAsn, s_atlas.Describe(s_atlas.Locate(AddressPlan.ServiceBlock(2).Last)).Asn);
    }

    [Fact]
    public void All_numbers_of_networks_are_private_and_all_names_unlike()
    {
        uint[] numbers = [.. s_world.Pairs.SelectMany(pair => pair.AsPaths).SelectMany(path => path.Hops).Distinct()];
        Assert.All(numbers, asn => Assert.True(asn is >= 64512 and <= 65534 or >= 4_200_000_000 and <= 4_294_967_294));
        Assert.Equal(5_000, Enumerable.Range(0, 5_000).Select(NetworkNames.Of).Distinct().Count());
        Assert.Equal(240, Enumerable.Range(0, 240).Select(NetworkNames.TransitOf).Distinct().Count());
        Assert.Equal(5_000, Enumerable.Range(0, 5_000).Select(NetworkNames.ClientAsn).Distinct().Count());
    }
}
