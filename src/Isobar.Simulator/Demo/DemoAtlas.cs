using System.Globalization;
using System.Text;
using Isobar.Core.Atlas;
using Isobar.Simulator.Worlds;

namespace Isobar.Simulator.Demo;

/// <summary>The atlas of the demo: its world, and a place for programs on the same machine, which come from loopback addresses.</summary>
public static class DemoAtlas
{
    /// <summary>A private AS number (RFC 6996) that no invented network has.</summary>
    private const uint LoopbackAsn = 65_534;

    /// <summary>Who calls from 127.0.0.0/8 and ::1: an invented place, off the coast of nowhere (0° north, 0° east).</summary>
    public static CityNetwork Loopback { get; } = new(
        CityNetworkId.Of("ZZ", "Loopback", CityNetwork.NotAvailable, "This machine", LoopbackAsn), "ZZ", "Nowhere", "Loopback", CityNetwork.NotAvailable, "This machine",
        LoopbackAsn, "Loopback", 0, 0);

    /// <summary>Compiles the atlas of a demo's world.</summary>
    /// <returns>The file, for <see cref="CityNetworkAtlas.Open"/>.</returns>
    public static byte[] Build(SimulatedWorld world)
    {
        AtlasBuilder builder = new();
        builder.AddCity("simulated-cities.csv", WorldAtlas.Cities(world));
        builder.AddCity("loopback-cities.csv", Encoding.UTF8.GetBytes("start,end,country_code,country_name,subdivision,city,latitude,longitude\n" + Rows(
            string.Create(CultureInfo.InvariantCulture, $"{Loopback.CountryCode},{Loopback.Country},{Loopback.Subdivision},{Loopback.City},{Loopback.Latitude},{Loopback.Longitude}"))));
        builder.AddAsn("simulated-networks.csv", WorldAtlas.Networks(world));
        builder.AddAsn("loopback-networks.csv", Encoding.UTF8.GetBytes("start,end,asn,as_name\n" + Rows(
            string.Create(CultureInfo.InvariantCulture, $"{Loopback.Asn},{Loopback.NetworkName}"))));
        return builder.Build(WorldAtlas.Edition);
    }

    private static string Rows(string facts) => $"127.0.0.0,127.255.255.255,{facts}\n::1,::1,{facts}\n";
}
